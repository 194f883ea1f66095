package io.balsam.engine.transfer;

import io.balsam.engine.config.TransferLimits;
import io.balsam.engine.core.EngineParts;
import io.balsam.engine.core.Job;
import io.balsam.engine.core.MissingApp;
import io.balsam.engine.domain.App;
import io.balsam.engine.domain.TransferSlot.Direction;
import io.balsam.engine.files.ContentDigests;
import io.balsam.engine.files.Listing;
import io.balsam.engine.lifecycle.Trigger;
import io.balsam.engine.plugin.Platform;
import io.balsam.engine.store.Change;
import io.balsam.engine.store.JobFiles;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.JobRow;
import io.balsam.engine.store.TransferRow;
import io.balsam.spi.PluginException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Stages files in and out of workdirs, on threads of their own.
 *
 * <p>Before a retry is staged, the files staged in before that do not come again are removed, or
 * patterns would find them: a link that is still a link, a copy with the size and time it was
 * given, directories that this leaves empty. All else is the job's or the user's. Nothing is
 * removed before all sources on this computer were found. The files that a service like Globus put
 * into a directory are not known one by one.
 */
public final class Staging {

  private final EngineParts parts;
  private final TransferPlanner planner;
  private final ItemRecords records;
  private final TransferQueue queue;
  private final TransferRunner moves;
  private final CleanupQueue cleanups;
  private final StagingWindow<StagingTask> window;

  /** Jobs that are being staged or cleaned, or wait for it; changed by the event loop only. */
  private final Set<Long> inFlight = ConcurrentHashMap.newKeySet();

  /** Jobs of this turn of the event loop. */
  private List<StagingTask> turn = new ArrayList<>();

  public Staging(
      EngineParts parts,
      Platform platform,
      Ways ways,
      ContentDigests contents,
      CleanupQueue cleanups) {
    this.parts = parts;
    planner = new TransferPlanner(parts, ways);
    records = new ItemRecords(parts);
    TransferLimits limits = ways.limits();
    queue =
        new TransferQueue(
            ways,
            limits,
            records,
            new Adoption(parts, ways),
            parts.clock,
            parts.files,
            parts::later);
    moves = new TransferRunner(platform, queue, contents, parts::later, inFlight::contains);
    this.cleanups = cleanups;
    window = new StagingWindow<>(limits.inMemory(), this::begin);
  }

  public void in(Job job) {
    stage(job, Trigger.STAGE_IN_DONE);
  }

  public void out(Job job) {
    stage(job, Trigger.STAGE_OUT_DONE);
  }

  private void stage(Job job, Trigger done) {
    if (!job.run().active()) {
      return;
    }
    App app = job.app();
    if (app == null) {
      parts.lifecycle.fail(job, MissingApp.vanished(job));
      return;
    }
    if (!job.run().table.staging(job.index())) {
      parts.lifecycle.fire(job, done);
      return;
    }
    if (parts.loop.stopping() || !inFlight.add(job.id())) {
      return;
    }
    StagingTask task =
        new StagingTask(
            job,
            app,
            done == Trigger.STAGE_IN_DONE,
            Urgency.of(job),
            job.run().directory,
            job.run().workflow().script().directory());
    turn.add(task);
    if (turn.size() == 1) {
      parts.batch.after(
          () -> {
            List<StagingTask> tasks = turn;
            turn = new ArrayList<>();
            parts.files.execute(() -> add(tasks));
          });
    }
  }

  private void add(List<StagingTask> tasks) {
    try {
      List<Long> jobs = tasks.stream().map(task -> task.job().id()).toList();
      Iterator<JobRecord> records = parts.details.all(jobs).iterator();
      tasks.forEach(task -> add(task, records.next()));
    } catch (RuntimeException e) {
      tasks.forEach(task -> failed(task, e, Listing.NONE));
    }
    window.start();
  }

  private void add(StagingTask task, JobRecord job) {
    try {
      JobRow row = job.whole().row();
      Set<String> locations = TransferPlan.locations(row);
      int items = TransferPlan.places(task.app(), row, task.direction());
      window.add(row.id(), List.of(task.in(), locations), task.urgency(), items, task);
    } catch (RuntimeException e) {
      failed(task, e, Listing.NONE);
    }
  }

  private void begin(List<StagingTask> tasks) {
    List<Runnable> planned = tasks.stream().map(task -> queue.expect()).toList();
    parts.files.execute(
        () -> {
          try {
            Map<Long, List<TransferRow>> rows = rows(tasks);
            for (int i = 0; i < tasks.size(); i++) {
              StagingTask task = tasks.get(i);
              Runnable then = planned.get(i);
              List<TransferRow> own = rows.getOrDefault(task.job().id(), List.of());
              parts.files.execute(() -> move(task, own, null, then));
            }
          } catch (RuntimeException e) {
            planned.forEach(Runnable::run);
            tasks.forEach(task -> failed(task, e, Listing.NONE));
          }
        });
  }

  /** Returns the rows of the items of some jobs, all in one direction. */
  private Map<Long, List<TransferRow>> rows(List<StagingTask> tasks) {
    List<Long> jobs =
        tasks.stream()
            .filter(task -> !task.app().transfers().isEmpty())
            .map(task -> task.job().id())
            .toList();
    Direction direction = tasks.get(0).direction();
    return records.read(jobs, direction);
  }

  /**
   * @param rows those of its items
   * @param left the files that an earlier try may have staged in; null for the first
   * @param planned called when the transfers have begun, or cannot
   */
  private void move(
      StagingTask task, List<TransferRow> rows, @Nullable Listing left, Runnable planned) {
    try {
      if (!inFlight.contains(task.job().id())) {
        // It was cancelled while it waited.
        window.ended(task.job().id());
        return;
      }
      JobRow row = parts.details.get(task.job().id()).whole().row();
      Listing before = left == null && task.in() ? planner.broughtInBefore(row) : Listing.NONE;
      TransferPlan plan = planner.plan(row, task);
      move(task, plan, records.of(row.id(), plan, rows), left == null ? before : left);
    } catch (RuntimeException e) {
      failed(task, e, left == null ? Listing.NONE : left);
    } finally {
      planned.run();
    }
  }

  private void move(StagingTask task, TransferPlan plan, List<RecordedItem> slots, Listing left) {
    StagedItems items = new StagedItems(slots, task.urgency());
    moves.run(
        task.job().id(),
        plan,
        items,
        left,
        arrived -> {
          List<TransferRow> rows = ItemRecords.arrived(slots, parts.clock.instant());
          rows.forEach(items::arrived);
          Runnable moved = () -> moved(task, arrived, rows, items.figures());
          if (!items.located().isEmpty()) {
            // Most of a task's jobs are through at the same time: one commit for all of them.
            parts.loop.soon(moved);
          } else {
            parts.loop.post(moved);
          }
        },
        (error, now) -> failed(task, error, now, items.figures()));
  }

  private void failed(StagingTask task, RuntimeException error, Listing left) {
    failed(task, error, left, Map.of());
  }

  private void failed(
      StagingTask task, RuntimeException error, Listing left, Map<String, Object> figures) {
    long job = task.job().id();
    Runnable again =
        () -> {
          if (!inFlight.contains(job)) {
            parts.shortages.over(job);
          } else {
            Runnable planned = queue.expect();
            try {
              move(task, rows(List.of(task)).getOrDefault(job, List.of()), left, planned);
            } catch (RuntimeException e) {
              planned.run();
              failed(task, e, left);
            }
          }
        };
    if (inFlight.contains(job) && !parts.shortages.waits(job, error, again)) {
      parts.loop.post(() -> gaveUp(task, error, left, figures));
    }
  }

  private void moved(
      StagingTask task,
      TransferRunner.Arrived arrived,
      List<TransferRow> rows,
      Map<String, Object> figures) {
    Job job = task.job();
    window.ended(job.id());
    if (!inFlight.remove(job.id())) {
      return;
    }
    parts.shortages.over(job.id());
    parts.batch.transfers.changed(rows);
    Trigger done = task.in() ? Trigger.STAGE_IN_DONE : Trigger.STAGE_OUT_DONE;
    if (parts.lifecycle.fire(job, done, figures) && !arrived.digest().isEmpty()) {
      parts.batch.change(new Change.InputDigest(job.id(), arrived.digest()));
      broughtIn(job, arrived.files());
    }
  }

  private void broughtIn(Job job, Listing files) {
    if (!files.files().isEmpty()) {
      parts.batch.change(new Change.Files(job.id(), JobFiles.Kind.BROUGHT_IN, files.text()));
    }
  }

  private void gaveUp(
      StagingTask task, RuntimeException error, Listing left, Map<String, Object> figures) {
    Job job = task.job();
    window.ended(job.id());
    if (inFlight.remove(job.id())) {
      broughtIn(job, left);
      Trigger gaveUp = task.in() ? Trigger.STAGE_IN_GAVE_UP : Trigger.STAGE_OUT_GAVE_UP;
      if (!task.app().transfers().isEmpty()) {
        records.gaveUp(job.id(), task.direction(), String.valueOf(error.getMessage()));
      }
      String what = task.in() ? "stage-in: " : "stage-out: ";
      String kind = error instanceof PluginException known ? known.kind().name() : "USER";
      Map<String, Object> data = new LinkedHashMap<>(figures);
      data.put("message", what + error.getMessage());
      data.put("kind", kind);
      parts.lifecycle.fire(job, gaveUp, data);
    }
  }

  /** Handles STAGED_OUT: runs the app's cleanup, then finishes the job. */
  public void clean(Job job) {
    if (!job.run().active()) {
      return;
    }
    App app = job.app();
    if (app == null || app.cleanup().isEmpty() || cleanups.none()) {
      parts.lifecycle.fire(job, Trigger.FINISHED);
    } else if (!parts.loop.stopping() && inFlight.add(job.id())) {
      parts.batch.after(
          () ->
              cleanups.add(
                  () -> {
                    Path workdir = Path.of(parts.details.get(job.id()).row().workdir());
                    List<String> left = Cleanup.run(workdir, app.cleanup());
                    parts.shortages.get(
                        job.id(),
                        () -> Listing.ofJob(workdir),
                        made -> parts.loop.post(() -> cleaned(job, left, made)));
                  }));
    }
  }

  private void cleaned(Job job, List<String> left, Listing made) {
    if (inFlight.remove(job.id())) {
      parts.batch.change(new Change.Files(job.id(), JobFiles.Kind.MADE, made.text()));
      parts.lifecycle.fire(
          job, Trigger.FINISHED, left.isEmpty() ? Map.of() : Map.of("not_cleaned", left));
    }
  }

  /** Returns how far the transfers of a job are, or what they wait for, for users. */
  public List<String> progress(long job) {
    return queue.progress(job);
  }

  /** Returns how many files are being moved, and how many wait, for users. */
  public String load() {
    return queue.load();
  }

  /** Drops the waiting transfer of a job that has ended. */
  public void forget(Job job) {
    if (inFlight.remove(job.id())) {
      queue.cancel(job.id());
      parts.shortages.over(job.id());
      // Only after the commit, so that no job begins that is cancelled in the same one.
      parts.batch.after(() -> window.ended(job.id()));
    }
  }
}
