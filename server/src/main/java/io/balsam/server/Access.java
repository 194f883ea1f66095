package io.balsam.server;

import io.balsam.engine.api.Principal;
import io.balsam.server.http.Head;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Admits requests that present the token and do not come from a web page of another origin. */
final class Access {

  /** Numeric addresses: no name service can redirect these. */
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

  private static final Pattern PORT = Pattern.compile(":\\d*$");

  private final byte[] authorization;
  private final Principal principal = Principal.local();
  private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  /**
   * Creates the check.
   *
   * @param token the token to present
   * @param host the host name in the server's URL
   */
  Access(String token, String host) {
    authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    names.addAll(List.of("localhost", host));
    try {
      names.add(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException e) {
      // Then no client uses this machine's name.
    }
  }

  /**
   * Checks the head of a request, and returns on whose behalf it is executed: the token is that of
   * the site's own user.
   *
   * @throws HttpProblem when it is not admitted
   */
  Principal check(Head head) {
    String host = head.header("Host");
    if (host == null || !known(PORT.matcher(host).replaceFirst(""))) {
      throw new HttpProblem(
          421, ErrorBody.WRONG_HOST, "this server does not serve the host '%s'".formatted(host));
    }
    String origin = head.header("Origin");
    if (origin != null && !host.equalsIgnoreCase(authority(origin))) {
      throw new HttpProblem(
          403, ErrorBody.FORBIDDEN, "pages of '%s' may not call this server".formatted(origin));
    }
    String given = head.header("Authorization");
    byte[] bytes = (given == null ? "" : given).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(bytes, authorization)) {
      throw new HttpProblem(
          401, ErrorBody.UNAUTHORIZED, "the token in the Authorization header is not this owner's");
    }
    return principal;
  }

  /**
   * Returns whether the host is a name of this machine. A name without a domain is accepted: nobody
   * else could register it to mislead a browser.
   */
  private boolean known(String name) {
    return ADDRESS.matcher(name.toLowerCase(Locale.ROOT)).matches()
        || names.contains(name)
        || names.stream().anyMatch(own -> own.split("\\.", 2)[0].equalsIgnoreCase(name));
  }

  private static @Nullable String authority(String origin) {
    try {
      return URI.create(origin).getAuthority();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
