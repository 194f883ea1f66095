package io.balsam.cli.look;

import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.JobView;
import java.util.List;

/** Finds a job by its number. */
final class JobWord {

  private JobWord() {}

  /**
   * Returns the job of a number.
   *
   * @throws UsageProblem when the word is no number or there is no such job
   */
  static JobView find(Balsam balsam, String word) {
    List<Long> ids = Filters.ids(List.of(word));
    return balsam.jobs(JobFilter.ALL.withIds(ids)).results().stream()
        .findFirst()
        .orElseThrow(() -> missing(word));
  }

  static UsageProblem missing(String word) {
    return new UsageProblem(
        "there is no job %s; '%s' lists them".formatted(word, Typed.here("job ls")));
  }
}
