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
import java.util.stream.Stream;

/** Reads the properties of a cluster for the settings of a new site. */
record ClusterQuery(SlurmTools tools) {

  private static final Pattern GPUS = Pattern.compile("gpu[:\\w]*");

  /**
   * Returns the accounts of a user on this cluster, the default one first; empty without
   * accounting.
   */
  Optional<List<String>> accounts(String user) {
    try {
      List<String> accounts = sacctmgr(associations(user));
      Set<String> ordered = new LinkedHashSet<>();
      // One accounting may serve many clusters, on each of which the user has other accounts.
      sacctmgr("show", "user", "where", "name=" + user, "format=defaultaccount").stream()
          .filter(accounts::contains)
          .forEach(ordered::add);
      ordered.addAll(accounts);
      return ordered.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(ordered));
    } catch (PluginException e) {
      if (e.kind() == ErrorKind.TRANSIENT) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private String[] associations(String user) {
    String cluster = value(tools.output("scontrol", "show", "config"), "ClusterName");
    Stream<String> here = cluster.isEmpty() ? Stream.of() : Stream.of("cluster=" + cluster);
    return Stream.of(
            Stream.of("show", "assoc", "where", "user=" + user), here, Stream.of("format=account"))
        .flatMap(words -> words)
        .toArray(String[]::new);
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

  /** Returns settings for the cases that the defaults do not suit. */
  List<String> settings() {
    List<String> lines = new ArrayList<>();
    memory().ifPresent(lines::addAll);
    gpus().ifPresent(lines::addAll);
    if (!lines.isEmpty()) {
      lines.add(0, "plugins:");
    }
    return lines;
  }

  /**
   * Returns a setting for memory: whole nodes include all their CPUs and GPUs, but only as much
   * memory as was requested.
   */
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

  /** Returns that Slurm does not hold steps to their memory, if it does not. */
  List<String> remarks() {
    String config = tools.output("scontrol", "show", "config");
    boolean constrained =
        value(config, "TaskPlugin").contains("task/cgroup")
            && value(config, "ConstrainRAMSpace").equalsIgnoreCase("yes");
    boolean watched =
        !value(config, "JobAcctGatherType").endsWith("/none")
            && value(config, "JobAcctGatherParams").contains("OverMemoryKill");
    return constrained || watched
        ? List.of()
        : List.of(
            "Slurm does not enforce memory: a job's 'memory' decides which jobs share a node,"
                + " but a job that uses more is not stopped. 'TaskPlugin=task/cgroup' in slurm.conf"
                + " with 'ConstrainRAMSpace=yes' in cgroup.conf changes that, and so does"
                + " 'JobAcctGatherType=jobacct_gather/linux' with"
                + " 'JobAcctGatherParams=OverMemoryKill'.");
  }

  private Optional<List<String>> gpus() {
    CommandResult result = tools.run(List.of("sinfo", "-a", "-h", "-o", "%G"));
    Matcher found = GPUS.matcher(result.ok() ? result.out() : "");
    return found.find()
        ? Optional.of(
            List.of(
                "  runner:",
                "    srun:",
                "      # The nodes have GPUs (%s): jobs that use a part of one share it"
                    .formatted(found.group()),
                "      share_gpus: true"))
        : Optional.empty();
  }

  private static String value(String config, String key) {
    Matcher line = Pattern.compile("(?m)^" + key + "\\s*=\\s*(\\S+)").matcher(config);
    return line.find() ? line.group(1) : "";
  }
}
