package io.balsam.engine.batchjob;

import io.balsam.engine.trust.FileTrouble;
import io.balsam.engine.trust.OwnFiles;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobState;
import io.balsam.spi.BatchSubmission;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.Scheduler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Submits BatchJobs to the batch system, none of them twice. */
final class BatchJobSubmitter {

  /**
   * Text of an intent whose command was run and returned without an answer, while the agent lived
   * on.
   */
  private static final String UNANSWERED = "unanswered";

  private final BatchJobRegistry batchJobs;
  private final Scheduler scheduler;
  private final BatchScript script;
  private final BatchJobPolicy rules;
  private final Clock clock;

  /** Queues that accept no more BatchJobs in this round. */
  private final Set<String> paused = new HashSet<>();

  BatchJobSubmitter(
      BatchJobRegistry batchJobs,
      Scheduler scheduler,
      BatchScript script,
      BatchJobPolicy rules,
      Clock clock) {
    this.batchJobs = batchJobs;
    this.scheduler = scheduler;
    this.script = script;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * Submits the BatchJobs that may be submitted now.
   *
   * @param open BatchJobs that have not ended
   * @return how many the batch system took
   * @throws PluginException TRANSIENT when the batch system does not answer by name
   */
  int submit(List<BatchJobInfo> open) {
    List<BatchJobInfo> inSystem =
        new ArrayList<>(open.stream().filter(job -> !job.schedulerId().isEmpty()).toList());
    int taken = 0;
    paused.clear();
    for (BatchJobInfo job : open) {
      if (job.state() != BatchJobState.PENDING_SUBMISSION) {
        continue;
      }
      Optional<String> refusal = rules.refusal(job.request());
      if (refusal.isPresent()) {
        refuse(job, refusal.get());
        continue;
      }
      Optional<String> deferral = rules.deferral(job.request(), inSystem);
      if (deferral.isPresent() && !Files.exists(script.intent(job))) {
        say(job, deferral.get());
        continue;
      }
      if (!paused.contains(job.request().queue()) && submit(job)) {
        inSystem.add(job);
        taken++;
      }
    }
    return taken;
  }

  private boolean submit(BatchJobInfo job) {
    Path intent = script.intent(job);
    if (Files.exists(intent)) {
      Optional<Boolean> found = interrupted(job);
      if (found.isPresent()) {
        return found.get();
      }
    }
    String id;
    try {
      BatchSubmission submission = script.write(job);
      write(intent, "");
      id = scheduler.submit(submission);
    } catch (PluginException e) {
      if (e.kind() == ErrorKind.USER) {
        refuse(job, String.valueOf(e.getMessage()));
        remove(intent);
        return false;
      }
      if (e.kind() == ErrorKind.INTERNAL) {
        throw e;
      }
      say(job, String.valueOf(e.getMessage()));
      paused.add(job.request().queue());
      if (e.kind() == ErrorKind.TRANSIENT) {
        write(intent, UNANSWERED);
      } else {
        remove(intent);
      }
      return false;
    }
    taken(job, id);
    remove(intent);
    return true;
  }

  /**
   * Finds out what became of a submission whose answer was never written down.
   *
   * @return whether it was taken; empty when it certainly was not, and may be made now
   */
  private Optional<Boolean> interrupted(BatchJobInfo job) {
    Optional<List<String>> named = scheduler.named(script.name(job), script.folder(), script.id());
    if (named.isEmpty() && read(script.intent(job)).equals(UNANSWERED)) {
      return Optional.empty();
    }
    if (named.isEmpty()) {
      refuse(
          job,
          ("its submission was interrupted and may have been taken as '%s', which this batch system"
                  + " cannot be searched; look for it there, then submit it again")
              .formatted(script.name(job)));
      remove(script.intent(job));
      return Optional.of(false);
    }
    if (named.get().isEmpty()) {
      return Optional.empty();
    }
    taken(job, named.get().get(named.get().size() - 1));
    remove(script.intent(job));
    return Optional.of(true);
  }

  private void taken(BatchJobInfo job, String id) {
    Instant now = clock.instant();
    List<BatchJobInfo> after =
        batchJobs.change(List.of(BatchJobUpdate.submitted(job.id(), id, now)));
    if (after.stream().anyMatch(row -> row.state() == BatchJobState.DELETED)) {
      scheduler.cancel(id);
    }
  }

  private void refuse(BatchJobInfo job, String why) {
    change(job, BatchJobState.SUBMIT_FAILED, why);
  }

  /** Sets the message of a BatchJob, where users look for why it waits; adds no event. */
  private void say(BatchJobInfo job, String why) {
    if (!job.message().equals(why)) {
      change(job, null, why);
    }
  }

  private void change(BatchJobInfo job, @Nullable BatchJobState state, String message) {
    batchJobs.change(List.of(new BatchJobUpdate(job.id(), state, null, message, null, null, null)));
  }

  private static void write(Path intent, String text) {
    try {
      OwnFiles.writePrivate(intent, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new PluginException(
          ErrorKind.SITE, FileTrouble.of("cannot write " + intent, intent, e), e);
    }
  }

  private static String read(Path intent) {
    try {
      return Files.readString(intent);
    } catch (IOException e) {
      throw new PluginException(
          ErrorKind.SITE, FileTrouble.of("cannot read " + intent, intent, e), e);
    }
  }

  private static void remove(Path intent) {
    try {
      Files.deleteIfExists(intent);
    } catch (IOException e) {
      throw new PluginException(ErrorKind.SITE, "cannot remove " + intent + ": " + e, e);
    }
  }
}
