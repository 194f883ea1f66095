package io.balsam.engine.run.hook;

import io.balsam.engine.domain.App;
import io.balsam.engine.lifecycle.Trigger;
import io.balsam.engine.run.files.Cleanup;
import io.balsam.engine.run.files.Cleanups;
import io.balsam.engine.run.files.Listing;
import io.balsam.engine.run.files.Moves;
import io.balsam.engine.run.files.StagePlan;
import io.balsam.engine.run.files.Workdirs;
import io.balsam.engine.run.loop.Batch;
import io.balsam.engine.run.loop.Details;
import io.balsam.engine.run.loop.Job;
import io.balsam.engine.run.loop.Lives;
import io.balsam.engine.run.loop.Loop;
import io.balsam.engine.run.place.Apps;
import io.balsam.engine.run.place.Places;
import io.balsam.engine.store.Change;
import io.balsam.engine.store.JobFiles;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.JobRow;
import io.balsam.engine.store.Store;
import io.balsam.spi.PluginException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/** Files on their way into and out of workdirs, on threads of their own. */
public final class Staging {

  private final Store store;
  private final Batch batch;
  private final Lives lives;
  private final Loop loop;
  private final Places places;
  private final Details details;
  private final Moves moves;
  private final Executor threads;
  private final Cleanups cleanups;
  private final Set<Long> inFlight = new HashSet<>();

  public Staging(
      Store store,
      Batch batch,
      Lives lives,
      Loop loop,
      Places places,
      Details details,
      Moves moves,
      Executor threads,
      Cleanups cleanups) {
    this.store = store;
    this.batch = batch;
    this.lives = lives;
    this.loop = loop;
    this.places = places;
    this.details = details;
    this.moves = moves;
    this.threads = threads;
    this.cleanups = cleanups;
  }

  public void in(Job job) {
    stage(job, Trigger.STAGE_IN_DONE, Trigger.STAGE_IN_GAVE_UP);
  }

  public void out(Job job) {
    stage(job, Trigger.STAGE_OUT_DONE, Trigger.STAGE_OUT_GAVE_UP);
  }

  private void stage(Job job, Trigger done, Trigger gaveUp) {
    if (!job.run().active()) {
      return;
    }
    App app = job.app();
    if (app == null) {
      lives.fail(job, Apps.vanished(job));
      return;
    }
    if (!job.run().table.staging(job.slot())) {
      lives.fire(job, done);
      return;
    }
    if (places.stopping() || !inFlight.add(job.id())) {
      return;
    }
    Path runDirectory = job.run().directory;
    Path scriptDirectory = job.run().workflow().script().directory();
    boolean in = done == Trigger.STAGE_IN_DONE;
    batch.after(
        () ->
            threads.execute(
                () -> {
                  try {
                    JobRow row = details.get(job.id()).whole().row();
                    StagePlan plan = plan(row, app, in, runDirectory, scriptDirectory);
                    moves.run(
                        plan,
                        in ? broughtInBefore(row) : Listing.NONE,
                        arrived -> loop.post(() -> moved(job, done, arrived)),
                        (error, left) -> loop.post(() -> gaveUp(job, gaveUp, error, left)));
                  } catch (RuntimeException e) {
                    loop.post(() -> gaveUp(job, gaveUp, e, Listing.NONE));
                  }
                }));
  }

  private StagePlan plan(JobRow row, App app, boolean in, Path runDirectory, Path scriptDirectory) {
    Workdirs.make(runDirectory, Path.of(row.workdir()));
    if (!in) {
      return StagePlan.out(app, row, runDirectory);
    }
    List<Long> parents = row.parents().stream().map(JobRow.Parent::id).toList();
    Map<Long, Path> workdirs =
        details.all(parents).stream()
            .map(JobRecord::row)
            .collect(
                Collectors.toMap(JobRow::id, parent -> Path.of(parent.workdir()), (a, b) -> a));
    return StagePlan.in(app, row, workdirs, scriptDirectory);
  }

  /** By the jobs that this one stands in for, the last that brought anything. */
  private Listing broughtInBefore(JobRow row) {
    OptionalLong failed = row.retryOf();
    while (failed.isPresent()) {
      long id = failed.getAsLong();
      String files = store.files(List.of(id)).getOrDefault(id, JobFiles.NONE).broughtIn();
      if (!files.isEmpty()) {
        return Listing.parse(files);
      }
      failed = details.get(id).row().retryOf();
    }
    return Listing.NONE;
  }

  private void moved(Job job, Trigger done, Moves.Arrived arrived) {
    if (inFlight.remove(job.id()) && lives.fire(job, done) && !arrived.digest().isEmpty()) {
      batch.change(new Change.InputDigest(job.id(), arrived.digest()));
      broughtIn(job, arrived.files());
    }
  }

  private void broughtIn(Job job, Listing files) {
    if (!files.files().isEmpty()) {
      batch.change(new Change.Files(job.id(), JobFiles.Kind.BROUGHT_IN, files.text()));
    }
  }

  private void gaveUp(Job job, Trigger gaveUp, RuntimeException error, Listing left) {
    if (inFlight.remove(job.id())) {
      broughtIn(job, left);
      String what = gaveUp == Trigger.STAGE_IN_GAVE_UP ? "stage-in: " : "stage-out: ";
      String kind = error instanceof PluginException known ? known.kind().name() : "USER";
      lives.fire(job, gaveUp, Map.of("message", what + error.getMessage(), "kind", kind));
    }
  }

  /** What STAGED_OUT needs: the app's cleanup, then the end. */
  public void clean(Job job) {
    if (!job.run().active()) {
      return;
    }
    App app = job.app();
    if (app == null || app.cleanup().isEmpty() || cleanups.none()) {
      lives.fire(job, Trigger.FINISHED);
    } else if (!places.stopping() && inFlight.add(job.id())) {
      batch.after(
          () ->
              cleanups.add(
                  () -> {
                    Path workdir = Path.of(details.get(job.id()).row().workdir());
                    List<String> left = Cleanup.run(workdir, app.cleanup());
                    Listing made = Listing.ofJob(workdir);
                    loop.post(() -> cleaned(job, left, made));
                  }));
    }
  }

  private void cleaned(Job job, List<String> left, Listing made) {
    if (inFlight.remove(job.id())) {
      batch.change(new Change.Files(job.id(), JobFiles.Kind.MADE, made.text()));
      lives.fire(job, Trigger.FINISHED, left.isEmpty() ? Map.of() : Map.of("not_cleaned", left));
    }
  }
}
