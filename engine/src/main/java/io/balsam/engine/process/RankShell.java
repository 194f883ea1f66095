package io.balsam.engine.process;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Command for the ranks that an MPI runner starts. Each rank has a shell of its own, in the state
 * in which the preamble left the shell that starts the runner. The preamble itself runs once,
 * before the runner, which may be on the PATH only because of it.
 *
 * @param before shell text between the preamble and the runner
 * @param words command line that the runner starts as each rank
 * @param files files that the ranks read; written before the job starts, removed when it has ended
 */
public record RankShell(String before, List<String> words, Map<Path, String> files) {

  private static final String HAND_OVER = Shells.script("ranks.sh");

  /**
   * Returns the command. It is always a shell, even for one program, so that a program that cannot
   * be started is reported in the same way whatever starts it.
   */
  public static RankShell of(
      Path workdir, long job, String preamble, String command, boolean strict) {
    String before = "";
    String text = command;
    Map<Path, String> files = new LinkedHashMap<>();
    if (CommandShell.needsFile(command)) {
      Path file = CommandShell.file(workdir, job, "ranks");
      files.put(file, command);
      text = CommandShell.read(file);
    }
    if (!preamble.isBlank() && CommandShell.isBash()) {
      Path file = CommandShell.file(workdir, job, "preamble");
      files.put(file, "");
      before = HAND_OVER.replace("STATE_FILE", ShellSyntax.quote(file.toString()));
      text = CommandShell.read(file) + "\n" + text;
    }
    return new RankShell(before, CommandShell.running(text, strict), files);
  }
}
