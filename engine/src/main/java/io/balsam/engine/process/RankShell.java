package io.balsam.engine.process;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command for the ranks that an MPI runner starts: each has a shell of its own, which is as a
 * preamble left the one that starts the runner. The preamble itself runs once, before the runner,
 * which may be on the PATH only because of it.
 *
 * @param before shell text between the preamble and the runner
 * @param words what the runner starts as each rank
 * @param files what they read; written before the job starts, removed when it has ended
 */
public record RankShell(String before, List<String> words, Map<Path, String> files) {

  private static final String HAND_OVER = Shells.script("ranks.sh");

  /**
   * Always a shell, even for one program: what cannot be started is told alike then, whoever starts
   * it.
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
      before = HAND_OVER.replace("STATE_FILE", ShellText.quote(file.toString()));
      text = CommandShell.read(file) + "\n" + text;
    }
    return new RankShell(before, CommandShell.running(text, strict), files);
  }
}
