package io.balsam.server;

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

/** Who is let in: whoever has the token, and did not come through a page of somebody else's. */
final class Access {

  /** No name service stands behind these, so none can point them here. */
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

  private static final Pattern PORT = Pattern.compile(":\\d*$");

  private final byte[] authorization;
  private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  /**
   * Lets in by a token.
   *
   * @param host what the server's url names
   */
  Access(String token, String host) {
    authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    names.addAll(List.of("localhost", host));
    try {
      names.add(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException e) {
      // Then nobody calls this machine by its name.
    }
  }

  /**
   * Checks a head.
   *
   * @throws HttpProblem when it is not let in
   */
  void check(Head head) {
    String host = head.header("Host");
    if (host == null || !known(PORT.matcher(host).replaceFirst(""))) {
      throw new HttpProblem(
          421,
          ErrorBody.WRONG_HOST,
          "this server does not answer for the host '%s'".formatted(host));
    }
    String origin = head.header("Origin");
    if (origin != null && !host.equalsIgnoreCase(authority(origin))) {
      throw new HttpProblem(
          403, ErrorBody.FORBIDDEN, "pages of '%s' may not ask this server".formatted(origin));
    }
    String given = head.header("Authorization");
    byte[] bytes = (given == null ? "" : given).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(bytes, authorization)) {
      throw new HttpProblem(
          401, ErrorBody.UNAUTHORIZED, "the token in the Authorization header is not this owner's");
    }
  }

  /** A name without a domain is nobody's who could lead a browser astray. */
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
