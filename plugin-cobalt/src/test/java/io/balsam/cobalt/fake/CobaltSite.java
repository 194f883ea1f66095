package io.balsam.cobalt.fake;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The machine that a fake Cobalt serves.
 *
 * @param nodes names, in sequence
 * @param cray whether it answers as on a Cray (Theta): numbers for locations, no node file, a
 *     {@code nodelist} of seven columns
 * @param minute real duration of a minute of wall time
 * @param killDelay from SIGTERM to SIGKILL, in real time
 */
public record CobaltSite(
    List<String> nodes,
    boolean cray,
    Duration minute,
    Duration killDelay,
    List<CobaltQueue> queues) {

  /** Creates a cluster of nodes {@code c001}… with queues {@code default} and {@code debug}. */
  public static CobaltSite cluster(int nodes) {
    return site("c%03d", 1, nodes, false);
  }

  /** Creates a Cray of nodes {@code nid01001}… with queues {@code default} and {@code debug}. */
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

  /** Returns the same site with shorter minutes and an earlier SIGKILL after SIGTERM. */
  public CobaltSite faster(Duration newMinute, Duration newKillDelay) {
    return new CobaltSite(nodes, cray, newMinute, newKillDelay, queues);
  }

  /** Returns the same site with these queues. */
  public CobaltSite with(CobaltQueue... newQueues) {
    return new CobaltSite(nodes, cray, minute, killDelay, List.of(newQueues));
  }

  /** Formats nodes as {@code qstat} does: {@code c[002-003],c005}, or {@code 1001-1005,1030}. */
  String location(List<String> some) {
    return some.isEmpty() ? "None" : Ranges.of(some, cray);
  }

  /** Returns the value of {@code COBALT_PARTNAME}: all nodes of a Cray, the first of a cluster. */
  String partition(List<String> some) {
    return cray ? location(some) : some.get(0);
  }

  String queueNames() {
    return queues.stream().map(CobaltQueue::name).sorted().collect(Collectors.joining(":"));
  }
}
