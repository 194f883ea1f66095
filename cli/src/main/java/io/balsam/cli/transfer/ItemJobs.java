package io.balsam.cli.transfer;

import io.balsam.cli.look.Results;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.CommandResult;
import io.balsam.engine.api.TransferCommand;
import io.balsam.engine.api.TransferFilter;
import io.balsam.engine.api.TransferItemView;
import io.balsam.engine.text.Count;
import java.util.List;

/** Commands on the jobs of items. */
final class ItemJobs {

  private ItemJobs() {}

  /**
   * Executes a command on the jobs of the items that are asked for.
   *
   * @param subtree whether it is also for all jobs that wait for these
   * @param done participle of what was done to the jobs
   */
  static int act(
      Invocation call, Balsam balsam, TransferCommand command, boolean subtree, String done) {
    TransferFilter asked = TransferFilters.of(balsam, call.arguments());
    if (TransferFilters.isAll(asked)) {
      throw new UsageProblem(
          "no items are selected: give their numbers or a filter, for example --run latest");
    }
    // Items that are named, by number or by state, are each answered for.
    boolean named = !asked.ids().isEmpty() || !asked.states().isEmpty();
    List<TransferItemView> items = all(balsam, named ? asked : asked.withStates(command.states()));
    items.forEach(item -> command.refusal(item).ifPresent(call.console()::note));
    if (items.isEmpty()) {
      String none = named ? "No item matches" : "No item that matches " + command.condition();
      call.console().note("%s; '%s' lists all items.".formatted(none, Typed.here("transfer ls")));
    }
    CommandResult result = command.on(items, balsam, subtree);
    if (items.stream().noneMatch(item -> command.takes(item.state()))
        && !call.arguments().has("json")) {
      return ExitCode.BAD_INPUT;
    }
    return Results.print(call, result, done, 0, Count.of(0, "job"));
  }

  private static List<TransferItemView> all(Balsam balsam, TransferFilter filter) {
    return balsam.transfers(filter.limited(Integer.MAX_VALUE, 0)).results();
  }
}
