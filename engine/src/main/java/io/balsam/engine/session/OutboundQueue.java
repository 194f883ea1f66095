package io.balsam.engine.session;

import io.balsam.engine.api.launcher.Assignment;
import io.balsam.engine.api.launcher.Assignments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Messages to one launcher, kept until it has acknowledged them, and the call that waits for them.
 * Used by one thread; answers are given on others.
 */
public final class OutboundQueue {

  private static final class Entry<T> {
    final long number;
    final T what;
    boolean sent;

    Entry(long number, T what) {
      this.number = number;
      this.what = what;
    }
  }

  /** A call of the launcher that waits for messages. */
  public record Call(long received, CompletableFuture<Assignments> answer) {}

  private final Map<Long, Entry<Assignment>> start = new LinkedHashMap<>();
  private final Map<Long, Entry<Long>> end = new LinkedHashMap<>();
  private final Executor answers;
  private @Nullable Entry<Boolean> drain;
  private @Nullable Call waiting;
  private long number;

  /**
   * Creates an empty queue.
   *
   * @param first numbers begin above it; higher than all that an earlier owner has given
   * @param answers runs the answers to calls that wait
   */
  public OutboundQueue(long first, Executor answers) {
    this.number = first;
    this.answers = answers;
  }

  public void start(Assignment assignment) {
    start.put(assignment.job(), new Entry<>(++number, assignment));
  }

  /** Withdraws an assignment that was not sent; returns false when it was. */
  public boolean withdraw(long job) {
    Entry<Assignment> entry = start.get(job);
    if (entry == null || entry.sent) {
      return false;
    }
    start.remove(job);
    return true;
  }

  public void end(long job) {
    end.put(job, new Entry<>(++number, job));
  }

  public void drain() {
    drain = new Entry<>(++number, true);
  }

  /** Drops an assignment that the launcher has, or has finished: it need not be sent again. */
  public void has(long job) {
    start.remove(job);
  }

  /** Drops all messages about the job. */
  public void forget(long job) {
    start.remove(job);
    end.remove(job);
  }

  public boolean holds(long job) {
    return start.containsKey(job);
  }

  /** Takes a call: answers it at once when there are messages. */
  public void call(Call call) {
    stopWaiting();
    // A number that was never given acknowledges nothing.
    long received = call.received <= number ? call.received : 0;
    start.values().removeIf(entry -> entry.number <= received);
    end.values().removeIf(entry -> entry.number <= received);
    if (drain != null && drain.number <= received) {
      drain = null;
    }
    waiting = call;
    wake();
  }

  /** Answers the call that waits when there are messages. */
  public void wake() {
    Call call = waiting;
    if (call == null || (start.isEmpty() && end.isEmpty() && drain == null)) {
      return;
    }
    waiting = null;
    start.values().forEach(entry -> entry.sent = true);
    List<Assignment> assignments = new ArrayList<>(start.size());
    start.values().forEach(entry -> assignments.add(entry.what));
    answer(call, new Assignments(number, assignments, List.copyOf(end.keySet()), drain != null));
  }

  /** Answers that call, if it still waits, with no messages. */
  public void timeOver(Call call) {
    if (call.equals(waiting)) {
      stopWaiting();
    }
  }

  /** Answers the call that waits, if there is one, with no messages. */
  public void stopWaiting() {
    Call call = waiting;
    if (call != null) {
      waiting = null;
      answer(call, Assignments.nothing(call.received));
    }
  }

  /** Fails the call that waits, because the session is over. */
  public void close(RuntimeException why) {
    Call call = waiting;
    if (call != null) {
      waiting = null;
      answers.execute(() -> call.answer.completeExceptionally(why));
    }
  }

  private void answer(Call call, Assignments assignments) {
    answers.execute(() -> call.answer.complete(assignments));
  }
}
