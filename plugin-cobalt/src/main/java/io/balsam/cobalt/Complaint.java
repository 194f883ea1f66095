package io.balsam.cobalt;

import io.balsam.spi.CommandResult;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Error message of a failed command, in its own words, without the decoration by its Python logger.
 *
 * <p>Everything that {@code qsub} refuses ends with 1, and the fault number is the same for all, so
 * kinds are recognized by their words. An unknown sentence counts as a refusal: nothing is
 * submitted twice.
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

  /** Returns the exception for a query that was not answered: it may be repeated. */
  PluginException noAnswer() {
    return new PluginException(ErrorKind.TRANSIENT, command + ": " + words);
  }

  /**
   * Returns the exception for a refused request; the words decide whether it may be accepted later.
   */
  PluginException refused() {
    boolean later = NOT_THERE.matcher(words).find();
    // Not an error of the request: it is accepted when one of the user's jobs has ended.
    boolean full = words.contains("jobs per user") && words.contains("has been reached");
    boolean closed = words.matches(".*queue is (draining|dead).*");
    ErrorKind kind = later || full ? ErrorKind.TRANSIENT : closed ? ErrorKind.SITE : ErrorKind.USER;
    return new PluginException(kind, command + ": " + words);
  }
}
