package io.balsam.bench.simulated;

import io.balsam.bench.measure.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A program of the suite in a JVM of its own, set up in the same way as that of the distribution;
 * it prints its figures line by line, {@code name=value}.
 */
final class ChildJvm {

  private ChildJvm() {}

  /**
   * Results of the JVM.
   *
   * @param figures figures by name
   * @param took time and memory of the JVM
   */
  record Output(Map<String, Double> figures, Line.Took took) {

    double figure(String name) {
      Double value = figures.get(name);
      if (value == null) {
        throw new IllegalStateException("the program did not tell its " + name);
      }
      return value;
    }
  }

  static Output run(Path directory, String heap, Class<?> program, Object... arguments)
      throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    Line.Took took = new Line(words, Map.of()).run(directory);
    Map<String, Double> figures = new LinkedHashMap<>();
    took.output()
        .lines()
        .filter(line -> line.matches("[^=]+=[-0-9.E]+"))
        .forEach(
            line -> {
              String[] parts = line.split("=");
              figures.put(parts[0], Double.parseDouble(parts[1]));
            });
    return new Output(figures, took);
  }

  /** Prints a figure; called by such a program. */
  static void tell(String name, double value) {
    System.out.println(name + "=" + value);
  }
}
