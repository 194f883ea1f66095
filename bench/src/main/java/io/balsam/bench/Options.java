package io.balsam.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.ParseException;

/**
 * Options of the command.
 *
 * @param size amount of work
 * @param only names of workloads, or prefixes of them; empty for all
 * @param rounds number of turns of each contender
 * @param balsam the distribution that is measured
 * @param tools directory of the programs that {@code peers.sh} has fetched
 * @param out directory of the results
 * @param page page to insert results into
 */
record Options(
    Size size,
    List<String> only,
    int rounds,
    Path balsam,
    Path tools,
    Path out,
    Optional<Path> page) {

  private static final String USAGE =
      """
      Runs the benchmark: every workload in several rounds, with what it is compared with in turn.

        --size SIZE      quick (tiny: does it work?), default (a quarter of an hour) or full
        --only A,B       workloads by name or by the begin of their names
        --rounds N       turns for Balsam and its floor (default: 3; quick 1, full 5); what takes
                         long has fewer, what takes little time more
        --balsam DIR     the distribution to measure (default: cli/target/balsam)
        --tools DIR      what bench/peers.sh fetched (default: ~/.cache/balsam-bench)
        --out DIR        where bench.json and the pictures go (default: bench/target/results)
        --page FILE      a Markdown page to put the tables into, pictures/ beside it

      Workloads: noop-1 noop-100 noop-1000 noop-10000 chain fan functions graph leases packing
      version lint first staging-ssh staging-gridftp staging-globus staging-each staging-large
      slurm
      """;

  /** Reads the command line; empty when help was requested and printed. */
  static Optional<Options> read(String[] arguments) {
    var known = new org.apache.commons.cli.Options();
    for (String name : List.of("size", "only", "rounds", "balsam", "tools", "out", "page")) {
      known.addOption(Option.builder().longOpt(name).hasArg().get());
    }
    known.addOption(Option.builder().longOpt("help").get());
    CommandLine line;
    try {
      line = new DefaultParser().parse(known, arguments);
    } catch (ParseException e) {
      throw new IllegalArgumentException(e.getMessage() + "\n\n" + USAGE, e);
    }
    if (line.hasOption("help")) {
      System.out.print(USAGE);
      return Optional.empty();
    }
    Size size = size(line.getOptionValue("size", "default"));
    String only = line.getOptionValue("only", "");
    return Optional.of(
        new Options(
            size,
            only.isEmpty() ? List.of() : List.of(only.split(",")),
            rounds(line.getOptionValue("rounds", String.valueOf(size.rounds))),
            path(line, "balsam", "cli/target/balsam"),
            path(line, "tools", cache() + "/balsam-bench"),
            path(line, "out", "bench/target/results"),
            Optional.ofNullable(line.getOptionValue("page")).map(Options::absolute)));
  }

  /**
   * Returns the selected workloads of the suite, in its sequence.
   *
   * @throws IllegalArgumentException when a given name matches none
   */
  List<String> workloads(Set<String> all) {
    for (String name : only) {
      if (all.stream().noneMatch(workload -> matches(workload, name))) {
        throw new IllegalArgumentException(
            "no workload is called %s; there are: %s".formatted(name, String.join(" ", all)));
      }
    }
    return all.stream()
        .filter(
            workload -> only.isEmpty() || only.stream().anyMatch(name -> matches(workload, name)))
        .toList();
  }

  private static boolean matches(String workload, String name) {
    return name.contains("-") ? workload.equals(name) : workload.startsWith(name);
  }

  /** Returns the command that measures a workload again; all workloads when the name is empty. */
  String again(String workload) {
    List<String> words = new ArrayList<>();
    if (size != Size.DEFAULT) {
      words.add("--size " + size.name().toLowerCase(Locale.ROOT));
    }
    if (rounds != size.rounds) {
      words.add("--rounds " + rounds);
    }
    String names = workload.isEmpty() ? String.join(",", only) : workload;
    if (!names.isEmpty()) {
      words.add("--only " + names);
    }
    return words.isEmpty() ? "make bench" : "make bench ARGS='" + String.join(" ", words) + "'";
  }

  private static Size size(String name) {
    for (Size size : Size.values()) {
      if (size.name().equalsIgnoreCase(name)) {
        return size;
      }
    }
    throw new IllegalArgumentException("--size is quick, default or full, not " + name);
  }

  private static int rounds(String text) {
    if (!text.matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException("--rounds is a number from 1 up, not " + text);
    }
    return Integer.parseInt(text);
  }

  private static String cache() {
    String set = System.getenv("XDG_CACHE_HOME");
    return set == null ? System.getProperty("user.home") + "/.cache" : set;
  }

  private static Path path(CommandLine line, String name, String otherwise) {
    return absolute(line.getOptionValue(name, otherwise));
  }

  private static Path absolute(String path) {
    return Path.of(path).toAbsolutePath().normalize();
  }
}
