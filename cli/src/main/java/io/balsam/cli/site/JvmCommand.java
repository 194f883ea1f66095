package io.balsam.cli.site;

import io.balsam.engine.process.OwnLocale;
import io.balsam.engine.trust.SecretVariables;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Builds the command line that starts Balsam again, in the same way as this process was started.
 */
public final class JvmCommand {

  private JvmCommand() {}

  public static List<String> words(List<String> arguments) {
    List<String> words = new ArrayList<>();
    OwnLocale.set().ifPresent(locale -> words.addAll(List.of("env", locale)));
    words.add(Path.of(property("java.home"), "bin", "java").toString());
    for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      // Java agents and debuggers belong to this process alone, the screen to this terminal; a pipe
      // has been read.
      if (!flag.startsWith("-agent")
          && !flag.startsWith("-javaagent")
          && !flag.startsWith("-Dbalsam.terminal")
          && !flag.startsWith("-D" + SecretVariables.PROPERTY)) {
        words.add(flag);
      }
    }
    words.addAll(List.of("-cp", property("java.class.path"), "io.balsam.cli.Main"));
    words.addAll(arguments);
    return words;
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }
}
