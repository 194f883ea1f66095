package io.balsam.globus;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Path on a collection, written {@code globus://<collection>/path}.
 *
 * @param collection its UUID, lower case
 * @param path absolute, without escapes
 */
record GlobusUrl(String collection, String path) {

  static final String SCHEME = "globus";

  private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
  private static final Pattern URL =
      Pattern.compile(SCHEME + "://(" + UUID + ")(/.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  static boolean is(String text) {
    return text.toLowerCase(Locale.ROOT).startsWith(SCHEME + "://");
  }

  static boolean isCollection(String text) {
    return text.matches("(?i)" + UUID);
  }

  static GlobusUrl of(String text) {
    Matcher url = URL.matcher(text);
    if (!url.matches()) {
      throw new PluginException(
          ErrorKind.USER, text + ": must be globus://, the UUID of a collection, and a path");
    }
    return new GlobusUrl(url.group(1).toLowerCase(Locale.ROOT), Escapes.decoded(url.group(2)));
  }
}
