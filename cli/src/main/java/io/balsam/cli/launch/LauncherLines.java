package io.balsam.cli.launch;

import io.balsam.agent.launch.LauncherListener;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.term.Typed;
import io.balsam.engine.launcher.LauncherConfig;
import io.balsam.engine.launcher.LauncherResult;
import io.balsam.engine.text.Count;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prints one line when a launcher begins and one when it has ended. */
final class LauncherLines implements LauncherListener {

  private final Invocation call;

  LauncherLines(Invocation call) {
    this.call = call;
  }

  @Override
  public void begins(LauncherConfig launcher) {
    call.console().result(begin(launcher));
  }

  @Override
  public void begun(boolean agentUp) {
    if (!agentUp) {
      Path site = call.nearestSite().directory();
      call.console()
          .note(
              "the agent of %s is down: no jobs until it is up again ('%s')"
                  .formatted(site, Typed.of("site start", site)));
    }
    call.io().out().flush();
  }

  @Override
  public void ended(LauncherConfig launcher, LauncherResult result) {
    call.console().result(end(launcher, result));
  }

  private static String begin(LauncherConfig config) {
    Instant ends = config.ends();
    return "%s launcher begins%s: %s, %s%s%s"
        .formatted(
            now(),
            name(config),
            Count.of(config.nodes().size(), "node"),
            Count.of(config.cores(), "core"),
            tags(config.tags()),
            ends == null ? "" : ", until " + ends.truncatedTo(ChronoUnit.SECONDS));
  }

  private static String end(LauncherConfig config, LauncherResult end) {
    return "%s launcher ended%s: %s; %s run, %d failed, %d stopped, %d %% busy"
        .formatted(
            now(),
            name(config),
            end.why(),
            Count.of(end.run(), "job"),
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
