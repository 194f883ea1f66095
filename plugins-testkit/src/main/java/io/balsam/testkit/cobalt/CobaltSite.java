package io.balsam.testkit.cobalt;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The machine that a fake Cobalt serves.
 *
 * @param nodes names, in order
 * @param cray whether it answers as on a Cray (Theta): numbers for locations, no node file, a
 *     {@code nodelist} of seven columns
 * @param minute how long a minute of wall time lasts here
 * @param killDelay from SIGTERM to SIGKILL, in real time
 */
public record CobaltSite(
    List<String> nodes,
    boolean cray,
    Duration minute,
    Duration killDelay,
    List<CobaltQueue> queues) {

  /** A cluster of nodes {@code c001}… with queues {@code default} and {@code debug}. */
  public static CobaltSite cluster(int nodes) {
    return site("c%03d", 1, nodes, false);
  }

  /** A Cray of nodes {@code nid01001}… with queues {@code default} and {@code debug}. */
  public static CobaltSite cray(int nodes) {
    return site("nid%05d", 1001, nodes, true);
  }

  private static CobaltSite site(String pattern, int first, int nodes, boolean cray) {
    return new CobaltSite(
        IntStream.range(first, first + nodes).mapToObj(pattern::formatted).toList(),
        cray,
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        List.of(CobaltQueue.named("default"), CobaltQueue.named("debug").limits(60, 0, 0)));
  }

  /** The same where minutes pass faster, and SIGKILL follows SIGTERM sooner. */
  public CobaltSite faster(Duration newMinute, Duration newKillDelay) {
    return new CobaltSite(nodes, cray, newMinute, newKillDelay, queues);
  }

  /** The same with these queues. */
  public CobaltSite with(CobaltQueue... newQueues) {
    return new CobaltSite(nodes, cray, minute, killDelay, List.of(newQueues));
  }

  /** How {@code qstat} writes nodes: {@code c[002-003],c005}, or {@code 1001-1005,1030}. */
  String location(List<String> some) {
    return some.isEmpty() ? "None" : Ranges.of(some, cray);
  }

  /** What {@code COBALT_PARTNAME} has: all nodes of a Cray, the first of a cluster. */
  String partition(List<String> some) {
    return cray ? location(some) : some.get(0);
  }

  String queueNames() {
    return queues.stream().map(CobaltQueue::name).sorted().collect(Collectors.joining(":"));
  }
}
