package io.balsam.slurm;

import io.balsam.spi.BatchSubmission;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Signal that Slurm is asked to send before the end of an allocation. It arrives up to a minute too
 * early, and ends jobs that a launcher started because they fit.
 *
 * @param text option, as it was written
 * @param place setting or line that asks for it
 */
record EarlySignal(String text, String place) {

  /** Option among others; Slurm takes long options abbreviated. */
  private static final Pattern OPTION =
      Pattern.compile("(?<!\\S)(--sig(?:n(?:a(?:l)?)?)?[= ]\\s*\\S+)");

  private static final String DIRECTIVE = "#SBATCH";

  /**
   * Finds the signal of a submission.
   *
   * @param flags of the settings
   */
  static Optional<EarlySignal> of(List<String> flags, BatchSubmission submission) {
    String given =
        String.join(" ", Stream.concat(flags.stream(), submission.flags().stream()).toList());
    return find(given, "the flags in the settings").or(() -> inScript(submission));
  }

  String remark() {
    return ("%s: '%s' ends jobs that fit before the end of their allocation, since Slurm sends the"
            + " signal up to a minute too early; remove it, since a launcher ends its jobs in time")
        .formatted(place, text);
  }

  /** Finds it where sbatch does: in the comments before the first command. */
  private static Optional<EarlySignal> inScript(BatchSubmission submission) {
    List<String> lines;
    try {
      lines = Files.readAllLines(submission.script());
    } catch (IOException e) {
      throw new PluginException(ErrorKind.SITE, "cannot read " + submission.script(), e);
    }
    return lines.stream()
        .takeWhile(line -> line.isBlank() || line.startsWith("#"))
        .filter(line -> line.startsWith(DIRECTIVE))
        .flatMap(line -> find(line, "the job template").stream())
        .findFirst();
  }

  private static Optional<EarlySignal> find(String options, String place) {
    Matcher found = OPTION.matcher(options);
    return found.find() ? Optional.of(new EarlySignal(found.group(1), place)) : Optional.empty();
  }
}
