package io.balsam.cli.look;

import io.balsam.cli.option.Arguments;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.SiteWatch;
import io.balsam.cli.site.Sites;
import io.balsam.cli.term.RawText;
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.EventView;
import io.balsam.engine.api.JobView;
import io.balsam.engine.process.OutputFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The {@code balsam job logs} command. */
public final class JobLogsCommand implements Command {

  /**
   * Maximum interval between two reads of a running job's output; an event of the job, such as its
   * end, cuts it short.
   */
  private static final Duration LOOK = Duration.ofMillis(300);

  private static final int BLOCK = 64 * 1024;

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("job logs", "print the output of a job")
        .arguments("JOB", Opt.Complete.JOB)
        .with(
            Opt.flag("err", "standard error (job.err) instead of standard output (job.out)"),
            Opt.flag("launch", "messages of its MPI runner (job.launch.log)"),
            Opt.flag("follow", "keep printing until the job has ended").letter("f"),
            Opt.value("tail", "N", "only the last N lines").letter("n"))
        .about(
            """
            Prints job.out of the job's workdir. The output of all attempts is in one file, one after
            the other. An app with 'merge_output' writes its standard error to job.out as well. Messages
            of the MPI runner itself (srun, mpirun) are in job.launch.log, if there are any. On a
            terminal the job's lines and colours are kept, and other control characters are shown as
            escapes such as \\x1b; in a pipe or a file every byte is as the job wrote it.""")
        .examples(
            "balsam job logs 12",
            "balsam job logs 12 --err --tail 20",
            "balsam job logs -f 12  # watch a running job");
  }

  @Override
  public int run(Invocation call) throws Exception {
    String word = call.arguments().onlyWord("JOB");
    int tail = call.arguments().number("tail", -1, 0);
    boolean follow = call.arguments().has("follow");
    try (RawText screen = new RawText(call.io(), call.console().style().color())) {
      OutputStream out = call.io().terminal() ? screen : call.io().out();
      print(call, word, follow, tail, out);
    }
    return ExitCode.OK;
  }

  private static void print(
      Invocation call, String word, boolean follow, int tail, OutputStream out) throws Exception {
    long[] printed = {-1};
    SiteWatch.follow(
        call,
        site -> {
          JobView job = JobWord.find(site.balsam(), word);
          Path file = Path.of(job.workdir(), name(call.arguments()));
          boolean more = follow && site.served() && !job.state().terminal();
          if (!Files.exists(file) && !more) {
            throw new UsageProblem(missing(job, file));
          }
          long from = printed[0] < 0 ? start(file, tail) : printed[0];
          printed[0] = print(file, from, out);
          if (more) {
            waitForAnything(site.balsam(), job);
          } else if (follow && !job.state().terminal()) {
            call.console().note(Sites.nothingRuns(call));
          }
          return more;
        });
  }

  private static String name(Arguments arguments) {
    return arguments.has("launch")
        ? OutputFiles.LAUNCH
        : arguments.has("err") ? OutputFiles.ERR : OutputFiles.OUT;
  }

  private static String missing(JobView job, Path file) {
    return job.attempts() == 0
        ? "job %d has not run yet (it is %s); why: %s"
            .formatted(job.id(), job.state(), Typed.here("explain", job.id()))
        : "job %d left no %s in %s".formatted(job.id(), file.getFileName(), job.workdir());
  }

  private static void waitForAnything(Balsam balsam, JobView job) {
    EventFilter ofJob = EventFilter.ALL.withJobs(List.of(job.id()));
    List<EventView> seen = balsam.events(ofJob, Duration.ZERO);
    long last = seen.isEmpty() ? 0 : seen.get(seen.size() - 1).seq();
    balsam.events(ofJob.withAfter(last), LOOK);
  }

  /** Returns the offset from which the given number of lines is left; 0 for a negative number. */
  private static long start(Path file, int lines) throws IOException {
    if (lines < 0 || !Files.exists(file)) {
      return 0;
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long length = in.length();
      long at = length;
      int breaks = 0;
      byte[] block = new byte[BLOCK];
      while (at > 0) {
        int size = (int) Math.min(block.length, at);
        at -= size;
        in.seek(at);
        in.readFully(block, 0, size);
        for (int i = size - 1; i >= 0; i--) {
          boolean last = at + i == length - 1;
          if (block[i] == '\n' && !last && ++breaks == lines) {
            return at + i + 1;
          }
        }
      }
      return lines == 0 ? length : 0;
    }
  }

  private static long print(Path file, long from, OutputStream out) throws IOException {
    if (!Files.exists(file)) {
      return from;
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(from);
      byte[] block = new byte[BLOCK];
      for (int n = in.read(block); n > 0; n = in.read(block)) {
        out.write(block, 0, n);
      }
      out.flush();
      return in.getFilePointer();
    }
  }
}
