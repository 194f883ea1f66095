package io.balsam.bench.programs;

import io.balsam.bench.measure.Contender;
import io.balsam.bench.measure.Line;
import io.balsam.bench.measure.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Makes contenders of programs: what is timed is the whole command, from start to end. */
public final class Turns {

  /** Where the programs put what jobs write. */
  private static final Set<String> OUTPUTS = Set.of("job.out", "stamps", ".command.out");

  private static final double MILLION = 1e6;

  private Turns() {}

  /** Jobs a second. */
  public static Contender rate(Program program, Shape shape, int jobs, int rounds) {
    return contender(
        program, shape, jobs, rounds, (took, directory, done) -> done / took.seconds());
  }

  /** Milliseconds from one job of a chain to the next, the median; p99 besides. */
  public static Contender hops(Program program, int jobs, int rounds) {
    int length = Math.min(jobs, program.most(Shape.CHAIN));
    return new Contender(
        program.title(),
        length,
        rounds,
        program.missing(),
        directory -> {
          Line.Took took = program.prepare(Shape.CHAIN, length, directory).run(directory);
          List<Long> stamps = stamps(directory);
          if (stamps.size() != length) {
            throw new IOException("%d of %d jobs left a time".formatted(stamps.size(), length));
          }
          List<Double> hops = new ArrayList<>();
          for (int i = 1; i < length; i++) {
            hops.add((stamps.get(i) - stamps.get(i - 1)) / MILLION);
          }
          hops.sort(null);
          return sample(hops.get(hops.size() / 2), took, length)
              .with("p99 ms", hops.get(Math.min(hops.size() - 1, hops.size() * 99 / 100)))
              .with("whole s", took.seconds());
        });
  }

  /** Seconds from the start of the command until the first job writes the time. */
  public static Contender first(Program program, int rounds) {
    return contender(
        program,
        Shape.ONE,
        1,
        rounds,
        (took, directory, done) -> (stamps(directory).get(0) - took.began()) / 1e9);
  }

  /** Seconds that a command takes. */
  public static Contender seconds(String name, Line line, Program program, int rounds) {
    return new Contender(
        name,
        1,
        rounds,
        program.missing(),
        directory -> {
          Line.Took took = line.run(directory);
          return sample(took.seconds(), took, 1);
        });
  }

  /** What a turn comes to. */
  private interface Figure {
    double of(Line.Took took, Path directory, int jobs) throws IOException;
  }

  private static Contender contender(
      Program program, Shape shape, int jobs, int rounds, Figure figure) {
    int done = Math.min(jobs, program.most(shape));
    return new Contender(
        program.title(),
        done,
        rounds,
        program.missing(),
        directory -> {
          Line.Took took = program.prepare(shape, done, directory).run(directory);
          return sample(figure.of(took, directory, done), took, done);
        });
  }

  private static Sample sample(double figure, Line.Took took, int jobs) {
    return new Sample(figure, took.cpuSeconds() * MILLION / jobs, took.peakMib(), Map.of());
  }

  /** The times that jobs wrote down, in order. */
  private static List<Long> stamps(Path directory) throws IOException {
    List<Long> stamps = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (OUTPUTS.contains(name) || name.endsWith(".stdout")) {
          Files.readAllLines(file).stream()
              .filter(line -> line.matches("[0-9]{19}"))
              .forEach(line -> stamps.add(Long.parseLong(line)));
        }
      }
    }
    stamps.sort(null);
    return stamps;
  }
}
