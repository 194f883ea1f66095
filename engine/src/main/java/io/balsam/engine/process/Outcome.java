package io.balsam.engine.process;

import io.balsam.engine.domain.Memory;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Converts a shell's report on a job's end to a {@link ProcessEnd} with a message for people. */
final class Outcome {

  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;
  private static final int LAST_WORDS = 4096;

  private Outcome() {}

  static ProcessEnd of(RunningJob job, int status, @Nullable Duration ofChildren) {
    ProcessSpec spec = job.spec;
    // Elsewhere only the runner was measured, not the job.
    Duration cpu = spec.local() ? ofChildren : null;
    long peakKib = spec.local() ? job.peakKib : -1;
    if (job.tooMuch > 0) {
      return tooMuchMemory(job, cpu);
    }
    boolean signalled = ProcessEnd.isSignal(status);
    return new ProcessEnd(
        spec.job(),
        signalled ? null : status,
        signalled ? status - ProcessEnd.SIGNALLED : 0,
        cpu,
        peakKib < 0 ? OptionalLong.empty() : OptionalLong.of(peakKib),
        status == NOT_FOUND || status == NOT_EXECUTABLE ? whyNoProgram(spec, status) : "",
        job.ending ? ProcessEnd.Manner.TOLD : ProcessEnd.Manner.BY_ITSELF);
  }

  /**
   * Returns the end of a job that was killed with its shell for its memory; the code is the one
   * that the shell would have reported.
   */
  private static ProcessEnd tooMuchMemory(RunningJob job, @Nullable Duration cpu) {
    return new ProcessEnd(
        job.spec.job(),
        ProcessEnd.SIGNALLED + ProcessEnd.SIGKILL,
        ProcessEnd.SIGKILL,
        cpu,
        OptionalLong.of(job.peakKib),
        "ended by SIGKILL: it used %s of memory, its limit is %s"
            .formatted(Memory.text(job.tooMuch), Memory.text(job.spec.memory())),
        ProcessEnd.Manner.BY_ITSELF);
  }

  /** Returns the end of a job that ran, and of which an error keeps us from telling more. */
  static ProcessEnd unknown(RunningJob job, Throwable why) {
    return new ProcessEnd(
        job.spec.job(),
        1,
        0,
        null,
        OptionalLong.empty(),
        "it ended, but Balsam cannot find out how: " + why,
        job.ending ? ProcessEnd.Manner.TOLD : ProcessEnd.Manner.BY_ITSELF);
  }

  /** Returns the end of a job that was not started because its output files could not be opened. */
  static ProcessEnd noOutput(ProcessSpec spec) {
    return Lack.ofRoom(spec.workdir())
        .map(lack -> ProcessEnd.lacking(spec.job(), lack))
        .orElseGet(() -> ProcessEnd.notStarted(spec.job(), whyNoOutput(spec)));
  }

  /** Returns the reason why the output files could not be opened, as far as it shows now. */
  private static String whyNoOutput(ProcessSpec spec) {
    Path workdir = spec.workdir();
    if (!Files.isDirectory(workdir)) {
      return "the workdir " + workdir + " is gone";
    }
    for (Path file : spec.written()) {
      if (Files.exists(file) && !Files.isWritable(file)) {
        return "no permission to write " + file;
      }
    }
    return Files.isWritable(workdir)
        ? "cannot write job.out and job.err in " + workdir
        : "no permission to write in the workdir " + workdir;
  }

  static String reason(Throwable e) {
    if (e instanceof AccessDeniedException) {
      return "no permission";
    }
    if (e instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " is a file";
    }
    boolean explained = e instanceof FileSystemException file && file.getReason() != null;
    return String.valueOf(explained ? ((FileSystemException) e).getReason() : e.getMessage());
  }

  /**
   * Returns the reason why there is no program to run; empty for a program that ended with 126 or
   * 127 by itself.
   */
  private static String whyNoProgram(ProcessSpec spec, int status) {
    if (status == NOT_EXECUTABLE && tooMuch(spec)) {
      return ArgumentLimits.whyRefused(ShellText.words(spec), spec.environment());
    }
    Optional<List<String>> words = ShellText.plainWords(spec);
    if (words.isEmpty()) {
      return "";
    }
    String program = words.get().get(0);
    if (program.contains("/")) {
      Path file = spec.workdir().resolve(program);
      return !Files.exists(file)
          ? "no such program: " + program
          : Files.isDirectory(file)
              ? program + " is a directory, not a program"
              : Files.isExecutable(file) ? "" : program + " is not executable";
    }
    String path = spec.environment().getOrDefault("PATH", System.getenv().getOrDefault("PATH", ""));
    return Shells.program(program, path).isPresent()
        ? ""
        : "no program '" + program + "' on the PATH";
  }

  /**
   * Returns whether the shell reported that the system rejected the arguments of a program (E2BIG).
   */
  private static boolean tooMuch(ProcessSpec spec) {
    RankEnds ranks = spec.ranks();
    Path file =
        ranks == null ? OutputFiles.errors(spec.workdir(), spec.mergeOutput()) : ranks.saidIn();
    String words = LastWords.of(file, 0, LAST_WORDS);
    return words.substring(words.lastIndexOf('\n') + 1).endsWith("Argument list too long");
  }
}
