package io.balsam.slurm;

import io.balsam.spi.CommandResult;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a new site should know of a cluster. */
record ClusterQuery(SlurmTools tools) {

  private static final Pattern GPUS = Pattern.compile("gpu[:\\w]*");

  /** The accounts of a user, the default one first; empty without accounting. */
  Optional<List<String>> accounts(String user) {
    Set<String> accounts = new LinkedHashSet<>();
    try {
      accounts.addAll(sacctmgr("show", "user", "where", "name=" + user, "format=defaultaccount"));
      accounts.addAll(sacctmgr("show", "assoc", "where", "user=" + user, "format=account"));
    } catch (PluginException e) {
      if (e.kind() == ErrorKind.TRANSIENT) {
        throw e;
      }
      return Optional.empty();
    }
    return accounts.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(accounts));
  }

  private List<String> sacctmgr(String... words) {
    List<String> command = new ArrayList<>(List.of("sacctmgr", "-n", "-P", "-r"));
    command.addAll(List.of(words));
    return tools
        .output(ErrorKind.SITE, command)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** Blocks for what the defaults do not suit. */
  List<String> settings() {
    List<String> lines = new ArrayList<>();
    memory().ifPresent(lines::addAll);
    gpus().ifPresent(lines::addAll);
    if (!lines.isEmpty()) {
      lines.add(0, "plugins:");
    }
    return lines;
  }

  /** Whole nodes come with all their CPUs and GPUs, but with no more memory than is asked for. */
  private Optional<List<String>> memory() {
    String config = tools.output("scontrol", "show", "config");
    String limit = value(config, "DefMemPerNode");
    String perCpu = value(config, "DefMemPerCPU");
    boolean counted = value(config, "SelectTypeParameters").contains("MEMORY");
    boolean less = limit.matches("\\d+") || perCpu.matches("\\d+");
    String what = limit.matches("\\d+") ? "DefMemPerNode=" + limit : "DefMemPerCPU=" + perCpu;
    return counted && less
        ? Optional.of(
            List.of(
                "  scheduler:",
                "    slurm:",
                "      # Slurm counts memory (%s): this asks for all of each node".formatted(what),
                "      flags: ['--mem=0']"))
        : Optional.empty();
  }

  private Optional<List<String>> gpus() {
    CommandResult result = tools.run(List.of("sinfo", "-a", "-h", "-o", "%G"));
    Matcher found = GPUS.matcher(result.ok() ? result.out() : "");
    return found.find()
        ? Optional.of(
            List.of(
                "  runner:",
                "    srun:",
                "      # The nodes have GPUs (%s): jobs that take a part of one share it"
                    .formatted(found.group()),
                "      share_gpus: true"))
        : Optional.empty();
  }

  private static String value(String config, String key) {
    Matcher line = Pattern.compile("(?m)^" + key + "\\s*=\\s*(\\S+)").matcher(config);
    return line.find() ? line.group(1) : "";
  }
}
