package io.balsam.engine.api;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Command on items. A job needs all its files, so it is executed on the jobs of the items. */
public enum TransferCommand {
  /** Gives up what has not arrived: its job is cancelled. */
  CANCEL("is still to be moved", "has ended already") {
    @Override
    public boolean takes(TransferItemState state) {
      return !state.terminal();
    }

    @Override
    CommandResult to(JobFilter jobs, Balsam balsam, boolean subtree) {
      return balsam.cancel(jobs, subtree);
    }
  },

  /** Moves again what did not arrive: its job is retried, and the new job has new items. */
  RETRY("has failed", "has not failed") {
    @Override
    public boolean takes(TransferItemState state) {
      return state == TransferItemState.ERROR;
    }

    @Override
    CommandResult to(JobFilter jobs, Balsam balsam, boolean subtree) {
      return balsam.retry(jobs);
    }
  };

  private final String condition;
  private final String otherwise;

  TransferCommand(String condition, String otherwise) {
    this.condition = condition;
    this.otherwise = otherwise;
  }

  /** Returns what must be true of an item, as the predicate of a sentence. */
  public String condition() {
    return condition;
  }

  /** Returns whether it makes sense for an item in this state. */
  public abstract boolean takes(TransferItemState state);

  abstract CommandResult to(JobFilter jobs, Balsam balsam, boolean subtree);

  /** Returns the states of items for which it makes sense. */
  public Set<TransferItemState> states() {
    return Arrays.stream(TransferItemState.values())
        .filter(this::takes)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns why it makes no sense for an item; empty when it does. */
  public Optional<String> refusal(TransferItemView item) {
    return takes(item.state())
        ? Optional.empty()
        : Optional.of("transfer item %d %s".formatted(item.id(), otherwise));
  }

  /**
   * Executes it on the jobs of those items for which it makes sense. Returns when that is on disk.
   *
   * @param subtree whether a cancellation is also of everything that waits for the jobs
   * @return the result for the jobs; empty when it makes sense for no item
   */
  public CommandResult on(List<TransferItemView> items, Balsam balsam, boolean subtree) {
    List<Long> jobs =
        items.stream()
            .filter(item -> takes(item.state()))
            .map(TransferItemView::job)
            .distinct()
            .toList();
    return jobs.isEmpty()
        ? new CommandResult(List.of(), Map.of())
        : to(JobFilter.ALL.withIds(jobs), balsam, subtree);
  }
}
