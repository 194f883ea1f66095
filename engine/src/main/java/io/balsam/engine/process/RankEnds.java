package io.balsam.engine.process;

import io.balsam.engine.process.ProcessEnd.Manner;
import io.balsam.engine.process.RankWords.Word;
import io.balsam.spi.LaunchEnd;
import io.balsam.spi.MpiRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ranks that an MPI runner starts, and the verdict on how they ended. A runner's exit code is not
 * reliable: some return 0 when a node has died, others the code of a rank that they killed
 * themselves. So each rank is started by a small shell that records how it ended, and the runner's
 * output only explains ranks that recorded nothing.
 */
public final class RankEnds {

  private static final Logger LOG = LoggerFactory.getLogger(RankEnds.class);
  private static final String SCRIPT = Shells.script("rank-end.sh");

  /** A runner may print a line for each of very many ranks. */
  private static final int LAST_WORDS = 64 * 1024;

  private static final String SILENT =
      "its MPI runner ended, but not all ranks reported how they ended";

  private final MpiRunner runner;
  private final int count;
  private final RankWords words;
  private final LaunchLog log;
  private final boolean appends;

  /** Holds what the runner says; null until the attempt begins. */
  private @Nullable HeldFile held;

  /** Whether the runner was ended because it had outlived its ranks. */
  private volatile boolean outlived;

  /** Positions in the files at which the output of this attempt begins. */
  private long from;

  private long fromOfRanks;

  /**
   * Creates the ranks of one attempt of a job.
   *
   * @param count number of ranks
   * @param apart whether ranks write standard error without going through the runner, so that its
   *     own output can go to a separate file
   */
  public RankEnds(
      MpiRunner runner,
      int count,
      Path workdir,
      boolean mergeOutput,
      boolean apart,
      long job,
      int attempt) {
    this.runner = runner;
    this.count = count;
    this.words = new RankWords(workdir, job, attempt);
    this.log = new LaunchLog(workdir, mergeOutput, apart);
    this.appends = attempt > 1;
  }

  /** Returns the command line that runs a program as a rank. */
  public List<String> command(List<String> program) {
    String script = "balsam_name=\"" + runner.rankName() + "\"\n" + SCRIPT;
    List<String> line = new ArrayList<>(CommandShell.handingOn(script));
    line.add("balsam");
    line.add(words.directory().toString());
    line.add(log.ofRanks());
    line.addAll(program);
    return line;
  }

  boolean isNoise(String line) {
    try {
      return runner.isNoise(line);
    } catch (RuntimeException e) {
      LOG.warn("{} cannot tell whether a line is noise", runner.getClass().getName(), e);
      return false;
    }
  }

  /** Returns the file that receives the runner's own output. */
  Path saidIn() {
    return log.file();
  }

  /** Returns the shell text that follows the command line of the runner. */
  String redirection() {
    return log.redirection(appends);
  }

  void prepare() throws IOException {
    from = appends ? LastWords.size(log.file()) : 0;
    fromOfRanks = appends ? LastWords.size(log.errors()) : 0;
    words.prepare();
    held = HeldFile.open(log.file());
  }

  /**
   * Returns the command line that signals all ranks; empty when only the runner can be signalled.
   */
  List<String> signal(String signal) {
    String name = runner.rankName().isEmpty() ? null : words.name();
    return name == null || name.isEmpty() ? List.of() : runner.signal(signal, name);
  }

  /** Returns whether some ranks may still run, though the runner has ended. */
  boolean mayRun() {
    return !runner.rankName().isEmpty() && !allEnded();
  }

  /** Returns whether all ranks have recorded their end. */
  boolean allEnded() {
    return words.read().size() >= count;
  }

  /**
   * Notes that the runner is about to be ended, if all ranks have ended before: its exit code says
   * nothing then.
   *
   * @return whether they have
   */
  boolean outlived() {
    outlived |= allEnded();
    return outlived;
  }

  /** Decides how the job has ended, given the end of its runner. */
  ProcessEnd judge(ProcessEnd end) {
    if (outlived && end.manner() == Manner.TOLD) {
      // Its ranks had ended before anybody asked the job to end: that counts, not the time.
      return judge(end.byItself());
    }
    boolean ran = end.exitCode() != null || end.signal() != 0;
    boolean killed = end.signal() != 0 && !end.error().isEmpty();
    if (!ran || killed || end.manner() != Manner.BY_ITSELF) {
      return end;
    }
    List<Word> said = words.read();
    boolean all = said.size() >= count;
    boolean well = all && said.stream().allMatch(word -> word.code() == 0);
    boolean told = said.stream().anyMatch(Word::told);
    if (well && !told && (outlived || end.status() == 0)) {
      return end.with(0);
    }
    List<String> lines = held == null ? List.of() : held.last(from, LAST_WORDS).lines().toList();
    LaunchEnd why = why(lines, told);
    if (well && !(told && why == LaunchEnd.STOPPED)) {
      // Of the runner's complaints only one that may be about the program counts.
      return why == LaunchEnd.STOPPED || end.exitCode() == null ? end.with(0) : end;
    }
    boolean itself = said.stream().anyMatch(Word::itsOwnFault);
    boolean begun = words.name() != null;
    boolean removed = !words.kept() || (!begun && !said.isEmpty());
    if (!all && removed) {
      return switch (why) {
        // Ranks had begun: who else would have removed their records?
        case STOPPED, NOT_CREATED -> end.because(Manner.STOPPED, saying(why, lines));
        case OWN_DOING -> failed(end, said);
        case UNTOLD -> itself ? failed(end, said) : end;
      };
    }
    // Also where the runner returns 0: one that starts no ranks would start none for ever.
    boolean refused = !begun && end.exitCode() != null;
    return switch (why) {
      // A program may print the same as its runner; ranks that were killed may have recorded that
      // themselves.
      case STOPPED ->
          all && said.stream().anyMatch(word -> word.itsOwnFault() && !word.killed())
              ? failed(end, said)
              : end.because(Manner.STOPPED, saying(why, lines));
      case OWN_DOING -> failed(end, said);
      case NOT_CREATED -> {
        // The message may be about an earlier try of the runner.
        Manner manner = begun ? Manner.STOPPED : Manner.NOT_CREATED;
        yield itself || all ? failed(end, said) : end.because(manner, saying(why, lines));
      }
      case UNTOLD -> {
        if (itself || all) {
          yield failed(end, said);
        }
        Optional<String> lack = words.lack();
        yield lack.isPresent()
            ? end.because(Manner.LACK, lack.get())
            : refused ? failed(end, said) : end.because(Manner.STOPPED, SILENT);
      }
    };
  }

  /**
   * Returns the reason that the output gives. In the ranks' own output only an abort counts: MPI
   * libraries report it there, and the runner may call what follows a cancelled step. Ranks that
   * were told to end may abort because of that.
   */
  private LaunchEnd why(List<String> lines, boolean told) {
    LaunchEnd why = runner.end(lines);
    if (!log.apart() || (told && why != LaunchEnd.UNTOLD)) {
      return why;
    }
    List<String> aborts =
        LastWords.of(log.errors(), fromOfRanks, LAST_WORDS)
            .lines()
            .filter(line -> runner.end(List.of(line)) == LaunchEnd.OWN_DOING)
            .toList();
    return aborts.isEmpty()
        ? why
        : runner.end(Stream.concat(aborts.stream(), lines.stream()).toList());
  }

  /**
   * Returns a failure with the code of a rank that failed by itself, not that of one which was
   * ended because of it. A program may have been ended by SIGTERM before its shell has received
   * that, and such a rank seems to have failed by itself, too.
   */
  private static ProcessEnd failed(ProcessEnd end, List<Word> said) {
    List<Word> own = said.stream().filter(Word::itsOwnFault).toList();
    int least = own.stream().mapToInt(Word::fromOutside).min().orElse(0);
    List<Integer> codes =
        own.stream().filter(word -> word.fromOutside() == least).map(Word::code).sorted().toList();
    int status = codes.isEmpty() || codes.contains(end.status()) ? end.status() : codes.get(0);
    return end.with(status == 0 ? 1 : status);
  }

  /** Returns the line that gives the reason. */
  private String saying(LaunchEnd why, List<String> lines) {
    return lines.stream()
        .filter(line -> runner.end(List.of(line)) == why)
        .findFirst()
        .orElse(lines.get(lines.size() - 1))
        .strip();
  }

  void remove() {
    try {
      if (held != null) {
        held.close();
      }
      log.removeEmpty();
      words.remove();
    } catch (IOException e) {
      LOG.debug("{} is left over", words.directory(), e);
    }
  }
}
