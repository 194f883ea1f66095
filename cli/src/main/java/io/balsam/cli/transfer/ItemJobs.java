package io.balsam.cli.transfer;

import io.balsam.cli.look.Results;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.CommandResult;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.TransferFilter;
import io.balsam.engine.api.TransferItemState;
import io.balsam.engine.api.TransferItemView;
import io.balsam.engine.text.Count;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Commands on the jobs of items. */
final class ItemJobs {

  private ItemJobs() {}

  /**
   * Executes a command on the jobs of the items that are asked for.
   *
   * @param states those in which the command makes sense
   * @param command receives the jobs
   * @param done participle of what was done to the jobs
   * @param others why nothing is done for an item in another state, after its number
   */
  static int act(
      Invocation call,
      Balsam balsam,
      Set<TransferItemState> states,
      Function<JobFilter, CommandResult> command,
      String done,
      String others) {
    TransferFilter asked = TransferFilters.of(balsam, call.arguments());
    if (TransferFilters.isAll(asked)) {
      throw new UsageProblem(
          "no items are selected: give their numbers or a filter, for example --run latest");
    }
    // Items that are named, by number or by state, are each answered for.
    boolean named = !asked.ids().isEmpty() || !asked.states().isEmpty();
    List<TransferItemView> items = all(balsam, named ? asked : asked.withStates(states));
    for (TransferItemView item : items) {
      if (!states.contains(item.state())) {
        call.console().note("transfer item %d %s".formatted(item.id(), others));
      }
    }
    List<Long> jobs =
        items.stream()
            .filter(item -> states.contains(item.state()))
            .map(TransferItemView::job)
            .distinct()
            .toList();
    if (jobs.isEmpty() && items.isEmpty()) {
      call.console()
          .note("No item matches; '%s' lists all items.".formatted(Typed.here("transfer ls")));
    }
    CommandResult result =
        jobs.isEmpty()
            ? new CommandResult(List.of(), Map.of())
            : command.apply(JobFilter.ALL.withIds(jobs));
    if (jobs.isEmpty() && !call.arguments().has("json")) {
      return ExitCode.BAD_INPUT;
    }
    return Results.print(call, result, done, 0, Count.of(0, "job"));
  }

  private static List<TransferItemView> all(Balsam balsam, TransferFilter filter) {
    return balsam.transfers(filter.limited(Integer.MAX_VALUE, 0)).results();
  }
}
