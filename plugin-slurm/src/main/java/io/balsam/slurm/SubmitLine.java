package io.balsam.slurm;

import io.balsam.spi.BatchSubmission;
import java.util.ArrayList;
import java.util.List;

/** Command line of {@code sbatch}. */
record SubmitLine(QueueNames queues, boolean exclusive, boolean requeue, List<String> flags) {

  List<String> of(BatchSubmission submission, String verb) {
    // In file names a percent sign begins a placeholder.
    String output = submission.workdir().resolve(submission.name()).toString().replace("%", "%%");
    // Slurm counts in minutes.
    long minutes = Math.max(1, (submission.wallTime().toSeconds() + 59) / 60);
    List<String> line = new ArrayList<>();
    line.add("sbatch");
    line.add(verb);
    line.add("--job-name=" + submission.name());
    line.add("--chdir=" + submission.workdir());
    line.add("--output=" + output + ".out");
    line.add("--error=" + output + ".err");
    // A job that Slurm starts again appends to the same files.
    line.add("--open-mode=append");
    line.add("--nodes=" + submission.nodes());
    line.add("--time=" + minutes);
    if (!submission.project().isEmpty()) {
      line.add("--account=" + submission.project());
    }
    line.addAll(queues.options(submission.queue()));
    if (exclusive) {
      line.add("--exclusive");
    }
    line.add(requeue ? "--requeue" : "--no-requeue");
    line.addAll(SiteMark.of(submission.site()).options());
    line.addAll(flags);
    line.addAll(submission.flags());
    line.add(submission.script().toString());
    return line;
  }
}
