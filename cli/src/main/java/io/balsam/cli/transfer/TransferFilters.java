package io.balsam.cli.transfer;

import io.balsam.cli.look.Filters;
import io.balsam.cli.look.RunWord;
import io.balsam.cli.option.Arguments;
import io.balsam.cli.option.Opt;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.TransferFilter;
import io.balsam.engine.api.TransferItemState;
import io.balsam.engine.domain.TransferSlot.Direction;
import java.util.List;
import java.util.Set;

/** Options by which users choose items of transfers. */
final class TransferFilters {

  static final List<Opt> OPTIONS =
      List.of(
          Opt.value("run", "RUN", "only items of this run: a name, a number or 'latest'")
              .completing(Opt.Complete.RUN),
          Opt.value("job", "JOB", "only items of this job").repeated().completing(Opt.Complete.JOB),
          Opt.value("state", "STATE", "only items in this state, e.g. pending, error")
              .repeated()
              .completing(Opt.Complete.TRANSFER_STATE),
          Opt.value("job-state", "STATE", "only items of jobs in this state, e.g. READY, FAILED")
              .repeated()
              .completing(Opt.Complete.STATE),
          Opt.value("tag", "K=V", "only items of jobs with this tag; several must all match")
              .repeated(),
          Opt.value("direction", "in|out", "only items that are staged in, or out")
              .completing(Opt.Complete.DIRECTION),
          Opt.value("location", "NAME", "only items from or to this location").repeated(),
          Opt.value("task", "TASK", "only items of this task, e.g. globus:7c1e…").repeated());

  private TransferFilters() {}

  /** Returns the filter that the words and options describe. */
  static TransferFilter of(Balsam balsam, Arguments arguments) {
    TransferFilter filter =
        TransferFilter.ALL
            .withIds(TransferWords.ids(arguments.words()))
            .withJobs(Filters.ids(arguments.texts("job")))
            .withJobStates(Filters.states(arguments, "job-state"))
            .withJobTags(Filters.tags(arguments))
            .withStates(TransferWords.values(arguments, "state", TransferItemState.class))
            .withDirections(TransferWords.values(arguments, "direction", Direction.class))
            .withLocations(Set.copyOf(arguments.texts("location")))
            .withTasks(Set.copyOf(arguments.texts("task")));
    return arguments
        .text("run")
        .map(run -> filter.withRuns(List.of(RunWord.find(balsam, run).id())))
        .orElse(filter);
  }

  /** Returns whether the filter lets every item pass. */
  static boolean isAll(TransferFilter filter) {
    return filter
        .withOrder(TransferFilter.ALL.order())
        .limited(TransferFilter.ALL.limit(), TransferFilter.ALL.offset())
        .equals(TransferFilter.ALL);
  }
}
