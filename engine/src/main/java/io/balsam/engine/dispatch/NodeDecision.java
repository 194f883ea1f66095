package io.balsam.engine.dispatch;

import io.balsam.engine.domain.NodeRange;
import io.balsam.engine.execution.RunTexts;
import io.balsam.engine.moldable.NodeOption;
import io.balsam.engine.text.Count;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Number of nodes for a moldable job.
 *
 * @param nodes the number
 * @param expected run time on so many nodes; empty when nothing is known of it
 * @param efficiency parallel efficiency; 0 when nothing is known of it
 * @param why reason of a number that does not follow from run times, a clause for users; else empty
 */
record NodeDecision(int nodes, Optional<NodeOption> expected, double efficiency, String why) {

  static NodeDecision because(int nodes, String why) {
    return new NodeDecision(nodes, Optional.empty(), 0, why);
  }

  double nodeSeconds() {
    return expected.map(NodeOption::nodeSeconds).orElse(0.0);
  }

  /** Returns what is recorded of it. */
  Map<String, Object> data(NodeRange range) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("nodes", nodes);
    data.put("range", range.toString());
    expected.ifPresent(
        option -> {
          data.put("expected_seconds", Math.round(option.seconds() * 100) / 100.0);
          data.put("efficiency", Math.round(efficiency * 100) / 100.0);
        });
    data.put("message", "chosen " + nodes + " of " + range + " nodes" + reason());
    return data;
  }

  private String reason() {
    String estimate =
        expected
            .map(
                option ->
                    String.format(
                        Locale.ROOT,
                        ": estimated %s, efficiency %.2f",
                        RunTexts.duration(
                            Duration.ofMillis(100 * Math.round(10 * option.seconds()))),
                        efficiency))
            .orElse("");
    return why.isEmpty() ? estimate : (estimate.isEmpty() ? ": " : estimate + "; ") + why;
  }

  static String fit(int most) {
    return "not more than " + Count.of(most, "node") + " can be given to it now";
  }
}
