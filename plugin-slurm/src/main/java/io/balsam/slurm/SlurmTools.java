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

/** Runs Slurm's commands so that their answers can be read, and tells what their errors mean. */
record SlurmTools(CommandRunner commands) {

  /** Times in UTC and always in the same form, whatever the user has set. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of("TZ", "UTC0", "SLURM_TIME_FORMAT", "standard");

  /** Without its controller {@code scontrol} takes 18 s to say so, sbatch retries for longer. */
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private static final Pattern NO_ANSWER =
      Pattern.compile(
          "Unable to contact slurm|Unable to connect|connect failure|Connection refused"
              + "|[Tt]imed out|Zero Bytes|temporarily un|standby mode|not connected"
              + "|Unexpected message received|Resource temporarily|(?i:rate limit)");

  /** Limits on what is in the queue: it will be room there again. */
  private static final Pattern QUEUE_FULL =
      Pattern.compile("(QOS|Assoc)\\w*Submit\\w*Limit|MaxSubmitJobs");

  private static final Pattern PREFIX = Pattern.compile("(?m)^\\w+: (error|fatal): ");

  CommandResult run(List<String> command) {
    return commands.run(command, ENVIRONMENT, "", LIMIT);
  }

  /** What a command printed; a refusal is of this kind unless Slurm just does not answer. */
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
            ? "%s ended with exit code %d and said nothing".formatted(program, result.exitCode())
            : "%s: %s".formatted(program, words);
    return new PluginException(passes ? ErrorKind.TRANSIENT : refusal, message);
  }

  /** Slurm's own words, as one line. */
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
