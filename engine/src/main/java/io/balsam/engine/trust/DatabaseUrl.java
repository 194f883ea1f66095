package io.balsam.engine.trust;

import io.balsam.engine.text.Nearest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Address of a database: which parts are allowed, and which may be shown. A driver does what the
 * address tells it, including loading classes and running SQL, so only parameters for connecting to
 * a server are allowed.
 *
 * <p>H2 cuts its settings off at the first semicolon of an address, which contains the site's path:
 * so the path is percent-encoded, and Balsam's file layer decodes it. Another parameter of the
 * driver can be allowed by a line in the list.
 */
public final class DatabaseUrl {

  private static final String H2 = "jdbc:h2:";
  private static final String POSTGRES = "jdbc:postgresql:";

  /** Parameters of PostgreSQL's driver that only say where the server is and how to talk to it. */
  private static final List<String> PARAMETERS =
      List.of(
          "user",
          "password",
          "ssl",
          "sslmode",
          "sslcert",
          "sslkey",
          "sslrootcert",
          "sslpassword",
          "sslNegotiation",
          "sslResponseTimeout",
          "requireAuth",
          "channelBinding",
          "gssEncMode",
          "gssResponseTimeout",
          "kerberosServerName",
          "currentSchema",
          "options",
          "ApplicationName",
          "connectTimeout",
          "loginTimeout",
          "socketTimeout",
          "cancelSignalTimeout",
          "tcpKeepAlive",
          "tcpNoDelay",
          "targetServerType",
          "loadBalanceHosts",
          "hostRecheckSeconds",
          "prepareThreshold",
          "receiveBufferSize",
          "sendBufferSize");

  /** Password in an address, also when a driver quotes the address in a message. */
  private static final Pattern PASSWORD = Pattern.compile("(?i)(password=)[^&\\s]*");

  private static final Pattern USER_INFO = Pattern.compile("(//[^/:@?\\s]*):[^/\\s]*@");

  private DatabaseUrl() {}

  /** Returns the address of an H2 file; no character of its name is interpreted. */
  public static String ofFile(Path file) {
    return H2 + "file:" + encoded(file.toString());
  }

  /** Returns a path as encoded in an address of H2. */
  public static String encoded(String path) {
    return URLEncoder.encode(path, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("%2F", "/")
        .replace("%3A", ":");
  }

  /** Returns the path in an address of H2. */
  public static String decoded(String path) {
    return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Returns what is wrong with an address, without its password; empty when it is valid. */
  public static Optional<String> fault(String url) {
    if (url.startsWith(H2)) {
      return url.indexOf(';') >= 0
          ? Optional.of(
              "settings of H2, what follows ';', cannot be given (a ';' in a name is %3B)")
          : decodedName(url).indexOf('\\') >= 0
              ? Optional.of("H2 treats a backslash in a name as a slash: use another directory")
              : Optional.empty();
    }
    int query = url.indexOf('?');
    return query < 0 || !url.startsWith(POSTGRES)
        ? Optional.empty()
        : List.of(url.substring(query + 1).split("&")).stream()
            .map(part -> decodedName(part.replaceFirst("=.*", "")))
            .filter(name -> !name.isEmpty() && !PARAMETERS.contains(name))
            .map(
                name ->
                    "the parameter '%s' is not allowed: %s"
                        .formatted(
                            name,
                            Nearest.question(
                                name, PARAMETERS, "known: " + String.join(", ", PARAMETERS))))
            .findFirst();
  }

  private static String decodedName(String name) {
    try {
      return decoded(name);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }

  /** Returns an address without anything that could be a secret, or is not needed. */
  public static String bare(String url) {
    return hidden(url).replaceFirst("[?;].*", "");
  }

  /** Returns a text without the passwords of the addresses in it. */
  public static String hidden(String text) {
    return USER_INFO.matcher(PASSWORD.matcher(text).replaceAll("$1…")).replaceAll("$1:…@");
  }

  /** Returns whether an address contains a password. */
  public static boolean hasPassword(String url) {
    return !hidden(url).equals(url);
  }
}
