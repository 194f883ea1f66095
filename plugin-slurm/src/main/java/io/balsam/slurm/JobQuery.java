package io.balsam.slurm;

import io.balsam.spi.CommandResult;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Queries jobs: those in the memory of Slurm's controller, and those of the accounting.
 *
 * <p>The controller is asked before the accounting: that needs slurmdbd, which many small sites
 * lack, and lags behind. The controller keeps jobs for some minutes, with their exit codes.
 */
record JobQuery(SlurmTools tools) {

  /** Format: IDs, state, nodes, start, end; the reason is last, since it may contain anything. */
  private static final String SQUEUE = "%i|%A|%F|%T|%N|%S|%e|%r";

  private static final String SACCT = "JobID,JobIDRaw,State,ExitCode,NodeList,Start,End";

  private static final Pattern UNKNOWN = Pattern.compile("Invalid job id|^Job \\S+ not found");

  private static final Pattern ID = Pattern.compile("\\d+(_\\d+)?");

  /**
   * Queries all jobs with one call; jobs that the controller has forgotten are missing from the
   * result.
   */
  List<JobRow> queue(Collection<String> ids) {
    List<String> numbers = askable(ids);
    if (numbers.isEmpty()) {
      return List.of();
    }
    List<String> command =
        List.of(
            "squeue", "-h", "-a", "-r", "-t", "all", "-j", String.join(",", numbers), "-o", SQUEUE);
    CommandResult result = tools.run(command);
    if (!result.ok()) {
      if (result.err().contains("Invalid job id")) {
        return List.of(); // said of one id only; of several, those unknown are left out
      }
      throw SlurmTools.error(ErrorKind.SITE, "squeue", result);
    }
    return rows(result.out(), 8, JobQuery::queued);
  }

  /** Returns IDs of a site's jobs of a name that the controller has in memory, the newest last. */
  List<String> named(String name, Path workdir, SiteMark mark) {
    return tools
        .output("squeue", "-h", "-a", "--me", "-t", "all", "-n", name, "-S", "i", "-o", "%A|%k|%Z")
        .lines()
        .map(line -> line.split("\\|", 2))
        .filter(parts -> parts.length == 2 && mark.claims(parts[1], workdir))
        .map(parts -> parts[0].strip())
        .toList();
  }

  /** Queries jobs one by one, with exit codes, from the controller's memory. */
  List<JobRow> remembered(Collection<String> ids) {
    List<JobRow> rows = new ArrayList<>();
    for (String id : askable(ids)) {
      CommandResult result = tools.run(List.of("scontrol", "show", "job", "-o", id));
      if (result.ok()) {
        result
            .out()
            .lines()
            .filter(line -> !line.isBlank())
            .map(JobQuery::shown)
            .forEach(rows::add);
      } else if (!UNKNOWN.matcher(SlurmTools.words(result)).find()) {
        throw SlurmTools.error(ErrorKind.SITE, "scontrol", result);
      }
    }
    return rows;
  }

  /** Queries the accounting; empty without one. */
  List<JobRow> accounted(Collection<String> ids) {
    List<String> numbers = askable(ids);
    if (numbers.isEmpty()) {
      return List.of();
    }
    CommandResult result;
    try {
      result =
          tools.run(
              List.of("sacct", "-X", "-n", "-P", "-j", String.join(",", numbers), "-o", SACCT));
    } catch (PluginException e) {
      if (e.kind() == ErrorKind.SITE) {
        return List.of(); // no sacct on this machine
      }
      throw e;
    }
    if (!result.ok()) {
      if (result.err().contains("accounting storage is disabled")) {
        return List.of();
      }
      throw SlurmTools.error(ErrorKind.SITE, "sacct", result);
    }
    return rows(result.out(), 7, JobQuery::kept);
  }

  private static JobRow queued(String[] columns) {
    return new JobRow(
        new HashSet<>(List.of(columns[0], columns[1], columns[2])),
        columns[3],
        columns[7],
        !columns[4].isBlank(),
        SlurmTimes.instant(columns[5]),
        SlurmTimes.instant(columns[6]));
  }

  private static JobRow kept(String[] columns) {
    Set<String> ids = new HashSet<>(List.of(columns[0], columns[1]));
    ids.add(columns[0].replaceFirst("_.*", ""));
    return new JobRow(
        ids,
        columns[2],
        exitCode(columns[3]),
        !columns[4].startsWith("None"),
        SlurmTimes.instant(columns[5]),
        SlurmTimes.instant(columns[6]));
  }

  private static JobRow shown(String line) {
    Set<String> ids = new HashSet<>(List.of(value(line, "JobId")));
    String array = value(line, "ArrayJobId");
    if (!array.isEmpty()) {
      ids.add(array);
      ids.add(array + "_" + value(line, "ArrayTaskId"));
    }
    String reason = value(line, "Reason");
    String exit = exitCode(value(line, "ExitCode"));
    return new JobRow(
        ids,
        value(line, "JobState"),
        reason.equals("None") || reason.equals("NonZeroExitCode") ? exit : reason,
        !List.of("", "(null)").contains(value(line, "NodeList")),
        SlurmTimes.instant(value(line, "StartTime")),
        SlurmTimes.instant(value(line, "EndTime")));
  }

  /** Parses Slurm's {@code code:signal}. */
  private static String exitCode(String pair) {
    String[] parts = pair.split(":");
    if (parts.length == 2 && !parts[1].equals("0")) {
      return "signal " + parts[1];
    }
    return parts[0].isEmpty() || parts[0].equals("0") ? "" : "exit code " + parts[0];
  }

  static String value(String line, String key) {
    Matcher matcher = Pattern.compile("(?:^|\\s)" + key + "=(\\S*)").matcher(line);
    return matcher.find() ? matcher.group(1) : "";
  }

  /** Removes invalid IDs: a single one would make Slurm refuse the whole query. */
  private static List<String> askable(Collection<String> ids) {
    return ids.stream().filter(id -> ID.matcher(id).matches()).distinct().toList();
  }

  private static List<JobRow> rows(String text, int columns, Function<String[], JobRow> reader) {
    return text.lines()
        .map(line -> line.split("\\|", columns))
        .filter(parts -> parts.length == columns)
        .map(reader)
        .toList();
  }
}
