package io.balsam.engine.process;

import io.balsam.engine.process.ProcessEnd.Manner;
import io.balsam.engine.process.RankWords.Word;
import io.balsam.spi.LaunchEnd;
import io.balsam.spi.MpiRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ranks that an MPI runner starts. A runner's exit code is not believed: one says 0 when a node
 * has died, another that of a rank it killed itself. So each rank is started by a small shell that
 * writes down how it ended, and what the runner says only explains ranks that said nothing.
 */
public final class RankEnds {

  private static final Logger LOG = LoggerFactory.getLogger(RankEnds.class);
  private static final String SCRIPT = Shells.script("rank-end.sh");

  /** A runner may have a line for each of very many ranks. */
  private static final int LAST_WORDS = 64 * 1024;

  private static final String SILENT = "its MPI runner ended, and not all ranks told how they did";

  private final MpiRunner runner;
  private final int count;
  private final RankWords words;
  private final LaunchLog log;
  private final boolean appends;

  /** Where in the files the words of this attempt begin. */
  private long from;

  private long fromOfRanks;

  /**
   * Of one attempt of a job.
   *
   * @param count how many
   * @param apart whether ranks write standard error past the runner, so that its own words can go
   *     to a file of their own
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

  /** The words that run a program as a rank. */
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
    return runner.isNoise(line);
  }

  /** Where the runner's own words go. */
  Path saidIn() {
    return log.file();
  }

  /** Shell text behind the words that start the runner. */
  String redirection() {
    return log.redirection(appends);
  }

  void prepare() throws IOException {
    from = appends ? LastWords.size(log.file()) : 0;
    fromOfRanks = appends ? LastWords.size(log.errors()) : 0;
    words.prepare();
  }

  /** The words that signal all ranks; empty when only the runner can be signalled. */
  List<String> signal(String signal) {
    String name = runner.rankName().isEmpty() ? null : words.name();
    return name == null ? List.of() : runner.signal(signal, name);
  }

  /** Whether some of them may still run, though the runner has ended. */
  boolean mayRun() {
    return !runner.rankName().isEmpty() && words.read().size() < count;
  }

  /** How the job has ended, given how its runner has. */
  ProcessEnd judge(ProcessEnd end) {
    boolean ran = end.exitCode() != null || end.signal() != 0;
    boolean killed = end.signal() != 0 && !end.error().isEmpty();
    // Where the job has removed the words of its ranks, the runner's has to do.
    if (!ran || killed || end.manner() != Manner.BY_ITSELF || !words.kept()) {
      return end;
    }
    List<Word> said = words.read();
    boolean all = said.size() >= count;
    boolean well = all && said.stream().allMatch(word -> word.code() == 0);
    boolean told = said.stream().anyMatch(Word::told);
    if (well && !told && end.status() == 0) {
      return end;
    }
    List<String> lines = LastWords.of(log.file(), from, LAST_WORDS).lines().toList();
    LaunchEnd why = why(lines);
    if (well && !(told && why == LaunchEnd.STOPPED)) {
      // Of the runner's complaints only one that may be about the program counts.
      return why == LaunchEnd.STOPPED || end.exitCode() == null ? end.with(0) : end;
    }
    boolean begun = words.name() != null;
    boolean itself = said.stream().anyMatch(Word::itsOwnFault);
    // Also where the runner says 0: one that starts no ranks would start none for ever.
    boolean refused = !begun && end.exitCode() != null;
    return switch (why) {
      // A program may speak like its runner; ranks that were killed may have said so themselves.
      case STOPPED ->
          all && said.stream().anyMatch(word -> word.itsOwnFault() && !word.killed())
              ? failed(end, said)
              : end.because(Manner.STOPPED, saying(why, lines));
      case OWN_DOING -> failed(end, said);
      case NOT_CREATED -> {
        // It may have been said of an earlier try of the runner's.
        Manner manner = begun ? Manner.STOPPED : Manner.NOT_CREATED;
        yield itself || all ? failed(end, said) : end.because(manner, saying(why, lines));
      }
      case UNTOLD ->
          itself || all || refused ? failed(end, said) : end.because(Manner.STOPPED, SILENT);
    };
  }

  /** Of what only ranks have said it counts that they gave up: MPI libraries say so there. */
  private LaunchEnd why(List<String> lines) {
    LaunchEnd why = runner.end(lines);
    if (why != LaunchEnd.UNTOLD || !log.apart()) {
      return why;
    }
    List<String> ofRanks = LastWords.of(log.errors(), fromOfRanks, LAST_WORDS).lines().toList();
    return runner.end(ofRanks) == LaunchEnd.OWN_DOING ? LaunchEnd.OWN_DOING : why;
  }

  /** With the code of a rank that failed, not that of one which was ended because of it. */
  private static ProcessEnd failed(ProcessEnd end, List<Word> said) {
    List<Integer> own = said.stream().filter(Word::itsOwnFault).map(Word::code).sorted().toList();
    int status = own.isEmpty() || own.contains(end.status()) ? end.status() : own.get(0);
    return end.with(status == 0 ? 1 : status);
  }

  /** The line that tells it. */
  private String saying(LaunchEnd why, List<String> lines) {
    return lines.stream()
        .filter(line -> runner.end(List.of(line)) == why)
        .findFirst()
        .orElse(lines.get(lines.size() - 1))
        .strip();
  }

  void remove() {
    log.removeEmpty();
    try {
      words.remove();
    } catch (IOException e) {
      LOG.debug("{} is left over", words.directory(), e);
    }
  }
}
