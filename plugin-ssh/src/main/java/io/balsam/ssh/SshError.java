package io.balsam.ssh;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Errors of connections, for people, made from the words of ssh. */
final class SshError {

  private static final Pattern DECORATION =
      Pattern.compile("@+|@.*@|\\s+.*|(Warning|debug\\d|mux_client\\w*|Control\\w*)\\b.*");

  private static final Pattern NO_CONNECTION =
      Pattern.compile(
          "(?m)^ssh: |Host key verification failed|Permission denied \\(|Connection (closed|reset|refused)"
              + "|^kex_exchange|Broken pipe|[Tt]imeout, server|Bad configuration|Can't open user config");

  private SshError() {}

  /** Returns whether these are ssh's words on a connection that failed or ended. */
  static boolean isOne(String said) {
    return NO_CONNECTION.matcher(said).find();
  }

  /**
   * Returns the error.
   *
   * @param said what ssh wrote to its standard error
   * @param login command by which a person logs in to the host
   */
  static PluginException of(Host host, String said, String login) {
    String words = said.toLowerCase(Locale.ROOT);
    if (words.contains("host identification has changed")) {
      return site(
          "the host key of %s has changed. When you know why, remove the old one with 'ssh-keygen -R %s', then log in once: %s",
          host.typed(), host.name(), login);
    }
    if (words.contains("host key verification failed") || words.contains("host key is known")) {
      return site("the host key of %s is not known here. Log in once: %s", host.typed(), login);
    }
    if (words.contains("permission denied") || words.contains("too many authentication")) {
      return site(
          "%s does not let this account in without a password (%s). Log in by hand to see why: %s",
          host.typed(), line(said), login);
    }
    if (words.contains("name or service not known")
        || words.contains("bad configuration option")
        || words.contains("can't open user config")) {
      return site(
          "%s cannot be reached (%s). Log in by hand to see why: %s",
          host.typed(), line(said), login);
    }
    return new PluginException(
        ErrorKind.TRANSIENT, "%s cannot be reached (%s)".formatted(host.typed(), line(said)));
  }

  private static PluginException site(String form, Object... parts) {
    return new PluginException(ErrorKind.SITE, form.formatted(parts));
  }

  /** Returns the last line that is no decoration; banners are not asked for. */
  static String line(String said) {
    List<String> lines =
        said.lines().filter(l -> !l.isBlank() && !DECORATION.matcher(l).matches()).toList();
    return lines.isEmpty() ? "ssh said nothing" : lines.get(lines.size() - 1).trim();
  }
}
