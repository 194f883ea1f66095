package io.balsam.slurm;

import io.balsam.spi.LaunchEnd;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Classifies messages of srun and Slurm's daemons on standard error when a step does not end well.
 */
final class SrunWords {

  /** The step's nodes are gone, or Slurm has ended it for reasons of its own. */
  private static final Pattern LOST =
      Pattern.compile(
          "error: (Node failure on |.*DUE TO (NODE FAILURE|PREEMPTION|TIME LIMIT|JOB REQUEUE))"
              + "|error: .*Job credential revoked"
              + "|srun: .*aborted before step completely launched");

  private static final Pattern TOO_MUCH_MEMORY =
      Pattern.compile(
          "error: .*(exceeded .*memory limit|[Oo]ut[- ][Oo]f[- ][Mm]emory|oom[-_]kill)");

  /** srun itself ends a step after one of its ranks has failed. */
  private static final Pattern BY_SRUN =
      Pattern.compile("srun: .*(_step_signal: Terminating StepId=|Terminating job step)");

  /**
   * The step was cancelled; the daemons' line is missing if they are killed before they could send
   * it.
   */
  private static final Pattern CANCELLED =
      Pattern.compile(
          "error: \\*\\*\\* (STEP|JOB) \\S+ ON \\S+ CANCELLED AT "
              + "|srun: Job step aborted: Waiting up to ");

  /**
   * The step could not be created, except for what Slurm calls invalid: that is in the job's own
   * launch parameters.
   */
  private static final Pattern NOT_CREATED =
      Pattern.compile(
          "error: (Unable to create step for job \\d+: (?!.*(Invalid|specification))"
              + "|Task launch for StepId=\\S+ failed on node "
              + "|Unable to (confirm|contact|allocate|launch)"
              + "|Communication connection failure)");

  private static final Pattern OWN = Pattern.compile("^(srun|slurmstepd(-\\S+)?): ");

  /** Errors, and what the parser of srun's options says, which does not call that an error. */
  private static final Pattern COMPLAINT =
      Pattern.compile("error: |fatal: |option|execve|[Ii]nvalid|[Uu]nable|not available|PMI");

  /** Errors that only repeat how ranks ended, or that the step was ended because of that. */
  private static final Pattern REPEATED =
      Pattern.compile(
          "error: \\S+: tasks? \\S+: |error: \\*\\*\\* (STEP|JOB) |error: Timed out waiting for job step");

  private static final List<Pattern> CAUSES = List.of(LOST, TOO_MUCH_MEMORY, NOT_CREATED);

  /** Line that follows each complaint about options. */
  private static final Pattern HELP = Pattern.compile("^Try \"srun --help\"");

  private SrunWords() {}

  static LaunchEnd end(List<String> output) {
    if (any(output, LOST)) {
      return LaunchEnd.STOPPED;
    }
    if (any(output, NOT_CREATED)) {
      return LaunchEnd.NOT_CREATED;
    }
    return any(output, TOO_MUCH_MEMORY) ? LaunchEnd.OWN_DOING : LaunchEnd.UNTOLD;
  }

  /** Returns whether the step was cancelled, and not by srun because a rank had failed. */
  static boolean cancelled(List<String> output) {
    // srun also ends what is left of a step that others cancel.
    return first(output, CANCELLED) < first(output, BY_SRUN);
  }

  /**
   * Returns whether a line gives no reason for an end: a step was created, waits, is being ended.
   */
  static boolean isNoise(String line) {
    if (!OWN.matcher(line).find()) {
      return HELP.matcher(line).find();
    }
    boolean says = COMPLAINT.matcher(line).find() && !REPEATED.matcher(line).find();
    return !says && CAUSES.stream().noneMatch(cause -> cause.matcher(line).find());
  }

  /** Returns the index of the first such line; the number of lines if there is none. */
  private static int first(List<String> lines, Pattern pattern) {
    int at = 0;
    while (at < lines.size() && !pattern.matcher(lines.get(at)).find()) {
      at++;
    }
    return at;
  }

  private static boolean any(List<String> lines, Pattern pattern) {
    return first(lines, pattern) < lines.size();
  }
}
