package io.balsam.engine.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Variables that may contain a password. Processes that Balsam starts (jobs, commands of batch
 * systems, commands that hooks call) do not inherit them: Balsam receives them through a pipe
 * instead of its environment, from which no JVM can remove anything.
 *
 * <p>{@code bin/balsam} passes the value on a pipe, and a command passes it to the agent that it
 * starts on standard input: a file with mode 0600 would have to be removed after a crash, and a JVM
 * property is visible in {@code ps}. {@code site sync} does not notice a change of the password
 * alone, because it compares what it may show.
 */
public final class SecretVariables {

  /**
   * System property with the name of the file, usually a pipe, from which they are read: one line
   * {@code NAME=value} each.
   */
  public static final String PROPERTY = "balsam.secrets";

  /** Must match the list of the launcher script. */
  private static final List<String> NAMES = List.of("BALSAM_DB");

  private SecretVariables() {}

  /** Returns the variables that were passed in a file. */
  public static Map<String, String> received(String file) {
    Map<String, String> all = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(Path.of(file))) {
        String name = line.replaceFirst("=.*", "");
        if (NAMES.contains(name)) {
          all.put(name, line.substring(name.length() + 1));
        }
      }
      return all;
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
  }

  /** Returns the text to pass on, from an environment that has them; empty when it has none. */
  public static String handedOver(Map<String, String> environment) {
    return NAMES.stream()
        .filter(environment::containsKey)
        .map(name -> name + "=" + environment.get(name) + "\n")
        .collect(Collectors.joining());
  }

  /** Removes them from the environment of a process that is about to be started. */
  public static void takeFrom(Map<String, String> environment) {
    environment.keySet().removeAll(NAMES);
  }
}
