package io.balsam.engine.process;

import static io.balsam.engine.process.ShellSyntax.quote;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Shell text that makes a helper run one job. Everything that comes from outside is in single
 * quotes, so that the helper never interprets it.
 */
final class ShellText {

  /** Names that have a special meaning in dash or bash, or that cannot be set there. */
  private static final Set<String> SHELL_NAMES =
      Set.of(
          ("_ IFS OPTIND LINENO PPID UID EUID PWD OLDPWD SHELLOPTS POSIXLY_CORRECT GROUPS DIRSTACK"
                  + " FUNCNAME HISTCMD RANDOM SRANDOM SECONDS EPOCHSECONDS EPOCHREALTIME SHLVL")
              .split(" "));

  private ShellText() {}

  /** Returns the reason why the values cannot be passed to any process; empty when they can. */
  static Optional<String> refuse(ProcessSpec spec) {
    if (hasNul(spec.command()) || hasNul(spec.preamble())) {
      return Optional.of("the command contains a NUL character");
    }
    if (hasNul(spec.workdir().toString())) {
      return Optional.of("the workdir contains a NUL character");
    }
    for (Map.Entry<String, String> entry : spec.environment().entrySet()) {
      String name = entry.getKey();
      if (name.isEmpty() || name.indexOf('=') >= 0 || hasNul(name)) {
        return Optional.of("'" + name.replace('\0', '?') + "' cannot name an environment variable");
      }
      if (hasNul(entry.getValue())) {
        return Optional.of("the environment variable " + name + " contains a NUL character");
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the text for one job. The braces make a failed redirection skip the job instead of
   * ending the helper; they contain a simple command, because shells start those by vfork.
   */
  static String job(ProcessSpec spec) {
    String append = spec.attempt() > 1 ? ">>" : ">";
    StringBuilder text = new StringBuilder(512);
    text.append("balsam_started=\ncd ").append(quote(spec.workdir().toString()));
    text.append(" && unset OLDPWD && { balsam_started=1; ");
    environment(spec.environment(), text);
    words(spec).forEach(word -> text.append(' ').append(quote(word)));
    text.append(spec.preamble().isBlank() ? redirection(spec) : "")
        .append("; } </dev/null ")
        .append(append)
        .append("job.out 2>");
    text.append(spec.mergeOutput() ? "&1" : (spec.attempt() > 1 ? ">" : "") + "job.err");
    return text.append("\nbalsam_job_ended $?\n").toString();
  }

  /** Returns the program to start, with its arguments. */
  static List<String> words(ProcessSpec spec) {
    Optional<List<String>> plain = plainWords(spec);
    if (plain.isPresent()) {
      return plain.get();
    }
    String script = script(spec);
    return CommandShell.needsFile(script)
        ? CommandShell.reading(file(spec), spec.strict())
        : CommandShell.running(script, spec.strict());
  }

  /**
   * Adds the file from which the shell reads the command, when that is too long to be an argument.
   */
  static ProcessSpec withFile(ProcessSpec spec) {
    String script = script(spec);
    if (!CommandShell.needsFile(script) || plainWords(spec).isPresent()) {
      return spec;
    }
    Map<Path, String> files = new LinkedHashMap<>(spec.scripts());
    files.put(file(spec), script);
    return spec.withScripts(files);
  }

  /** Returns the words of a command that needs no shell. */
  static Optional<List<String>> plainWords(ProcessSpec spec) {
    return spec.preamble().isBlank()
        ? PlainCommand.words(spec.command(), spec.environment())
        : Optional.empty();
  }

  private static String script(ProcessSpec spec) {
    return spec.preamble().isBlank()
        ? spec.command()
        : spec.preamble() + "\n" + spec.command() + redirection(spec);
  }

  /**
   * Returns the redirection for the runner: output of the preamble is the job's, that of the runner
   * is not.
   */
  private static String redirection(ProcessSpec spec) {
    return spec.ranks() == null ? "" : spec.ranks().redirection();
  }

  private static Path file(ProcessSpec spec) {
    return CommandShell.file(spec.workdir(), spec.job(), "command");
  }

  private static void environment(Map<String, String> environment, StringBuilder text) {
    List<Map.Entry<String, String>> others = new ArrayList<>();
    for (Map.Entry<String, String> entry : environment.entrySet()) {
      if (isShelly(entry.getKey())) {
        text.append(entry.getKey()).append('=').append(quote(entry.getValue())).append(' ');
      } else {
        others.add(entry);
      }
    }
    if (!others.isEmpty()) {
      // A shell loses variables that it cannot name (exported bash functions, for example); env
      // does not.
      text.append("env");
      others.forEach(
          entry -> text.append(' ').append(quote(entry.getKey() + "=" + entry.getValue())));
    }
  }

  private static boolean isShelly(String name) {
    return ShellSyntax.isName(name) && !SHELL_NAMES.contains(name) && !name.startsWith("BASH");
  }

  private static boolean hasNul(String text) {
    return text.indexOf('\0') >= 0;
  }
}
