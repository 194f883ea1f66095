package io.balsam.engine.config;

import io.balsam.engine.domain.Memory;
import io.balsam.engine.domain.NamedAmounts;
import io.balsam.engine.trust.DatabaseUrl;
import io.balsam.spi.PluginConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All settings. Each has a key in {@code settings.yml}, the environment variable {@code
 * BALSAM_<KEY>} and, if it is needed often, a flag.
 *
 * <p>Flat on purpose: a group that needs nesting is a sign of a plugin, whose block belongs below
 * {@code plugins}. A misspelt key is rejected with the nearest one suggested, because it may cost a
 * night on a cluster.
 */
public enum Setting {
  /** Database address; empty for the H2 file in the site. */
  DB(
      Kind.TEXT,
      "",
      "--db",
      "database: jdbc:postgresql://host/name?user=… ; empty: a file in .balsam/ of the site"),
  /** Cores that jobs may use; 0 for all of them. */
  CORES(
      Kind.COUNT, "0", "--cores", "slots", "cores that jobs may use; 0: all cores of this machine"),
  /** GPUs that jobs may use; empty for all that are found. */
  GPUS(Kind.COUNT, "", "--gpus", "GPUs that jobs may use; empty: all that are found"),
  /** Memory of a node; empty for the amount found. */
  MEMORY(
      Kind.MEMORY,
      "",
      "--memory",
      "memory that jobs may use on each node, such as 16 GB; empty: what is found there"),
  /** Other countable resources of each node. */
  NODE_RESOURCES(
      Kind.AMOUNTS,
      "",
      "",
      "other resources of each node that jobs may ask for: names with numbers"),
  /** Countable resources of the site that belong to no node. */
  RESOURCES(
      Kind.AMOUNTS,
      "",
      "--resources",
      "resources that all jobs share wherever they run, such as licences: names with numbers"),
  /** Places that files are moved from and to. */
  TRANSFER_LOCATIONS(
      Kind.LOCATIONS,
      "",
      "",
      "places that jobs' files are moved from and to: names, each with the URLs that reach it"),
  /** Name of the node discovery. */
  NODES(
      Kind.TEXT,
      "local",
      "",
      "a plugin's node discovery; a site's default follows its batch system"),
  /** Name of the MPI runner for jobs of several ranks. */
  RUNNER(
      Kind.TEXT,
      "mpirun",
      "",
      "MPI runner for jobs of several ranks; a site's default follows its batch system"),
  /** Seconds between SIGTERM and SIGKILL. */
  KILL_GRACE(
      Kind.SECONDS, "10", "", "seconds between asking a job's processes to end and killing them"),
  /** Number of hooks that may run at the same time. */
  HOOK_THREADS(Kind.POSITIVE, "4", "", "hooks and function apps that may run at the same time"),
  /** Name of the site. */
  NAME(Kind.TEXT, "", "", "the site's name; empty: the name of its directory"),
  /** Address at which the site's agent can be reached. */
  LISTEN(
      Kind.TEXT,
      "",
      "",
      "host or address where launchers on other machines reach the agent; empty: this machine only"),
  /** Seconds for which a launcher may be silent. */
  LEASE(
      Kind.SECONDS, "60", "", "seconds a launcher may be silent before its jobs are taken from it"),
  /** Seconds for which a launcher stays without work. */
  LAUNCHER_IDLE(
      Kind.SECONDS, "60", "", "seconds a launcher stays without a job; 0: until its time is over"),
  /** Seconds before its limit at which a launcher ends its jobs. */
  LAUNCHER_MARGIN(
      Kind.SECONDS,
      "30",
      "",
      "seconds before an allocation's end at which a launcher ends its jobs"),
  /** Seconds for which a launcher searches for the agent. */
  LAUNCHER_PATIENCE(
      Kind.SECONDS, "600", "", "seconds a launcher without jobs waits for an agent that is down"),
  /** Factor by which a serial launcher leases jobs ahead of its nodes. */
  LAUNCHER_CACHE(
      Kind.POSITIVE,
      "1",
      "",
      "jobs leased ahead in serial mode, as a multiple of what the nodes can run"),
  /** Minimum level of messages in the log files. */
  LOG_LEVEL(
      Kind.LEVEL,
      "info",
      "",
      "lowest level of messages in .balsam/log: error, warn, info or debug"),
  /** Directories that are trusted though others can change them; never set by a site. */
  SAFE_SITES(
      Kind.PATHS,
      "",
      "",
      "sites to trust although others can change them: a list, or separated by ':'; DIR/*: all below, "
          + "*: all; only in your own settings.yml or the environment");

  /** Kind of value. */
  public enum Kind {
    TEXT("a string"),
    COUNT("a whole number of at least 0"),
    POSITIVE("a whole number of at least 1"),
    SECONDS("a number of seconds, 0 or more"),
    LEVEL("error, warn, info or debug", "error", "warn", "info", "debug"),
    MEMORY(Memory.FORM),
    AMOUNTS(NamedAmounts.FORM),
    LOCATIONS(TransferLocations.FORM),
    PATHS("absolute directories, DIR/*, or *");

    /** Separator between the parts of a list. */
    static final String SEPARATOR = ":";

    private final String wanted;
    private final List<String> words;

    Kind(String wanted, String... words) {
      this.wanted = wanted;
      this.words = List.of(words);
    }

    /** Returns a description of valid values, for people. */
    public String wanted() {
      return wanted;
    }

    /** Returns the noun of a number of this kind. */
    private String noun() {
      return this == SECONDS ? "a number of seconds" : "a whole number";
    }

    /** Returns whether the text is a valid value. */
    boolean accepts(String text) {
      try {
        return switch (this) {
          case TEXT -> true;
          case COUNT -> Integer.parseInt(text) >= 0;
          case POSITIVE -> Integer.parseInt(text) >= 1;
          case SECONDS -> Double.parseDouble(text) >= 0;
          case LEVEL -> words.contains(text);
          case MEMORY -> text.isEmpty() || Memory.bytes(text).isPresent();
          case AMOUNTS -> NamedAmounts.isWritten(text);
          case LOCATIONS -> TransferLocations.isWritten(text);
          case PATHS -> text.matches("((\\*|~?/[^:]*)(:|$))*");
        };
      } catch (NumberFormatException e) {
        return false;
      }
    }
  }

  private static final int MOST_THREADS = 10_000;
  private static final int MOST_AHEAD = 1_000;
  private static final int HOUR = 3_600;
  private static final int DAY = 86_400;

  private final Kind kind;
  private final String defaultText;
  private final String flag;
  private final String olderKey;
  private final String help;

  Setting(Kind kind, String defaultText, String flag, String help) {
    this(kind, defaultText, flag, "", help);
  }

  Setting(Kind kind, String defaultText, String flag, String olderKey, String help) {
    this.kind = kind;
    this.defaultText = defaultText;
    this.flag = flag;
    this.olderKey = olderKey;
    this.help = help;
  }

  /** Returns the key in {@code settings.yml}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the key of earlier versions, which is still understood in {@code settings.yml}, as a
   * variable and as a flag; empty when there is none.
   */
  public Optional<String> olderKey() {
    return Optional.of(olderKey).filter(key -> !key.isEmpty());
  }

  /** Returns the older key for the present one, and the reverse. */
  String otherKey(String key) {
    return key.equals(key()) ? olderKey : key();
  }

  /** Returns the name of the environment variable. */
  public String variable() {
    return variable(key());
  }

  /** Returns the names of the environment variable, the one that wins last. */
  List<String> variables() {
    return Stream.concat(olderKey().stream(), Stream.of(key())).map(Setting::variable).toList();
  }

  /** Returns the name of the environment variable of a key. */
  public static String variable(String key) {
    return "BALSAM_" + key.toUpperCase(Locale.ROOT);
  }

  /** Returns the command line flag with its dashes, empty when there is none. */
  public String flag() {
    return flag;
  }

  /** Returns the kind of its values. */
  public Kind kind() {
    return kind;
  }

  /** Returns the default value; empty for "decided by the machine". */
  public String defaultText() {
    return defaultText;
  }

  /** Returns one line of help for people. */
  public String help() {
    return help;
  }

  /** Returns what is wrong with a value, without any secret in it; empty when it is valid. */
  Optional<String> complaint(String text) {
    if (text.equals(defaultText)) {
      return Optional.empty();
    }
    return this == DB
        ? DatabaseUrl.fault(text)
        : Optional.of("must be %s, not '%s'".formatted(wanted(), text))
            .filter(complaint -> !accepts(text));
  }

  /** Returns a description of valid values, for people. */
  String wanted() {
    return range()
        .map(range -> "%s from %d to %d".formatted(kind.noun(), range.least, range.most))
        .orElse(kind.wanted());
  }

  private boolean accepts(String text) {
    return kind.accepts(text)
        && range()
            .filter(range -> !(range.least <= number(text) && number(text) <= range.most))
            .isEmpty();
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }

  private record Range(int least, int most) {}

  /** Returns the numbers with which Balsam can work; empty when the kind alone decides. */
  private Optional<Range> range() {
    return Optional.ofNullable(
        switch (this) {
          case KILL_GRACE -> new Range(0, HOUR);
          case LEASE -> new Range(1, DAY);
          case LAUNCHER_MARGIN -> new Range(0, DAY);
          case LAUNCHER_IDLE, LAUNCHER_PATIENCE -> new Range(0, PluginConfig.MOST_SECONDS);
          case HOOK_THREADS -> new Range(1, MOST_THREADS);
          case LAUNCHER_CACHE -> new Range(1, MOST_AHEAD);
          default -> null;
        });
  }

  /** Returns the setting with this key, or this older key. */
  public static Optional<Setting> byKey(String key) {
    return Arrays.stream(values())
        .filter(setting -> setting.key().equals(key) || setting.olderKey.equals(key))
        .findFirst();
  }

  /** Returns all keys of a settings file, including the blocks of plugins and service modules. */
  public static List<String> keys() {
    return Stream.concat(
            Arrays.stream(values()).map(Setting::key),
            Stream.of(SettingsFile.PLUGINS, SettingsFile.MODULES))
        .toList();
  }
}
