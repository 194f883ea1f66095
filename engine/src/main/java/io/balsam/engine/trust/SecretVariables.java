package io.balsam.engine.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Variables that may hold a password. What Balsam starts (jobs, commands of batch systems, whatever
 * hooks call) does not inherit them: they come to it by a pipe instead of its environment, which no
 * JVM can take anything out of.
 *
 * <p>{@code bin/balsam} hands the value over on a pipe and a command hands it to the agent it
 * starts on standard input: a file with mode 0600 would have to be removed after a crash, and a
 * property of the JVM stands in {@code ps}. A changed password alone is not seen by {@code site
 * sync}, which compares what it may show.
 */
public final class SecretVariables {

  /** Names the file, mostly a pipe, that they are read from: a line {@code NAME=value} each. */
  public static final String PROPERTY = "balsam.secrets";

  /** As long as the launcher script has them in its own list, too. */
  private static final List<String> NAMES = List.of("BALSAM_DB");

  private SecretVariables() {}

  /** What was handed over in a file. */
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

  /** What to hand over, from an environment that has them; empty when it has none. */
  public static String handedOver(Map<String, String> environment) {
    return NAMES.stream()
        .filter(environment::containsKey)
        .map(name -> name + "=" + environment.get(name) + "\n")
        .collect(Collectors.joining());
  }

  /** Takes them out of the environment of a process that is about to be started. */
  public static void takeFrom(Map<String, String> environment) {
    environment.keySet().removeAll(NAMES);
  }
}
