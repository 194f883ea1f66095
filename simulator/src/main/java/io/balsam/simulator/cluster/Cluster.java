package io.balsam.simulator.cluster;

import io.balsam.simulator.cluster.Event.Kind;
import io.balsam.simulator.cluster.Incident.NodeFailure;
import io.balsam.simulator.cluster.Incident.Outage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A simulated batch system. It does nothing by itself: whoever drives it asks when the {@link
 * #nextEventAt next event} is, and {@link #advanceTo advances} it. What calls change at the present
 * time takes effect in the next advance, which may be to the same time. The same calls always give
 * the same changes.
 *
 * <p>Jobs that were submitted by {@link #submit} are remembered after their ends, jobs of other
 * users are not.
 */
public final class Cluster {

  private final ClusterSetup setup;
  private final Machine machine;
  private final Queues queues;
  private final Iterator<Arrival> others;
  private final Iterator<? extends Incident> incidents;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final Map<Long, Job> ours = new HashMap<>();
  private final List<Job> overdue = new ArrayList<>();
  private final long[] downUntil;
  private List<Change> changes = new ArrayList<>();
  private @Nullable Arrival nextArrival;
  private @Nullable Incident nextIncident;
  private long now;
  private long lastId;
  private long lastSequence;
  private long nextPass;
  private boolean passDue;
  private long silentUntil;
  private long refusedArrivals;

  /**
   * Creates a batch system at time 0, with all nodes up.
   *
   * @param others jobs of other users, in the order of their times; read as time passes
   * @param incidents faults, in the order of their times; read as time passes
   */
  public Cluster(
      ClusterSetup setup, Iterator<Arrival> others, Iterator<? extends Incident> incidents) {
    this.setup = setup;
    this.machine = new Machine(setup);
    this.queues = new Queues(setup);
    this.others = others;
    this.incidents = incidents;
    this.downUntil = new long[setup.nodes()];
    planArrival();
    planIncident();
  }

  /** Returns the size and properties. */
  public ClusterSetup setup() {
    return setup;
  }

  /** Returns the present time. */
  public long now() {
    return now;
  }

  /** Returns the time of the next event, not before the present one; empty if there is none. */
  public OptionalLong nextEventAt() {
    if (!changes.isEmpty()) {
      return OptionalLong.of(now);
    }
    Event next = events.peek();
    return next == null ? OptionalLong.empty() : OptionalLong.of(next.at());
  }

  /**
   * Lets time pass until then, with all events at that time.
   *
   * @param time not before the present one
   * @return the changes since the last advance, of all users' jobs, in the order in which they
   *     happened
   */
  public List<Change> advanceTo(long time) {
    if (time < now) {
      throw new IllegalArgumentException("time does not go back: %d < %d".formatted(time, now));
    }
    for (Event next = events.peek(); next != null && next.at() <= time; next = events.peek()) {
      events.poll();
      now = next.at();
      handle(next);
    }
    now = time;
    List<Change> happened = changes;
    changes = new ArrayList<>();
    return happened;
  }

  /**
   * Submits a job.
   *
   * @return its number
   * @throws RefusedException when its queue does not accept it
   */
  public long submit(JobRequest request) {
    check(request);
    Job job = add(request);
    ours.put(job.id, job);
    return job.id;
  }

  /**
   * Checks a job without submitting it.
   *
   * @throws RefusedException when its queue does not accept it
   */
  public void check(JobRequest request) {
    queues.check(request, ours.values());
  }

  /** Returns the state of a submitted job; empty for an unknown number. */
  public Optional<JobReport> job(long id) {
    return Optional.ofNullable(ours.get(id)).map(Job::report);
  }

  /** Ends a submitted job. Nothing happens if it has ended or is unknown. */
  public void cancel(long id) {
    Job job = ours.get(id);
    if (job != null && !job.state().ended()) {
      end(job, JobState.CANCELLED);
    }
  }

  /**
   * Ends a submitted job because its script has ended. Nothing happens unless it is running.
   *
   * @param successful whether the script's exit code is 0
   */
  public void finish(long id, boolean successful) {
    Job job = ours.get(id);
    if (job != null && job.state() == JobState.RUNNING) {
      end(job, successful ? JobState.COMPLETED : JobState.FAILED);
    }
  }

  /**
   * Takes a node out of service, which ends the job on it.
   *
   * @param repair time until it is in service again; {@link Long#MAX_VALUE} for never
   */
  public void failNode(int node, long repair) {
    long until = Times.plus(now, repair);
    if (machine.pool().isUp(node)) {
      machine.pool().down(node);
      Job job = machine.pool().occupant(node);
      if (job != null) {
        end(job, JobState.NODE_FAIL);
      }
    }
    downUntil[node] = Math.max(downUntil[node], until);
    plan(until, Kind.REPAIR, null, node);
  }

  /** Begins an outage of the scheduler, or extends the present one. */
  public void silence(long length) {
    silentUntil = Math.max(silentUntil, Times.plus(now, length));
    plan(silentUntil, Kind.ANSWER, null, 0);
  }

  /** Returns whether the scheduler answers calls; it does not during an outage. */
  public boolean answering() {
    return now >= silentUntil;
  }

  /**
   * Returns the nodes that are free for a while: of each entry, a job that fits starts at once. No
   * entries are returned while the scheduler has not yet looked at the latest changes.
   */
  public List<Window> windows() {
    return passDue ? List.of() : machine.windows(now);
  }

  /** Returns the planned start of the first waiting job; empty if none waits that can start. */
  public Optional<Reservation> reservation() {
    return machine.reservation(now);
  }

  /** Returns the number of nodes in service. */
  public int upNodes() {
    return machine.pool().upCount();
  }

  /** Returns the number of nodes in service without a job. */
  public int freeNodes() {
    return machine.pool().freeCount();
  }

  /** Returns the number of waiting jobs of all users. */
  public int waitingJobs() {
    return machine.waiting();
  }

  /** Returns the number of jobs of all users that hold nodes. */
  public int startedJobs() {
    return machine.running();
  }

  /** Returns the number of jobs of other users that were left out because no queue takes them. */
  public long refusedArrivals() {
    return refusedArrivals;
  }

  private Job add(JobRequest request) {
    Job job = new Job(++lastId, request, now);
    machine.add(job);
    changed(job);
    planPass();
    return job;
  }

  private void end(Job job, JobState how) {
    machine.end(job, how, now);
    changed(job);
    planPass();
  }

  private void changed(Job job) {
    changes.add(new Change(now, job.id, job.request, job.state()));
  }

  private void handle(Event event) {
    switch (event.kind()) {
      case BEGIN -> begin(Objects.requireNonNull(event.job()));
      case END -> reachEnd(Objects.requireNonNull(event.job()));
      case REPAIR -> repair(event.node());
      case ANSWER -> answer();
      case INCIDENT -> incident();
      case ARRIVAL -> arrival();
      case PASS -> pass();
    }
  }

  private void begin(Job job) {
    if (job.state() == JobState.PREPARING) {
      job.begin(now);
      changed(job);
      plan(Math.min(job.limit(), job.scriptEnd()), Kind.END, job, 0);
    }
  }

  private void reachEnd(Job job) {
    if (job.state() != JobState.RUNNING) {
      return;
    }
    if (now >= job.scriptEnd()) {
      end(job, JobState.COMPLETED);
    } else if (answering()) {
      end(job, JobState.TIMEOUT);
    } else {
      // Nobody is there to kill it.
      overdue.add(job);
      plan(job.scriptEnd(), Kind.END, job, 0);
    }
  }

  private void repair(int node) {
    if (!machine.pool().isUp(node) && now >= downUntil[node]) {
      machine.pool().up(node);
      planPass();
    }
  }

  private void answer() {
    if (answering()) {
      overdue.stream()
          .filter(job -> job.state() == JobState.RUNNING)
          .forEach(job -> end(job, JobState.TIMEOUT));
      overdue.clear();
      planPass();
    }
  }

  private void incident() {
    Incident incident = Objects.requireNonNull(nextIncident);
    if (incident instanceof NodeFailure failure) {
      failNode(failure.node(), failure.repair());
    } else if (incident instanceof Outage outage) {
      silence(outage.length());
    }
    planIncident();
  }

  private void arrival() {
    JobRequest request = Objects.requireNonNull(nextArrival).request();
    if (queues.take(request)) {
      add(request);
    } else {
      refusedArrivals++;
    }
    planArrival();
  }

  private void pass() {
    passDue = false;
    nextPass = Times.plus(now, setup.interval());
    if (answering()) {
      for (Job job : machine.pass(now)) {
        changed(job);
        plan(Times.plus(now, setup.preparation()), Kind.BEGIN, job, 0);
      }
    }
  }

  private void planPass() {
    if (!passDue) {
      passDue = true;
      plan(Math.max(now, nextPass), Kind.PASS, null, 0);
    }
  }

  private void planArrival() {
    nextArrival = others.hasNext() ? others.next() : null;
    if (nextArrival != null) {
      plan(Math.max(now, nextArrival.at()), Kind.ARRIVAL, null, 0);
    }
  }

  private void planIncident() {
    nextIncident = incidents.hasNext() ? incidents.next() : null;
    if (nextIncident != null) {
      plan(Math.max(now, nextIncident.at()), Kind.INCIDENT, null, 0);
    }
  }

  private void plan(long at, Kind kind, @Nullable Job job, int node) {
    if (at < Long.MAX_VALUE) {
      events.add(new Event(at, kind, ++lastSequence, job, node));
    }
  }
}
