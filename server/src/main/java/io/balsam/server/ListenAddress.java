package io.balsam.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Address a server listens on.
 *
 * @param host host name in URLs
 * @param address address to bind
 * @param reachable whether other machines are meant to reach it; then connections are encrypted
 */
record ListenAddress(String host, InetSocketAddress address, boolean reachable) {

  private static final Pattern WITH_PORT = Pattern.compile("(\\[.+]|[^:]*):(\\d+)");

  private static final int LAST_PORT = 65_535;

  private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|[0-9.]+|.*:.*");

  /**
   * Parses the setting.
   *
   * @param text a host or an address of this machine, followed by {@code :port} if the port is
   *     fixed; empty for the loopback address
   * @throws IllegalArgumentException when there is no such host or port
   */
  static ListenAddress on(String text) {
    Matcher parts = WITH_PORT.matcher(text);
    boolean ported = parts.matches();
    String host = (ported ? parts.group(1) : text).replaceAll("[\\[\\]]", "").strip();
    int port = ported ? port(text, parts.group(2)) : 0;
    try {
      if (host.isEmpty()) {
        byte[] loopback = {127, 0, 0, 1};
        return new ListenAddress(
            "127.0.0.1",
            new InetSocketAddress(InetAddress.getByAddress("localhost", loopback), port),
            false);
      }
      InetAddress address = InetAddress.getByName(host);
      return new ListenAddress(
          named(host, address), new InetSocketAddress(address, port), !isLoopback(host, address));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "cannot listen on '%s': there is no such host".formatted(host), e);
    }
  }

  private static int port(String text, String digits) {
    int port = digits.length() > 5 ? LAST_PORT + 1 : Integer.parseInt(digits);
    if (port > LAST_PORT) {
      throw new IllegalArgumentException(
          "cannot listen on '%s': a port is a number up to %d".formatted(text, LAST_PORT));
    }
    return port;
  }

  /**
   * Returns whether the host stands for the loopback address; a name of this machine may resolve to
   * it here, and to another address elsewhere.
   */
  private static boolean isLoopback(String host, InetAddress address) {
    return address.isLoopbackAddress() && LOOPBACK.matcher(host).matches();
  }

  /**
   * Returns the host for URLs: the wildcard address is replaced, since no client can connect to it.
   */
  private static String named(String host, InetAddress address) throws UnknownHostException {
    if (address.isAnyLocalAddress()) {
      return InetAddress.getLocalHost().getHostName();
    }
    return address instanceof Inet6Address && host.contains(":") ? "[" + host + "]" : host;
  }
}
