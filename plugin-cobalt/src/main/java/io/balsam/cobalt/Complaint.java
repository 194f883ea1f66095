package io.balsam.cobalt;

import io.balsam.spi.CommandResult;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a command said when it failed, in its own words, without what its Python prints around them.
 *
 * <p>Everything that {@code qsub} refuses ends with 1, and the fault number is the same for all, so
 * kinds are told by words. A sentence we never saw counts as a refusal: nothing is submitted twice.
 */
record Complaint(String command, String words) {

  private static final Pattern FAULT =
      Pattern.compile("<Fault \\d+: (['\"])(.*?)(?:\\\\n)?\\1>", Pattern.DOTALL);
  private static final Pattern NOISE =
      Pattern.compile("No handlers could be found.*|Usage: .*|Refer to man pages.*");
  private static final Pattern NOT_THERE =
      Pattern.compile(
          "(?i)failed to connect|can'?t connect|cannot connect|connection (refused|reset)"
              + "|timed? ?out|temporar|ComponentLookupError|service-location|unreachable");

  static Complaint of(String command, CommandResult result) {
    String words =
        Stream.concat(result.err().lines(), result.out().lines())
            .map(String::trim)
            .filter(line -> !line.isEmpty() && !NOISE.matcher(line).matches())
            .collect(Collectors.joining(" "));
    Matcher fault = FAULT.matcher(words);
    if (fault.find()) {
      words = fault.group(2).trim();
    }
    return new Complaint(
        command, words.isEmpty() ? "said nothing, exit code " + result.exitCode() : words);
  }

  /** A question was not answered: ask again. */
  PluginException noAnswer() {
    return new PluginException(ErrorKind.TRANSIENT, command + ": " + words);
  }

  /** A request was refused, and the words tell whether it may be taken later. */
  PluginException refused() {
    boolean later = NOT_THERE.matcher(words).find();
    // Not an error of the request: there is room when one of the user's jobs has gone.
    boolean full = words.contains("jobs per user") && words.contains("has been reached");
    boolean closed = words.matches(".*queue is (draining|dead).*");
    ErrorKind kind = later || full ? ErrorKind.TRANSIENT : closed ? ErrorKind.SITE : ErrorKind.USER;
    return new PluginException(kind, command + ": " + words);
  }
}
