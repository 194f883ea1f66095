package io.balsam.engine.removal;

import io.balsam.engine.api.CommandResult;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.core.EngineParts;
import io.balsam.engine.core.LoadedRun;
import io.balsam.engine.dispatch.JobDispatcher;
import io.balsam.engine.domain.SiteLayout;
import io.balsam.engine.files.RunFiles;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.RunRow;
import io.balsam.engine.store.Store;
import io.balsam.engine.trust.FileTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Removes ended runs: their records from the store, the workdirs of their jobs from disk.
 *
 * <p>Refused are runs that have not ended, those whose results another run uses, and the newest,
 * whose ids are not given out again. From the moment a run is chosen no submission may take its
 * results. Files go first, then all rows in one commit, so that what a crash leaves can be removed
 * again.
 */
public final class RunRemovals {

  static final String NEWEST =
      "it is the newest, and run numbers are not reused: remove it after the next run";

  static final String NEWEST_JOB =
      "it is the newest job, and job numbers are not reused: remove it after the next run";

  /** Refusal of a job whose end is still to be recorded, and which may write until then. */
  static final String HELD = "its process is still ending: try again";

  private static final String MEANWHILE = "a job started in the meantime: try again";

  private final Path data;
  private final Store store;
  private final EngineParts parts;
  private final JobDispatcher dispatcher;

  public RunRemovals(EngineParts parts, JobDispatcher dispatcher) {
    this.data = parts.site.resolve(SiteLayout.DATA);
    this.store = parts.store.looking();
    this.parts = parts;
    this.dispatcher = dispatcher;
  }

  /** Removes the newest run first, so that a run goes before the one whose results it uses. */
  public synchronized CommandResult remove(List<Long> asked, boolean trial) {
    List<Long> done = new ArrayList<>();
    Map<Long, String> refused = new TreeMap<>();
    Map<Long, Set<Long>> users = users();
    for (long id : asked.stream().distinct().sorted(Comparator.reverseOrder()).toList()) {
      Optional<RunRow> row = store.run(id);
      Optional<String> why =
          row.isEmpty() ? Optional.of("there is no such run") : refusal(row.get(), users, done);
      if (why.isEmpty()) {
        why = trial ? removeFiles(row.orElseThrow(), true) : take(row.orElseThrow());
      }
      why.ifPresentOrElse(reason -> refused.put(id, reason), () -> done.add(id));
    }
    return new CommandResult(done, refused);
  }

  private Optional<String> refusal(RunRow run, Map<Long, Set<Long>> users, List<Long> gone) {
    if (run.ended().isEmpty()) {
      return Optional.of(
          "it has not ended: end it first with 'balsam job cancel --run %s'".formatted(run.name()));
    }
    Set<Long> left = new TreeSet<>(users.getOrDefault(run.id(), Set.of()));
    gone.forEach(left::remove);
    if (!left.isEmpty()) {
      return Optional.of(
          "its results are used by %s: remove that first"
              .formatted(store.run(left.iterator().next()).map(RunRow::name).orElse("a run")));
    }
    boolean newest =
        store.lastRunId() == run.id()
            || store.jobs(List.of(store.lastJobId())).stream()
                .anyMatch(job -> job.row().run() == run.id());
    return newest ? Optional.of(NEWEST) : Optional.empty();
  }

  /** Returns, for each run whose results others use, those others. */
  private Map<Long, Set<Long>> users() {
    Map<String, Long> byName = new HashMap<>();
    List<RunRow> runs = store.runs();
    runs.forEach(run -> byName.put(run.name(), run.id()));
    Map<Long, Set<Long>> users = new HashMap<>();
    Map<Long, Set<Long>> takers = new HashMap<>();
    for (RunRow run : runs) {
      eachJob(
          run.id(),
          job -> {
            job.row()
                .reusedFrom()
                .ifPresent(
                    from -> takers.computeIfAbsent(from, f -> new TreeSet<>()).add(run.id()));
            Path workdir = Path.of(job.row().workdir());
            if (workdir.startsWith(data) && workdir.getNameCount() > data.getNameCount()) {
              Long there = byName.get(workdir.getName(data.getNameCount()).toString());
              if (there != null && there != run.id()) {
                users.computeIfAbsent(there, t -> new TreeSet<>()).add(run.id());
              }
            }
          });
    }
    for (JobRecord from : store.jobs(takers.keySet())) {
      users
          .computeIfAbsent(from.row().run(), r -> new TreeSet<>())
          .addAll(takers.getOrDefault(from.row().id(), Set.of()));
    }
    return users;
  }

  private void eachJob(long run, Consumer<JobRecord> sink) {
    JobFilter.ALL.withRun(run).forEach(store::jobs, sink);
  }

  /** Removes a run, files first: what a crash leaves in the store can be removed again. */
  private Optional<String> take(RunRow run) {
    long runs = store.lastRunId();
    List<Long> jobs = store.jobIds(JobFilter.ALL.withRun(run.id()));
    Optional<String> why =
        parts.loop.ask(
            () -> {
              LoadedRun loaded = parts.runs.find(run.id());
              boolean open = loaded != null && !loaded.ended;
              if (open || store.run(run.id()).filter(r -> r.ended().isPresent()).isEmpty()) {
                return Optional.of(MEANWHILE);
              }
              if (store.lastRunId() != runs) {
                return Optional.of(MEANWHILE);
              }
              if (jobs.stream().anyMatch(dispatcher::holds)) {
                return Optional.of(HELD);
              }
              parts.runs.leaves(run.id());
              return Optional.empty();
            });
    if (why.isPresent()) {
      return why;
    }
    Optional<String> trouble = removeFiles(run, false);
    if (trouble.isPresent()) {
      parts.runs.stays(run.id());
      return trouble;
    }
    boolean unused =
        parts.loop.ask(
            () -> {
              parts.batch.remove(run.id());
              parts.batch.after(() -> parts.runs.left(run.id()));
              return true;
            });
    return Optional.empty();
  }

  /** Removes the files of a run unless some would stay; returns why they do. */
  private Optional<String> removeFiles(RunRow run, boolean trial) {
    RunFiles files = RunFiles.ofRun(data, run.name());
    List<String> linked = new ArrayList<>(1);
    eachJob(
        run.id(),
        job -> {
          Path workdir = Path.of(job.row().workdir());
          if (linked.isEmpty()) {
            RunFiles.refusal(data, run.name(), workdir).ifPresent(linked::add);
          }
          files.add(workdir);
        });
    Optional<String> why = linked.stream().findFirst();
    return trial || why.isPresent() ? why : remove(files, data);
  }

  /** Removes files; returns what is in the way, for users. */
  public static Optional<String> remove(RunFiles files, Path data) {
    try {
      files.remove();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("its files cannot be removed: " + FileTrouble.why(data, e));
    } catch (UncheckedIOException e) {
      return Optional.of(
          "its files cannot be removed: "
              + FileTrouble.why(data, Objects.requireNonNull(e.getCause())));
    }
  }
}
