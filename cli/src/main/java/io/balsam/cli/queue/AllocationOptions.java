package io.balsam.cli.queue;

import io.balsam.cli.option.Arguments;
import io.balsam.cli.option.NamedValues;
import io.balsam.cli.option.Opt;
import io.balsam.cli.option.UsageProblem;
import io.balsam.engine.text.Nearest;
import io.balsam.spi.BatchJobRequest;
import io.balsam.spi.JobMode;
import io.balsam.spi.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Options that describe the allocation to request. */
public final class AllocationOptions {

  private static final Opt NODES = Opt.value("nodes", "N", "nodes of the allocation").letter("n");
  private static final Opt WALL_TIME =
      Opt.value("wall-time", "MINUTES", "length of the allocation").letter("t");
  private static final Opt QUEUE =
      Opt.value("queue", "NAME", "queue, partition or QOS (default: the site's)");
  private static final Opt PROJECT =
      Opt.value("project", "NAME", "account to charge (default: the site's)").letter("A");
  private static final Opt MODE =
      Opt.value(
              "job-mode",
              "MODE",
              "mpi: jobs of any size; serial: many jobs of one rank (default mpi)")
          .letter("j");
  private static final Opt PART =
      Opt.value("part", "MODE:NODES[:K=V,…]", "a part with a separate launcher, and its tags")
          .repeated();
  private static final Opt OPTION =
      Opt.value("option", "K=V", "a variable of the site's job template").letter("x").repeated();

  /** Options of {@code balsam queue submit}. */
  static final List<Opt> SUBMIT =
      List.of(
          NODES,
          WALL_TIME,
          QUEUE.letter("q"),
          PROJECT,
          MODE,
          Opt.value("tag", "K=V", "run only jobs with this tag; several tags must all match")
              .repeated(),
          PART.letter("p"),
          OPTION);

  /**
   * Options that {@code balsam run} takes beside its own, whose {@code -p} and {@code -q} mean
   * something else.
   */
  public static final List<Opt> RUN = List.of(NODES, WALL_TIME, QUEUE, PROJECT, MODE, PART, OPTION);

  private AllocationOptions() {}

  /** Returns the request in the options; empty when none of them is given. */
  public static Optional<BatchJobRequest> asked(Arguments arguments) {
    for (Opt opt : RUN) {
      if (arguments.has(opt.name())) {
        return Optional.of(request(arguments));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the request in the options.
   *
   * @throws UsageProblem when something is missing or makes no sense
   */
  static BatchJobRequest request(Arguments arguments) {
    if (arguments.has(MODE.name()) && arguments.has(PART.name())) {
      throw new UsageProblem(
          "--job-mode and --part exclude each other: each part says its own mode, as in serial:2");
    }
    return new BatchJobRequest(
        needed(arguments, NODES),
        needed(arguments, WALL_TIME),
        arguments.text(QUEUE.name()).orElse(""),
        arguments.text(PROJECT.name()).orElse(""),
        mode(arguments.text(MODE.name()).orElse("mpi"), "--job-mode"),
        NamedValues.tags("tag", arguments.pairs("tag")),
        arguments.texts(PART.name()).stream().map(AllocationOptions::partition).toList(),
        NamedValues.of(OPTION.name(), arguments.pairs(OPTION.name())));
  }

  private static int needed(Arguments arguments, Opt opt) {
    if (!arguments.has(opt.name())) {
      throw new UsageProblem(
          "--%s is missing: -%s %s, %s"
              .formatted(opt.name(), opt.letter(), opt.value(), opt.help()));
    }
    return arguments.number(opt.name(), 0, 1);
  }

  private static JobMode mode(String text, String where) {
    List<String> known = List.of("mpi", "serial");
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (!known.contains(word)) {
      throw new UsageProblem(
          "%s: unknown mode '%s': %s"
              .formatted(where, text, Nearest.question(word, known, "mpi or serial")));
    }
    return JobMode.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Partition partition(String text) {
    String[] parts = text.split(":", 3);
    String shape = "MODE:NODES or MODE:NODES:K=V,K=V, such as serial:2:kind=small";
    if (parts.length < 2) {
      throw new UsageProblem("--part: must be %s, not '%s'".formatted(shape, text));
    }
    return new Partition(
        mode(parts[0], "--part"),
        nodes(parts[1], text, shape),
        parts.length == 3 ? partitionTags(parts[2], text, shape) : Map.of());
  }

  private static int nodes(String word, String text, String shape) {
    try {
      int nodes = Integer.parseInt(word.strip());
      if (nodes >= 1) {
        return nodes;
      }
    } catch (NumberFormatException e) {
      // Reported below, with the same message for both.
    }
    throw new UsageProblem(
        "--part: '%s' is not a number of nodes in '%s'; must be %s".formatted(word, text, shape));
  }

  private static Map<String, String> partitionTags(String words, String text, String shape) {
    List<String[]> pairs = new ArrayList<>();
    for (String word : words.split(",")) {
      int at = word.indexOf('=');
      if (at < 1) {
        throw new UsageProblem(
            "--part: '%s' is not a tag in '%s'; must be %s".formatted(word, text, shape));
      }
      pairs.add(new String[] {word.substring(0, at), word.substring(at + 1)});
    }
    return NamedValues.tags("part", pairs);
  }
}
