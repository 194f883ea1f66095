package io.balsam.engine.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The text that makes a helper run one job. Everything that comes from outside stands in single
 * quotes, so that nothing in it can mean anything to the helper.
 */
final class ShellText {

  /** Names a shell gives a meaning of its own, or does not let anybody set. */
  private static final Set<String> SHELL_NAMES =
      Set.of(
          "_",
          "IFS",
          "OPTIND",
          "LINENO",
          "PPID",
          "UID",
          "EUID",
          "PWD",
          "OLDPWD",
          "BASHOPTS",
          "SHELLOPTS");

  /** What the helpers inherit, but would not pass on. */
  private static final List<Map.Entry<String, String>> LOST =
      System.getenv().entrySet().stream().filter(entry -> !isName(entry.getKey())).toList();

  private ShellText() {}

  static String quote(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }

  /** Why the values cannot be handed to any process; empty when they can. */
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
   * The text for one job. The braces make a failed redirection skip the job instead of ending the
   * helper; a simple command in them, because shells start those by vfork.
   */
  static String job(ProcessSpec spec, Shells shells) {
    String append = spec.attempt() > 1 ? ">>" : ">";
    StringBuilder text = new StringBuilder(512);
    text.append("balsam_started=\ncd ").append(quote(spec.workdir().toString()));
    text.append(" && unset OLDPWD && { balsam_started=1; ");
    environment(spec.environment(), text);
    Optional<List<String>> words =
        spec.preamble().isBlank()
            ? PlainCommand.words(spec.command(), spec.environment())
            : Optional.empty();
    if (words.isPresent()) {
      words.get().forEach(word -> text.append(' ').append(quote(word)));
    } else {
      String script =
          spec.preamble().isBlank() ? spec.command() : spec.preamble() + "\n" + spec.command();
      text.append(' ').append(shells.interpreter()).append(" -c ").append(quote(script));
    }
    text.append("; } </dev/null ").append(append).append("job.out 2>");
    text.append(spec.mergeOutput() ? "&1" : (spec.attempt() > 1 ? ">" : "") + "job.err");
    return text.append("\nbalsam_job_ended $?\n").toString();
  }

  private static void environment(Map<String, String> environment, StringBuilder text) {
    List<Map.Entry<String, String>> others = new ArrayList<>(LOST);
    for (Map.Entry<String, String> entry : environment.entrySet()) {
      if (isShelly(entry.getKey())) {
        text.append(entry.getKey()).append('=').append(quote(entry.getValue())).append(' ');
      } else {
        others.add(entry);
      }
    }
    if (!others.isEmpty()) {
      // A shell loses what it cannot name (exported bash functions, say); env does not.
      text.append("env");
      others.forEach(
          entry -> text.append(' ').append(quote(entry.getKey() + "=" + entry.getValue())));
    }
  }

  private static boolean isShelly(String name) {
    return isName(name) && !SHELL_NAMES.contains(name);
  }

  /** By hand, since each job has a dozen of them. */
  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean hasNul(String text) {
    return text.indexOf('\0') >= 0;
  }
}
