package io.balsam.cli;

import io.balsam.cli.term.Io;
import io.balsam.engine.process.OwnLocale;
import io.balsam.engine.trust.SecretVariables;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Standard streams, environment and terminal of this process. */
final class ProcessIo {

  private static final int COLUMNS = 100;

  private ProcessIo() {}

  static Io make(StandardOutput out) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    OwnLocale.restore(environment);
    String secrets = System.getProperty(SecretVariables.PROPERTY, "");
    if (!secrets.isEmpty()) {
      environment.putAll(SecretVariables.received(secrets));
    }
    String screen = System.getProperty("balsam.terminal", "");
    boolean terminal = !screen.isEmpty() && !"dumb".equals(environment.get("TERM"));
    return new Io(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        environment,
        Path.of("").toAbsolutePath(),
        terminal,
        columns(screen),
        unicode(environment),
        typed(System.getProperty("balsam.typed", "balsam"), environment.getOrDefault("PATH", "")));
  }

  /**
   * Returns the plain name if the shell finds this very program by it, else the name it was called
   * by.
   */
  private static String typed(String called, String searched) {
    for (String directory : searched.split(":")) {
      Path found = Path.of(directory).resolve("balsam");
      if (Files.isExecutable(found)) {
        return same(found, Path.of(called)) ? "balsam" : called;
      }
    }
    return called;
  }

  private static boolean same(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Reads the width from the output of {@code stty size} (rows and columns), which the start script
   * passes on.
   */
  private static int columns(String screen) {
    try {
      int columns = Integer.parseInt(screen.substring(screen.indexOf(' ') + 1).strip());
      return columns > 20 ? columns : COLUMNS;
    } catch (NumberFormatException e) {
      return COLUMNS;
    }
  }

  /**
   * Returns whether the locale is UTF-8; the first of these variables that is set decides, as in C.
   */
  private static boolean unicode(Map<String, String> environment) {
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = environment.getOrDefault(name, "");
      if (!value.isEmpty()) {
        String upper = value.toUpperCase(Locale.ROOT);
        return upper.contains("UTF-8") || upper.contains("UTF8");
      }
    }
    return false;
  }
}
