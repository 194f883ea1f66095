package io.balsam.bench.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command line, run to its end.
 *
 * @param words the program and its arguments
 * @param environment variables added to ours
 */
public record Line(List<String> words, Map<String, String> environment) {

  private static final long HOUR = 3600;

  /**
   * Figures of a command line.
   *
   * @param began start time, nanoseconds since 1970
   * @param seconds from start to end
   * @param cpuSeconds of the program and everything it started and waited for
   * @param peakMib maximum memory of the first process, as far as observed
   * @param output its standard output
   */
  public record Took(
      long began, double seconds, double cpuSeconds, double peakMib, String output) {}

  public static Line of(String... words) {
    return new Line(List.of(words), Map.of());
  }

  /** Creates a command line for the shell. */
  public static Line shell(String text) {
    return of("sh", "-c", text);
  }

  /**
   * Runs it and waits for it. Its output goes to files, so that it never waits for a reader.
   *
   * @throws IOException when it failed; the message has the end of its output
   */
  public Took run(Path directory) throws IOException, InterruptedException {
    Path out = directory.resolve("line.out");
    Path err = directory.resolve("line.err");
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    ProcessorTime cpu = ProcessorTime.now();
    var now = java.time.Instant.now();
    long start = System.nanoTime();
    Process process = builder.start();
    double peak = 0;
    try {
      for (long wait = 5; !process.waitFor(wait, TimeUnit.MILLISECONDS); wait = 50) {
        peak = Math.max(peak, highWater(process.pid()));
        if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(HOUR)) {
          throw new IOException("still running after an hour: " + String.join(" ", words));
        }
      }
    } finally {
      process.destroyForcibly();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = ProcessorTime.now().since(cpu).own();
    if (process.exitValue() != 0) {
      throw new IOException(
          "exit code %d: %s".formatted(process.exitValue(), lastLine(err, lastLine(out, ""))));
    }
    long began = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    return new Took(began, seconds, cpuSeconds, peak, text(out));
  }

  private static String lastLine(Path file, String otherwise) throws IOException {
    List<String> lines = text(file).lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? otherwise : lines.get(lines.size() - 1);
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static double highWater(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      // The process has just ended.
      return 0;
    }
  }
}
