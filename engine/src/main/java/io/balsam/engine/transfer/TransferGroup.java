package io.balsam.engine.transfer;

import static java.util.Objects.requireNonNull;

import io.balsam.engine.text.Count;
import io.balsam.engine.transfer.Ways.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Items that wait for the same direction, location and transfer. Guarded by the queue. */
final class TransferGroup {

  /**
   * Properties that the items of a group have in common.
   *
   * @param via name of the transfer to use; empty for any
   */
  record Key(boolean in, String location, String via) {

    static Key of(LocatedItem item) {
      return new Key(item.in(), item.place().name(), item.slot().via());
    }
  }

  private final Key key;
  private final List<Way> ways;
  private final UrgencyQueue<TransferEntry> waiting = new UrgencyQueue<>();
  private final Alarm alarm;

  TransferGroup(Key key, List<Way> ways, Alarm alarm) {
    this.key = key;
    this.ways = ways;
    this.alarm = alarm;
  }

  String location() {
    return key.location();
  }

  /** Returns the ways to its location. */
  List<Way> ways() {
    return ways;
  }

  void add(TransferEntry entry) {
    if (!entry.of().cancelled()) {
      waiting.add(entry.of().urgency(), entry);
    }
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int size() {
    return waiting.size();
  }

  /** Returns when its next item was added, on the clock of {@link System#nanoTime}. */
  long since() {
    return requireNonNull(waiting.peek()).of().since();
  }

  /** Has its items looked at again after a while. */
  void lookIn(long nanos) {
    alarm.in(nanos);
  }

  /** Takes the items of the next task. */
  List<TransferEntry> take(int most) {
    List<TransferEntry> taken = new ArrayList<>();
    TransferEntry next = waiting.peek();
    while (next != null && taken.size() < most && (taken.isEmpty() || !next.alone())) {
      taken.add(next);
      waiting.poll();
      if (next.alone()) {
        break;
      }
      next = waiting.peek();
    }
    return taken;
  }

  void dropCancelled() {
    waiting.removeIf(entry -> entry.of().cancelled());
  }

  /** Removes and returns the items that have waited since before a time. */
  List<TransferEntry> takeOlder(long before, WayBackoffs backoffs) {
    List<TransferEntry> old = new ArrayList<>();
    waiting.removeIf(
        entry -> {
          boolean isOld = entry.of().since() - before < 0;
          if (isOld) {
            entry.said(reasons(backoffs));
            old.add(entry);
          }
          return isOld;
        });
    return old;
  }

  private String reasons(WayBackoffs backoffs) {
    return ways.stream()
        .map(way -> way.name() + ": " + backoffs.why(way))
        .collect(Collectors.joining("; "));
  }

  /** Returns what the items of a job wait for, for users; empty when none waits here. */
  String waiting(long job, WayBackoffs backoffs) {
    List<TransferEntry> own = waiting.stream().filter(entry -> entry.of().job() == job).toList();
    if (own.isEmpty()) {
      return "";
    }
    boolean all = ways.stream().noneMatch(way -> backoffs.why(way).isEmpty());
    return "%s %s: %s"
        .formatted(
            Count.of(own.size(), "item"),
            (key.in() ? "from " : "to ") + key.location(),
            all ? reasons(backoffs) : "after other transfers");
  }
}
