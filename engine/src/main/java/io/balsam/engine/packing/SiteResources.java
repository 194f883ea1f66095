package io.balsam.engine.packing;

import io.balsam.engine.domain.Resources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Resources of a site that belong to no node, such as licences: jobs take of them wherever they
 * run. One for all pools of a site, and on their thread.
 *
 * <p>The settings decide whether a resource belongs to the site or to nodes, so that a script names
 * it in the same way on a laptop and on a cluster: names in {@code resources} are the site's, all
 * others are looked for on nodes. What a job holds follows from its lease, so a new owner counts it
 * again; settings that have shrunk leave a negative rest, and nothing more begins until enough is
 * given back. A job that waits for these does not keep nodes from others.
 */
public final class SiteResources {

  private final Amounts amounts;
  private long returns;

  /** Creates them, all free. */
  public SiteResources(Map<String, Integer> resources) {
    Map<String, Long> all = new HashMap<>();
    resources.forEach((name, count) -> all.put(name, (long) count));
    amounts = new Amounts(all);
  }

  /** Returns the resources of a site that has none. */
  public static SiteResources none() {
    return new SiteResources(Map.of());
  }

  /** Returns what a request asks of its nodes. */
  public Resources ofNodes(Resources resources) {
    if (!concerns(resources)) {
      return resources;
    }
    Map<String, Integer> named = new HashMap<>(resources.named());
    named.keySet().removeIf(amounts::has);
    return resources.withNamed(named);
  }

  /** Returns a number that changes when something is given back. */
  public long returns() {
    return returns;
  }

  /** Returns why the site can never have enough for a request; empty when it can. */
  public Optional<String> neverHas(Resources resources) {
    return shortage(List.of(), resources).siteNeverHas();
  }

  /** Returns a description of the amounts that a request lacks on these nodes, or of the site. */
  AmountShortage shortage(List<NodeState> nodes, Resources resources) {
    return new AmountShortage(
        nodes, amounts, wanted(resources), Amounts.wanted(ofNodes(resources)));
  }

  /** Returns what a request asks of the site. */
  Map<String, Long> wanted(Resources resources) {
    if (!concerns(resources)) {
      return Map.of();
    }
    Map<String, Long> wanted = new HashMap<>();
    resources.named().forEach((name, count) -> wanted.put(name, (long) count));
    wanted.keySet().removeIf(name -> !amounts.has(name));
    return wanted;
  }

  /** Returns whether a request asks for any resource of the site. */
  boolean concerns(Resources resources) {
    // Nearly always nothing is named.
    return !resources.named().isEmpty()
        && resources.named().keySet().stream().anyMatch(amounts::has);
  }

  /** Returns whether two requests ask for the same resource of the site. */
  boolean compete(Resources one, Resources other) {
    return concerns(one)
        && concerns(other)
        && wanted(one).keySet().stream().anyMatch(wanted(other)::containsKey);
  }

  boolean fits(Resources resources) {
    return amounts.fits(wanted(resources));
  }

  void take(Resources resources) {
    amounts.take(wanted(resources));
  }

  void giveBack(Resources resources) {
    if (concerns(resources)) {
      amounts.giveBack(wanted(resources));
      returns++;
    }
  }
}
