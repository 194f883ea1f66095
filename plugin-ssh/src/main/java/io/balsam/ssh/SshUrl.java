package io.balsam.ssh;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * URL {@code ssh://[user@]host[:port]/absolute/path}, percent-encoded.
 *
 * @param host host, whose parts cannot be taken for options
 * @param path absolute path without {@code .}, {@code ..} and empty parts
 */
record SshUrl(Host host, String path) {

  /** Names with an underscore are no host names for {@link java.net.URI}, but aliases for ssh. */
  private static final Pattern URL =
      Pattern.compile("ssh://(?:([^@/]*)@)?(\\[[\\p{XDigit}:.]+]|[\\w.-]+)(?::(\\d{1,5}))?(/.*)");

  private static final Pattern USER = Pattern.compile("[\\w.+@$\\\\][\\w.+@$\\\\-]*");

  static boolean is(String text) {
    return text.startsWith("ssh://");
  }

  /**
   * Reads a URL.
   *
   * @throws PluginException USER when it is none
   */
  static SshUrl parse(String text) {
    Matcher url = URL.matcher(text);
    if (!url.matches()) {
      throw wrong(text, "it is not of the form ssh://user@host:port/absolute/path");
    }
    String user = url.group(1) == null ? "" : decoded(url.group(1), text);
    String name = url.group(2).replaceAll("[\\[\\]]", "");
    int port = url.group(3) == null ? 0 : Integer.parseInt(url.group(3));
    if (!user.isEmpty() && !USER.matcher(user).matches()) {
      throw wrong(text, "'%s' is not the name of a user".formatted(user));
    }
    if (name.startsWith("-")) {
      throw wrong(text, "'%s' is not the name of a host".formatted(name));
    }
    if (port > 65535) {
      throw wrong(text, port + " is not a port");
    }
    return new SshUrl(new Host(user, name, port), path(decoded(url.group(4), text), text));
  }

  private static String path(String raw, String text) {
    List<String> parts = new ArrayList<>();
    for (String part : raw.split("/")) {
      if (part.equals("..")) {
        throw wrong(text, "its path must not have '..'");
      }
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    if (parts.isEmpty() || raw.indexOf('\0') >= 0) {
      throw wrong(text, "it names no file");
    }
    return "/" + String.join("/", parts);
  }

  private static String decoded(String encoded, String text) {
    if (encoded.indexOf('%') < 0) {
      return encoded;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < encoded.length(); ) {
      if (encoded.charAt(i) == '%') {
        if (!encoded.substring(i).matches("(?s)%\\p{XDigit}{2}.*")) {
          throw wrong(text, "after '%' must be two hexadecimal digits; '%' itself is %25");
        }
        bytes.write(Integer.parseInt(encoded.substring(i + 1, i + 3), 16));
        i += 3;
      } else {
        int end = encoded.offsetByCodePoints(i, 1);
        bytes.writeBytes(encoded.substring(i, end).getBytes(StandardCharsets.UTF_8));
        i = end;
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new PluginException(ErrorKind.USER, text + ": it is not UTF-8", e);
    }
  }

  private static PluginException wrong(String text, String what) {
    return new PluginException(ErrorKind.USER, text + ": " + what);
  }
}
