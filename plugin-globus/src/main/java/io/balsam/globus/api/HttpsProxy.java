package io.balsam.globus.api;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Proxy for {@code https}, since machines of a cluster often reach the internet by one alone. */
public final class HttpsProxy extends ProxySelector {

  private static final Pattern ADDRESS =
      Pattern.compile("(?:http://)?([A-Za-z0-9.-]+):(\\d{1,5})/?");

  private final List<Proxy> proxies;

  private HttpsProxy(Proxy proxy) {
    this.proxies = List.of(proxy);
  }

  /** Returns the proxy of an address such as {@code http://proxy:3128}; empty if it is none. */
  public static Optional<ProxySelector> of(String address) {
    Matcher parts = ADDRESS.matcher(address);
    if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65_535) {
      return Optional.empty();
    }
    InetSocketAddress place =
        InetSocketAddress.createUnresolved(parts.group(1), Integer.parseInt(parts.group(2)));
    return Optional.of(new HttpsProxy(new Proxy(Proxy.Type.HTTP, place)));
  }

  @Override
  public List<Proxy> select(URI uri) {
    return "https".equals(uri.getScheme()) ? proxies : List.of(Proxy.NO_PROXY);
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException error) {
    // The request fails with the same error.
  }
}
