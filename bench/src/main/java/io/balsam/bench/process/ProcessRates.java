package io.balsam.bench.process;

import io.balsam.bench.measure.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Runs all ways in turn, several rounds, and prints the medians: jobs per second, and CPU time per
 * job of all processes involved. Arguments: rounds, jobs per round.
 */
public final class ProcessRates {

  private record Result(double rate, double cpuMicros) {}

  private ProcessRates() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 7;
    int jobs = args.length > 1 ? Integer.parseInt(args[1]) : 1000;
    Map<Way, List<Result>> results = new EnumMap<>(Way.class);
    try (Scratch scratch = Scratch.create()) {
      // The first round warms up.
      for (int round = 0; round <= rounds; round++) {
        List<Way> ways = new ArrayList<>(List.of(Way.values()));
        // The sequence must vary, so that no way always follows the same other one.
        Collections.shuffle(ways, new Random(round));
        for (Way way : ways) {
          Result result = measure(way, jobs, scratch.directory());
          if (round > 0) {
            results.computeIfAbsent(way, w -> new ArrayList<>()).add(result);
          }
        }
      }
    }
    System.out.printf("%-40s %8s %14s%n", "way", "jobs/s", "CPU us/job");
    results.forEach(
        (way, all) ->
            System.out.printf(
                "%-40s %8.0f %14.0f%n",
                way.title,
                median(all.stream().map(Result::rate)),
                median(all.stream().map(Result::cpuMicros))));
  }

  private static Result measure(Way way, int jobs, Path dir)
      throws IOException, InterruptedException {
    long cpu = cpuMicros();
    long start = System.nanoTime();
    way.run(dir, jobs);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Result(jobs / seconds, (double) (cpuMicros() - cpu) / jobs);
  }

  /** Returns the CPU time of this JVM and of all children that have ended, in µs. */
  private static long cpuMicros() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = 0;
    for (int i = 11; i <= 14; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return ticks * 10_000;
  }

  private static double median(Stream<Double> values) {
    List<Double> sorted = new ArrayList<>(values.toList());
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
