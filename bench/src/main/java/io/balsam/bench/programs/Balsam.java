package io.balsam.bench.programs;

import io.balsam.bench.measure.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Our own distribution, used as by a user: {@code balsam run} in a directory of its own.
 *
 * @param home the distribution
 * @param cache directory of its start-up archive
 */
public record Balsam(Path home, Path cache, Tools tools) implements Program {

  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(3);

  @Override
  public String title() {
    return "Balsam";
  }

  @Override
  public Optional<String> missing() {
    return Files.isExecutable(home.resolve("bin/balsam"))
        ? Optional.empty()
        : Optional.of("no distribution in " + home.getFileName() + "; make dist builds it");
  }

  @Override
  public boolean can(Shape shape) {
    return true;
  }

  @Override
  public Line prepare(Shape shape, int jobs, Path directory) throws IOException {
    return run(directory, script(shape, jobs));
  }

  /** Writes a script, and returns the line that runs it. */
  public Line run(Path directory, String script) throws IOException {
    Tools.write(directory, "bench.groovy", script);
    return line("run", "bench.groovy", "--quiet", "--cores", String.valueOf(tools.slots()));
  }

  /** Returns the line of a command of Balsam. */
  public Line line(String... words) {
    List<String> all = new ArrayList<>(List.of(home.resolve("bin/balsam").toString()));
    all.addAll(List.of(words));
    return new Line(all, Map.of("XDG_CACHE_HOME", cache.toString()));
  }

  /**
   * Runs once and waits for the start-up archive, which the first start creates in the background.
   */
  public void warmUp(Path directory) throws IOException, InterruptedException {
    line("--version").run(directory);
    for (long start = System.nanoTime(); System.nanoTime() - start < PATIENCE; ) {
      if (!archives("lock") && (archives("jsa") || archives("aot"))) {
        return;
      }
      Thread.sleep(100);
    }
  }

  private boolean archives(String ending) throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      return files.anyMatch(file -> file.toString().endsWith("." + ending));
    }
  }

  private static String script(Shape shape, int jobs) {
    String app = "app('step') { command '%s' }\n".formatted(shape.command());
    return switch (shape) {
      case APART -> app + "%d.times { n -> job('step') { workdir \"$n\" } }\n".formatted(jobs);
      case ONE -> app + "job('step') { workdir '0' }\n";
      case FUNCTIONS ->
          "app('same') { run { x -> x } }\n"
              + "%d.times { n -> job('same') { workdir \"$n\"; parameters([x: n]) } }\n"
                  .formatted(jobs);
      case CHAIN ->
          app
              + """
                def last = job('step') { workdir '0' }
                (1..<%d).each { n -> def before = last; last = job('step') { workdir "$n"; after before } }
                """
                  .formatted(jobs);
      case FAN ->
          app
              + """
                def first = job('step') { workdir 'first' }
                def all = (0..<%d).collect { n -> job('step') { workdir "$n"; after first } }
                job('step') { workdir 'last'; after all }
                """
                  .formatted(jobs - 2);
    };
  }
}
