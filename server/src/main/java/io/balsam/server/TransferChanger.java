package io.balsam.server;

import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.CommandResult;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.JobView;
import io.balsam.engine.api.TransferCommand;
import io.balsam.engine.api.TransferFilter;
import io.balsam.engine.api.TransferItemView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Executes changes of items on their jobs, as {@code balsam transfer cancel} and {@code retry}. */
final class TransferChanger {

  private final Balsam balsam;
  private final List<TransferItemView> changed = new ArrayList<>();
  private final Map<Long, String> refused = new TreeMap<>();

  private TransferChanger(Balsam balsam) {
    this.balsam = balsam;
  }

  /**
   * Executes all changes that make sense.
   *
   * @throws HttpProblem when an item is not there; then nothing was done
   */
  static TransferChanges execute(List<TransferChange> changes, Balsam balsam) {
    TransferChanger changer = new TransferChanger(balsam);
    Map<Long, TransferItemView> items =
        changer
            .items(TransferFilter.ALL.withIds(changes.stream().map(TransferChange::id).toList()))
            .stream()
            .collect(Collectors.toMap(TransferItemView::id, Function.identity()));
    for (TransferChange change : changes) {
      if (!items.containsKey(change.id())) {
        throw HttpProblem.noSuch("transfer item", change.id());
      }
    }
    for (TransferCommand command : TransferCommand.values()) {
      changer.execute(
          command,
          changes.stream()
              .filter(change -> change.command() == command)
              .map(change -> items.get(change.id()))
              .toList());
    }
    List<TransferDocument> results =
        changer.changed.stream().distinct().map(TransferDocument::of).toList();
    return new TransferChanges(results.size(), results, changer.refused);
  }

  private void execute(TransferCommand command, List<TransferItemView> items) {
    CommandResult result = command.on(items, balsam, false);
    List<TransferItemView> taken = new ArrayList<>();
    for (TransferItemView item : items) {
      Optional<String> why =
          command
              .refusal(item)
              .or(
                  () ->
                      Optional.ofNullable(result.refused().get(item.job()))
                          .map(of -> "job %d: %s".formatted(item.job(), of)));
      why.ifPresentOrElse(text -> refused.put(item.id(), text), () -> taken.add(item));
    }
    if (!taken.isEmpty()) {
      changed.addAll(
          command == TransferCommand.RETRY
              ? again(taken, result.done())
              : items(
                  TransferFilter.ALL.withIds(taken.stream().map(TransferItemView::id).toList())));
    }
  }

  /** Returns the items of the new jobs that stand in for those of the old ones. */
  private List<TransferItemView> again(List<TransferItemView> failed, List<Long> made) {
    Map<Long, Long> standIns = new HashMap<>();
    for (JobView job :
        balsam.jobs(JobFilter.ALL.withIds(made).withPage(Integer.MAX_VALUE, 0)).results()) {
      if (job.retryOf() != null) {
        standIns.put(job.retryOf(), job.id());
      }
    }
    Map<Long, List<TransferItemView>> byJob =
        items(TransferFilter.ALL.withJobs(made)).stream()
            .collect(Collectors.groupingBy(TransferItemView::job));
    List<TransferItemView> found = new ArrayList<>();
    // What a pattern has matched is not known yet for the new job: there its item stands for it.
    for (TransferItemView old : failed) {
      long job = standIns.getOrDefault(old.job(), 0L);
      byJob.getOrDefault(job, List.of()).stream()
          .filter(item -> item.slot().equals(old.slot()))
          .min(
              Comparator.comparing((TransferItemView item) -> !samePlace(item, old))
                  .thenComparing(TransferItemView::id))
          .ifPresent(found::add);
    }
    return found;
  }

  private static boolean samePlace(TransferItemView one, TransferItemView other) {
    return one.location().equals(other.location())
        && one.remotePath().equals(other.remotePath())
        && one.localPath().equals(other.localPath());
  }

  private List<TransferItemView> items(TransferFilter filter) {
    return balsam.transfers(filter.limited(Integer.MAX_VALUE, 0)).results();
  }
}
