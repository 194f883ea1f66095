package io.balsam.engine.packing;

import io.balsam.engine.domain.Memory;
import io.balsam.engine.text.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * Describes the memory or the named resource that a request lacks, the first one by name.
 *
 * @param ofSite what it asks of the site
 * @param ofNodes what it asks of its nodes
 */
record AmountShortage(
    List<NodeState> states, Amounts site, Map<String, Long> ofSite, Map<String, Long> ofNodes) {

  Optional<String> siteNeverHas() {
    return first(
        ofSite,
        (name, count) ->
            count > site.all(name)
                ? "needs %s, the site has %s"
                    .formatted(
                        words(name, count, site.all(name)), number(name, site.all(name), count))
                : "");
  }

  Optional<String> siteHasNot() {
    return first(
        ofSite,
        (name, count) ->
            count > site.left(name)
                ? "needs %s, the site has %s with %s free"
                    .formatted(
                        words(name, count, site.left(name)),
                        number(name, site.all(name), count),
                        number(name, Math.max(0, site.left(name)), count))
                : "");
  }

  Optional<String> nodesNeverHave() {
    return first(
        ofNodes,
        (name, count) -> {
          long most = most(state -> state.amounts.all(name));
          return count <= most
              ? ""
              : "needs %s on one node, %s"
                  .formatted(words(name, count, most), largest(name, most, count));
        });
  }

  Optional<String> nodesHaveNot() {
    return first(
        ofNodes,
        (name, count) -> {
          long most = most(state -> state.amounts.left(name));
          return count <= most
              ? ""
              : "needs %s on one node, at most %s free"
                  .formatted(words(name, count, most), number(name, Math.max(0, most), count));
        });
  }

  private String largest(String name, long most, long count) {
    if (most > 0) {
      return "the largest node has " + number(name, most, count);
    }
    if (name.equals(Amounts.MEMORY)) {
      return "how much the nodes have is not known: say it with 'memory' in settings.yml";
    }
    TreeSet<String> known = new TreeSet<>(site.all().keySet());
    states.forEach(state -> known.addAll(state.amounts.all().keySet()));
    known.remove(Amounts.MEMORY);
    return "no node has any: "
        + Nearest.question(
            name, known, "settings.yml says what there is, with 'node_resources' and 'resources'");
  }

  private interface Complaint {
    String of(String name, long count);
  }

  private static Optional<String> first(Map<String, Long> wanted, Complaint complaint) {
    return new TreeMap<>(wanted)
        .entrySet().stream()
            .map(one -> complaint.of(one.getKey(), one.getValue()))
            .filter(text -> !text.isEmpty())
            .findFirst();
  }

  private long most(ToLongFunction<NodeState> of) {
    return states.stream().mapToLong(of).max().orElse(0);
  }

  /** Returns the amount as {@code 4 GB of memory} or {@code 2 of 'fpga'}. */
  static String words(String name, long count) {
    return words(name, count, count);
  }

  private static String words(String name, long count, long beside) {
    return name.equals(Amounts.MEMORY)
        ? number(name, count, beside) + " of memory"
        : count + " of '" + name + "'";
  }

  /**
   * Returns the amount.
   *
   * @param beside another amount in the same sentence, from which it must differ
   */
  private static String number(String name, long count, long beside) {
    return name.equals(Amounts.MEMORY) ? Memory.text(count, beside) : Long.toString(count);
  }
}
