package io.balsam.cli.launch;

import io.balsam.engine.launcher.LauncherConfig;
import io.balsam.engine.launcher.LauncherResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Output of a launcher: one line when it begins and one when it has ended. */
final class Lines {

  private Lines() {}

  static String begin(LauncherConfig config) {
    Instant ends = config.ends();
    return "%s launcher begins%s: %d node%s, %d cores%s%s"
        .formatted(
            now(),
            name(config),
            config.nodes().size(),
            config.nodes().size() == 1 ? "" : "s",
            config.cores(),
            tags(config.tags()),
            ends == null ? "" : ", until " + ends.truncatedTo(ChronoUnit.SECONDS));
  }

  static String end(LauncherConfig config, LauncherResult end) {
    return "%s launcher ended%s: %s; %d jobs run, %d failed, %d stopped, %d %% busy"
        .formatted(
            now(),
            name(config),
            end.why(),
            end.run(),
            end.failed(),
            end.stopped(),
            Math.round(end.busy() * 100));
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private static String name(LauncherConfig config) {
    String mode = config.mode().name().toLowerCase(Locale.ROOT);
    return config.batchJob().isEmpty()
        ? " (%s)".formatted(mode)
        : " (BatchJob %d, %s)".formatted(config.batchJob().getAsLong(), mode);
  }

  private static String tags(Map<String, String> tags) {
    return tags.isEmpty()
        ? ""
        : ", only jobs with "
            + new TreeMap<>(tags)
                .entrySet().stream()
                    .map(tag -> tag.getKey() + "=" + tag.getValue())
                    .collect(Collectors.joining(", "));
  }
}
