package io.balsam.engine.command;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the shells that read commands from their input, and the values that reach it. */
final class ShellInput {

  /** Role of one command, which is known only when the command has ended. */
  static final class Feed {
    boolean shell;
  }

  static final String WHY = "a shell reads it as a command from its input";
  static final String CURE =
      "pass the value as an argument: bash -s {{name}} <<'END', and \"$1\" in its text";

  private static final Set<String> RUNNERS =
      Set.of(
          "env",
          "sudo",
          "nohup",
          "nice",
          "exec",
          "stdbuf",
          "setsid",
          "timeout",
          "ionice",
          "taskset",
          "numactl",
          "srun",
          "mpirun",
          "mpiexec",
          "aprun",
          "jsrun",
          "apptainer",
          "singularity",
          "docker",
          "podman",
          "busybox",
          "coproc",
          "function");

  private static final Set<String> INPUT =
      Set.of("-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0");
  private static final Pattern TAKES_TEXT = Pattern.compile("-[A-Za-z]*c");
  private static final Pattern TAKES_INPUT = Pattern.compile("-[A-Za-z]*s");
  private static final Pattern TAKES_OPTION =
      Pattern.compile("[-+][A-Za-z]*[oO]|--(?:rc|init-)file");

  private final PlaceholderScan scan;
  private final int level;
  private Feed feed = new Feed();
  private int pipeline;
  private int command;
  private int strings = -1;
  private boolean given;
  private boolean piped;
  private boolean anyPipe;
  private boolean afterGroup;
  private boolean group;

  ShellInput(PlaceholderScan scan) {
    this.scan = scan;
    this.level = scan.placeholders().size();
    this.pipeline = level;
    this.command = level;
  }

  /** Returns the command that is being read. */
  Feed feed() {
    given = true;
    return feed;
  }

  /**
   * Notes the target of a redirection, which has been read; its values begin at that placeholder.
   */
  void target(String operator, int placeholder) {
    given |= operator.startsWith("<");
    if (operator.equals("<<<")) {
      strings = placeholder;
    }
  }

  void endCommand(List<String> words) {
    group = words.isEmpty();
    if (readsInput(ShellBuiltins.called(words))) {
      feed.shell = true;
      if (strings >= 0) {
        scan.refuse(strings, scan.placeholders().size(), WHY, CURE);
      } else if (!given) {
        scan.fedByDocuments();
        if (anyPipe) {
          scan.refuse(piped && !afterGroup ? pipeline : level, command, WHY, CURE);
        }
      }
    }
    feed = new Feed();
    strings = -1;
    given = false;
    command = scan.placeholders().size();
  }

  void pipe() {
    afterGroup |= group;
    piped = true;
    anyPipe = true;
  }

  void endPipeline() {
    piped = false;
    afterGroup = false;
    pipeline = scan.placeholders().size();
  }

  /** Returns whether a command is a shell, or reads a file as one, without a file so far. */
  static boolean readsInput(List<String> words) {
    if (words.isEmpty()) {
      return false;
    }
    String first = words.get(0);
    if (first.equals(".") || first.equals("source")) {
      return words.size() == 1 || INPUT.contains(words.get(1));
    }
    int at = 0;
    if (RUNNERS.contains(first.substring(first.lastIndexOf('/') + 1))) {
      while (at < words.size() && !ShellRules.isShell(words.get(at))) {
        at++;
      }
    }
    if (at == words.size() || !ShellRules.isShell(words.get(at))) {
      return false;
    }
    for (int i = at + 1; i < words.size(); i++) {
      String word = words.get(i);
      if (TAKES_TEXT.matcher(word).matches()) {
        return false;
      } else if (INPUT.contains(word) || TAKES_INPUT.matcher(word).matches()) {
        return true;
      } else if (TAKES_OPTION.matcher(word).matches()) {
        i++;
      } else if (!word.startsWith("-") && !word.startsWith("+")) {
        return false;
      }
    }
    return true;
  }
}
