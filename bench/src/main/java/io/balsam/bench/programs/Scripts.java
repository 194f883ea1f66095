package io.balsam.bench.programs;

import io.balsam.bench.measure.Contender;
import java.nio.file.Path;

/** Scripts for {@code balsam lint}, which has compiled them once before. */
public final class Scripts {

  private Scripts() {}

  /** Creates a contender whose script has every job written out. */
  public static Contender written(Balsam balsam, int jobs, int rounds) {
    StringBuilder text = new StringBuilder("app('step') { command 'true' }\n");
    for (int i = 0; i < jobs; i++) {
      text.append("job('step') {\n  workdir '%d'\n  tags(row: '%d')\n}\n".formatted(i, i % 10));
    }
    return contender("Balsam, every job written out", balsam, text.toString(), rounds);
  }

  /** Creates a contender whose script makes the jobs in a loop. */
  public static Contender looped(Balsam balsam, int jobs, int rounds) {
    String text =
        "app('step') { command 'true' }\n"
            + "%d.times { n -> job('step') { workdir \"$n\"; tags(row: \"${n %% 10}\") } }\n"
                .formatted(jobs);
    return contender("Balsam, jobs made by a loop", balsam, text, rounds);
  }

  private static Contender contender(String name, Balsam balsam, String text, int rounds) {
    return new Contender(
        name,
        1,
        rounds,
        balsam.missing(),
        directory -> {
          Path script = Tools.write(directory, "bench.groovy", text);
          double anew = balsam.line("lint", script.toString()).run(directory).seconds();
          return Turns.seconds(name, balsam.line("lint", script.toString()), balsam, rounds)
              .work()
              .run(directory)
              .with("compiled anew s", anew);
        });
  }
}
