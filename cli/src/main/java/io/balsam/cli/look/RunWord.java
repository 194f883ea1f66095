package io.balsam.cli.look;

import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.RunView;
import io.balsam.engine.text.Nearest;
import java.util.List;

/** Finds a run by what a user types: {@code corpus-3}, {@code 3} or {@code latest}. */
public final class RunWord {

  private RunWord() {}

  /**
   * Returns the run of that name.
   *
   * @throws UsageProblem when there is none; the message suggests the nearest name
   */
  public static RunView find(Balsam balsam, String word) {
    List<RunView> runs = balsam.runs();
    if (runs.isEmpty()) {
      throw new UsageProblem(
          "there are no runs here yet; start one: " + Typed.here("run WORKFLOW.groovy"));
    }
    if (word.equals("latest")) {
      return runs.get(0);
    }
    return runs.stream()
        .filter(run -> run.name().equals(word) || Long.toString(run.id()).equals(word))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> names = runs.stream().map(RunView::name).toList();
              String hint =
                  Nearest.question(word, names, "'" + Typed.here("runs") + "' lists them");
              return new UsageProblem("there is no run '" + word + "': " + hint);
            });
  }
}
