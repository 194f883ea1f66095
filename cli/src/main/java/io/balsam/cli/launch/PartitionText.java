package io.balsam.cli.launch;

import io.balsam.cli.option.NamedValues;
import io.balsam.cli.option.UsageProblem;
import io.balsam.spi.JobMode;
import io.balsam.spi.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Parses a partition of an allocation, {@code MODE:NODES[:k=v,…]}. */
public final class PartitionText {

  private PartitionText() {}

  /**
   * Parses one partition.
   *
   * @throws UsageProblem when the text is no partition
   */
  public static Partition parse(String text) {
    String[] parts = text.split(":", 3);
    if (parts.length < 2 || !parts[1].matches("[1-9]\\d{0,8}")) {
      throw new UsageProblem(
          "--partition: must be MODE:NODES[:k=v,…], as mpi:2:kind=big, not '%s'".formatted(text));
    }
    List<String[]> tags = new ArrayList<>();
    if (parts.length == 3) {
      for (String pair : parts[2].split(",")) {
        int at = pair.indexOf('=');
        if (at < 1) {
          throw new UsageProblem(
              "--partition: tags must be name=value, not '%s' in '%s'".formatted(pair, text));
        }
        tags.add(new String[] {pair.substring(0, at), pair.substring(at + 1)});
      }
    }
    return new Partition(
        mode("--partition", parts[0]),
        Integer.parseInt(parts[1]),
        NamedValues.tags("partition", tags));
  }

  /**
   * Parses a job mode.
   *
   * @throws UsageProblem when there is none of that name
   */
  public static JobMode mode(String option, String word) {
    for (JobMode mode : JobMode.values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(word)) {
        return mode;
      }
    }
    throw new UsageProblem("%s: the mode must be mpi or serial, not '%s'".formatted(option, word));
  }
}
