package io.balsam.agent.site;

import io.balsam.engine.process.OwnLocale;
import io.balsam.engine.trust.SecretVariables;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Builds the command line that starts Balsam again, in the same way as this process was started.
 *
 * @param mainClass the class whose {@code main} takes the words of a {@code balsam} command
 */
public record JvmCommand(String mainClass) {

  /** Returns the command line with these arguments. */
  public List<String> words(List<String> arguments) {
    return words(arguments, List.of());
  }

  /** Returns the command line for a process that reads secret variables from its standard input. */
  public List<String> wordsWithSecrets(List<String> arguments) {
    return words(arguments, List.of("-D%s=/dev/stdin".formatted(SecretVariables.PROPERTY)));
  }

  /** Returns the words that start Balsam on a node, where the distribution is visible, too. */
  public List<String> onNodes() {
    return Installation.distribution()
        .map(home -> List.of(home.resolve("bin").resolve("balsam").toString()))
        .orElseGet(() -> words(List.of()));
  }

  private List<String> words(List<String> arguments, List<String> more) {
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
    words.addAll(more);
    words.addAll(List.of("-cp", property("java.class.path"), mainClass));
    words.addAll(arguments);
    return words;
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }
}
