package io.balsam.cobalt.fake;

import io.balsam.spi.CommandResult;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Implements {@code nodelist}, as on a cluster or as on a Cray. */
record Nodelist(CobaltQueues queues) {

  private static final List<String> CLUSTER = List.of("Host", "Queue", "State", "Backfill");
  private static final List<String> CRAY =
      List.of("Node_id", "Name", "Queues", "Status", "MCDRAM", "NUMA", "Backfill");

  CommandResult run(Call call) {
    CobaltSite site = queues.site;
    Table table = new Table(site.cray() ? CRAY : CLUSTER);
    synchronized (queues) {
      Duration backfill = queues.backfill();
      for (String node : site.nodes()) {
        String state = queues.nodeState(node);
        String time = state.equals("idle") && backfill != null ? Table.time(backfill) : "-";
        String number = "" + Integer.parseInt(node.replaceAll("\\D", ""));
        table.row(
            site.cray()
                ? List.of(number, node, site.queueNames(), state, "cache", "quad", time)
                : List.of(node, site.queueNames(), state, time));
      }
    }
    boolean header = !call.words().contains("--noheader");
    String text =
        table
            .toString()
            .lines()
            .skip(header ? 0 : 2)
            // This tool alone omits the blanks at the end, but underlines them.
            .map(line -> line.startsWith("=") ? line : line.substring(0, line.length() - 2))
            .collect(Collectors.joining("\n", "", "\n"));
    return new CommandResult(0, text, "");
  }
}
