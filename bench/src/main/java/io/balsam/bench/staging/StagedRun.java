package io.balsam.bench.staging;

import io.balsam.bench.measure.Line;
import io.balsam.bench.measure.Sample;
import io.balsam.bench.programs.Balsam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Jobs that do nothing, run by {@code balsam run}: their files are brought to them and, if wanted,
 * taken away again.
 *
 * @param source directory with a directory of files for each job
 * @param files number of files of each job
 * @param back whether they are taken away, too
 * @param via name of the transfer; empty for the one that Balsam chooses
 */
record StagedRun(Balsam balsam, Path source, int jobs, int files, boolean back, String via) {

  /** Name of the figure without what the jobs themselves take. */
  static final String ALONE = "staging alone s";

  private static final String PLAIN =
      """
      app('step') { command 'true' }
      %d.times { n -> job('step') { workdir "$n" } }
      """;

  private static final String IN =
      """
      app('step') {
          command 'true'
          transfer 'data', direction: 'in', via: '%2$s'
      }
      %1$d.times { n -> job('step') { workdir "$n"; transfers data: (0..<%3$d).collect { "%4$s/$n/f$it" } } }
      """;

  private static final String IN_AND_OUT =
      """
      app('step') {
          command 'true'
          transfer 'data', direction: 'in', via: '%2$s'
          transfer 'result', direction: 'out', path: 'f*', via: '%2$s'
      }
      %1$d.times { n -> job('step') {
          workdir "$n"
          transfers data: (0..<%3$d).collect { "%4$s/$n/f$it" }, result: "%5$s/$n/"
      } }
      """;

  /**
   * Runs the jobs once without files and once with them.
   *
   * @return the seconds of the run with files; besides, how many more they are than the other's
   */
  Sample run(Path directory, Host host) throws IOException, InterruptedException {
    Path plain = Files.createDirectory(directory.resolve("plain"));
    double without = run(plain, host, PLAIN.formatted(jobs)).seconds();
    Path staged = Files.createDirectory(directory.resolve("staged"));
    Path target = Files.createDirectory(directory.resolve("target"));
    String script =
        (back ? IN_AND_OUT : IN)
            .formatted(jobs, via, files, Host.place(source), Host.place(target));
    Line.Took took = run(staged, host, script);
    Sources.check(back ? target : staged, jobs * files);
    return new Sample(took.seconds(), took.cpuSeconds() * 1e6 / jobs, took.peakMib(), Map.of())
        .with(ALONE, took.seconds() - without);
  }

  private Line.Took run(Path directory, Host host, String script)
      throws IOException, InterruptedException {
    Path config = directory.resolve("config");
    Path own = Files.createDirectories(config.resolve("balsam"));
    Files.writeString(own.resolve("settings.yml"), host.settings());
    Line line = balsam.run(directory, script);
    Map<String, String> environment = new HashMap<>(line.environment());
    environment.put("XDG_CONFIG_HOME", config.toString());
    return new Line(line.words(), environment).run(directory);
  }
}
