package io.balsam.globus;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Path on a GridFTP server, written {@code gridftp://host:port/path}; {@code gsiftp} is the same,
 * {@code ftp} a server without authentication.
 *
 * @param server scheme and host as the client wants them, {@code file://} for this machine
 * @param path absolute, without escapes
 */
record GridFtpUrl(String server, String path) {

  static final Set<String> SCHEMES = Set.of("gridftp", "gsiftp", "ftp");

  private static final Pattern URL =
      Pattern.compile(
          "(gridftp|gsiftp|ftp)(://[^/?#\\s\"]+)(/.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  static boolean is(String text) {
    return URL.matcher(text).matches();
  }

  static GridFtpUrl of(String text) {
    Matcher url = URL.matcher(text);
    if (!url.matches()) {
      throw new PluginException(
          ErrorKind.USER, text + ": must be gridftp:// (or ftp://), a host, and a path");
    }
    String scheme = url.group(1).toLowerCase(Locale.ROOT);
    return new GridFtpUrl(
        (scheme.equals("ftp") ? "ftp" : "gsiftp") + url.group(2), Escapes.decoded(url.group(3)));
  }

  /** Returns the URL for the client, with all escaped that a list or a URL would read otherwise. */
  String text() {
    StringBuilder text = new StringBuilder(server);
    for (byte unit : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (unit & 0xff);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "/-._~".indexOf(c) >= 0);
      text.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return text.toString();
  }
}
