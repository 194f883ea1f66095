package io.balsam.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server listens.
 *
 * @param host what a url names
 * @param address what is bound
 * @param reachable whether it is meant to be reached from other machines, and is encrypted then
 */
record ListenAddress(String host, InetSocketAddress address, boolean reachable) {

  private static final Pattern WITH_PORT = Pattern.compile("(\\[.+]|[^:]*):(\\d{1,5})");

  private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|[0-9.]+|.*:.*");

  /**
   * Reads the setting.
   *
   * @param text a host or an address of this machine, {@code :port} behind it where it must be a
   *     certain one; empty for the loopback address
   * @throws IllegalArgumentException when there is no such host
   */
  static ListenAddress on(String text) {
    Matcher parts = WITH_PORT.matcher(text);
    boolean ported = parts.matches();
    String host = (ported ? parts.group(1) : text).replaceAll("[\\[\\]]", "").strip();
    int port = ported ? Integer.parseInt(parts.group(2)) : 0;
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
          "cannot listen on '%s': there is no host of that name".formatted(host), e);
    }
  }

  /** A name of this machine may stand for the loopback address here, and elsewhere for another. */
  private static boolean isLoopback(String host, InetAddress address) {
    return address.isLoopbackAddress() && LOOPBACK.matcher(host).matches();
  }

  /** Nobody reaches a server at the address that stands for all of them. */
  private static String named(String host, InetAddress address) throws UnknownHostException {
    if (address.isAnyLocalAddress()) {
      return InetAddress.getLocalHost().getHostName();
    }
    return address instanceof Inet6Address && host.contains(":") ? "[" + host + "]" : host;
  }
}
