package io.balsam.globus;

import io.balsam.spi.CommandResult;
import io.balsam.spi.ErrorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Errors that {@code globus-url-copy} prints; its exit code is 1 for each of them. */
final class GridFtpOutput {

  private static final Pattern START = Pattern.compile("(?m)^(continuing on error|error): ");
  private static final Pattern PATH = Pattern.compile("Unable to open file (.+)");
  private static final Pattern SYSTEM = Pattern.compile("System error in \\w+: (.+)");
  private static final Pattern LASTING =
      Pattern.compile(
          "No such file or directory|Permission denied|Is a directory|Not a directory"
              + "|No space left on device|Disk quota exceeded|File name too long");
  private static final Pattern LOGIN =
      Pattern.compile("Login incorrect|GSS failure|credential|Authentication|authorization denied");
  private static final Pattern SUM = Pattern.compile("There (was an error|were errors) with ");

  private GridFtpOutput() {}

  /**
   * Error of one file, or of the whole.
   *
   * @param path path that it names; empty for none
   */
  record Trouble(ErrorKind kind, String path, String words) {}

  static List<Trouble> troubles(CommandResult result) {
    String[] parts = START.split(result.err() + "\n" + result.out());
    List<Trouble> troubles = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      if (!SUM.matcher(parts[i]).lookingAt()) {
        troubles.add(trouble(parts[i]));
      }
    }
    if (troubles.isEmpty() && !result.ok()) {
      String words = "globus-url-copy ended with exit code %d".formatted(result.exitCode());
      troubles.add(new Trouble(ErrorKind.TRANSIENT, "", words));
    }
    return troubles;
  }

  private static Trouble trouble(String text) {
    Matcher path = PATH.matcher(text);
    String named = path.find() ? path.group(1).strip() : "";
    Matcher system = SYSTEM.matcher(text);
    boolean told = system.find();
    String words = told ? system.group(1).strip() : text.lines().findFirst().orElse("").strip();
    if (told && LASTING.matcher(words).find()) {
      return new Trouble(ErrorKind.USER, named, words);
    }
    if (LOGIN.matcher(text).find()) {
      return new Trouble(
          ErrorKind.SITE,
          named,
          "the server refuses the login: see grid-proxy-init (" + reason(text) + ")");
    }
    return new Trouble(
        ErrorKind.TRANSIENT, named, told ? words + " (" + reason(text) + ")" : reason(text));
  }

  /** Returns the line that says most: the last but the repetitions of the system's own words. */
  private static String reason(String text) {
    return text.lines()
        .map(
            line -> line.replaceFirst("^\\d{3}[- ]", "").replaceFirst("^globus_\\w+: ", "").strip())
        .filter(
            line ->
                line.matches(
                    "(Unable to|.*Login incorrect|GSS failure|.*mismatch|.*[Tt]imed out).*"))
        .findFirst()
        .orElseGet(() -> text.lines().findFirst().orElse("").strip());
  }
}
