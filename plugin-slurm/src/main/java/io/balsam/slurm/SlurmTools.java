package io.balsam.slurm;

import io.balsam.spi.CommandResult;
import io.balsam.spi.CommandRunner;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Runs Slurm's commands with a fixed output format, and classifies their errors. */
record SlurmTools(CommandRunner commands) {

  /** Variables that set times to UTC in a fixed format, whatever the user has set. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of("TZ", "UTC0", "SLURM_TIME_FORMAT", "standard");

  /**
   * Time limit of a command: without its controller {@code scontrol} takes 18 s to report that, and
   * sbatch retries for longer.
   */
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private static final Pattern NO_ANSWER =
      Pattern.compile(
          "Unable to contact slurm|Unable to connect|connect failure|Connection refused"
              + "|[Tt]imed out|Zero Bytes|temporarily un|standby mode|not connected"
              + "|Unexpected message received|Resource temporarily|(?i:rate limit)");

  /** Errors about limits of queued jobs, which pass. */
  private static final Pattern QUEUE_FULL =
      Pattern.compile("(QOS|Assoc)\\w*Submit\\w*Limit|MaxSubmitJobs");

  private static final Pattern PREFIX = Pattern.compile("(?m)^\\w+: (error|fatal): ");

  CommandResult run(List<String> command) {
    return run(command, LIMIT);
  }

  CommandResult run(List<String> command, Duration limit) {
    return commands.run(command, ENVIRONMENT, "", limit);
  }

  /**
   * Returns the output of a command; a refusal is of the given kind unless Slurm just does not
   * answer.
   */
  String output(ErrorKind refusal, List<String> command) {
    CommandResult result = run(command);
    if (!result.ok()) {
      throw error(refusal, command.get(0), result);
    }
    return result.out();
  }

  String output(String... command) {
    return output(ErrorKind.SITE, List.of(command));
  }

  static PluginException error(ErrorKind refusal, String program, CommandResult result) {
    String words = words(result);
    boolean passes = NO_ANSWER.matcher(words).find() || QUEUE_FULL.matcher(words).find();
    String message =
        words.isEmpty()
            ? "%s ended with exit code %d and printed nothing".formatted(program, result.exitCode())
            : "%s: %s".formatted(program, words);
    return new PluginException(passes ? ErrorKind.TRANSIENT : refusal, message);
  }

  /** Returns Slurm's error message as one line. */
  static String words(CommandResult result) {
    String text = result.err().isBlank() ? result.out() : result.err();
    return PREFIX
        .matcher(text)
        .replaceAll("")
        .lines()
        .map(String::trim)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("; "));
  }
}
