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

/** Makes contenders of programs; the whole command is timed, from start to end. */
public final class Turns {

  /** Names of the files in which the programs store the output of jobs. */
  private static final Set<String> OUTPUTS = Set.of("job.out", "stamps", ".command.out");

  private static final double MILLION = 1e6;

  private Turns() {}

  /** Creates a contender whose figure is jobs per second. */
  public static Contender rate(Program program, Shape shape, int jobs, int rounds) {
    return contender(
        program,
        shape,
        jobs,
        rounds,
        (took, directory, done) -> sample(done / took.seconds(), took, done));
  }

  /**
   * Creates a contender whose figure is jobs per second, one then many then one; also, how long
   * dependent jobs waited.
   */
  public static Contender fan(Program program, int jobs, int rounds) {
    return contender(
        program,
        Shape.FAN,
        jobs,
        rounds,
        (took, directory, done) -> {
          List<Long> stamps = stamps(directory, done);
          long parent = stamps.get(0);
          List<Double> waits = new ArrayList<>();
          stamps.subList(1, done - 1).forEach(stamp -> waits.add((stamp - parent) / MILLION));
          return sample(done / took.seconds(), took, done)
              .with("to the first child ms", waits.get(0))
              .with("to a child p50 ms", percentile(waits, 50))
              .with("p99 ms", percentile(waits, 99))
              .with(
                  "from the last child ms",
                  (stamps.get(done - 1) - stamps.get(done - 2)) / MILLION);
        });
  }

  /**
   * Creates a contender whose figure is milliseconds from one job of a chain to the next, the
   * median; p99 as an additional figure.
   */
  public static Contender hops(Program program, int jobs, int rounds) {
    return contender(
        program,
        Shape.CHAIN,
        jobs,
        rounds,
        (took, directory, done) -> {
          List<Long> stamps = stamps(directory, done);
          List<Double> hops = new ArrayList<>();
          for (int i = 1; i < done; i++) {
            hops.add((stamps.get(i) - stamps.get(i - 1)) / MILLION);
          }
          hops.sort(null);
          return sample(percentile(hops, 50), took, done)
              .with("p99 ms", percentile(hops, 99))
              .with("whole s", took.seconds());
        });
  }

  /**
   * Creates a contender whose figure is seconds from the start of the command until the first job
   * writes the time.
   */
  public static Contender first(Program program, int rounds) {
    return contender(
        program,
        Shape.ONE,
        1,
        rounds,
        (took, directory, done) ->
            sample((stamps(directory, 1).get(0) - took.began()) / 1e9, took, 1));
  }

  /** Creates a contender whose figure is the seconds that a command takes. */
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

  /** Computes the sample of a turn. */
  interface Outcome {
    Sample of(Line.Took took, Path directory, int jobs) throws IOException;
  }

  static Contender contender(Program program, Shape shape, int jobs, int rounds, Outcome outcome) {
    int done = program.share(shape, jobs);
    return new Contender(
        program.title(),
        done,
        rounds,
        program.missing(),
        directory -> {
          Line.Took took = program.prepare(shape, done, directory).run(directory);
          return outcome.of(took, directory, done);
        });
  }

  static Sample sample(double figure, Line.Took took, int jobs) {
    return new Sample(figure, took.cpuSeconds() * MILLION / jobs, took.peakMib(), Map.of());
  }

  private static double percentile(List<Double> sorted, int percent) {
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }

  /** Returns the times that jobs wrote, sorted. */
  private static List<Long> stamps(Path directory, int jobs) throws IOException {
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
    if (stamps.size() != jobs) {
      throw new IOException("%d of %d jobs left a time".formatted(stamps.size(), jobs));
    }
    stamps.sort(null);
    return stamps;
  }
}
