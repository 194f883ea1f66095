package io.balsam.engine.transfer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Source or target of a slot's file: {@code protocol:/path} or an absolute path. */
record Location(String protocol, String path) {

  private static final Pattern WITH_PROTOCOL = Pattern.compile("([A-Za-z][A-Za-z0-9_-]*):(/.*)");

  static Location of(String slot, @Nullable String text, String protocol) {
    String location = String.valueOf(text);
    Matcher matcher = WITH_PROTOCOL.matcher(location);
    if (matcher.matches()) {
      return new Location(matcher.group(1), matcher.group(2));
    }
    if (!location.startsWith("/")) {
      throw new IllegalArgumentException(
          "slot '" + slot + "': '" + location + "' is neither name:/path nor an absolute path");
    }
    return new Location(protocol, location);
  }
}
