package io.balsam.cli.launch;

import io.balsam.agent.launch.LauncherRequest;
import io.balsam.cli.option.Arguments;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads the options of {@code balsam launcher}. */
final class LauncherOptions {

  private LauncherOptions() {}

  static LauncherRequest of(Arguments arguments) {
    int number = arguments.number("batch-job", 0, 1);
    int limit = arguments.number("time-limit", 0, 1);
    Map<String, String> tags = new LinkedHashMap<>();
    arguments.pairs("tag").forEach(pair -> tags.put(pair[0], pair[1]));
    return new LauncherRequest(
        number == 0 ? OptionalLong.empty() : OptionalLong.of(number),
        arguments.text("job-mode").map(word -> PartitionText.mode("--job-mode", word)),
        tags,
        arguments.texts("partition").stream().map(PartitionText::parse).toList(),
        limit == 0 ? OptionalInt.empty() : OptionalInt.of(limit),
        arguments
            .text("idle-ttl")
            .map(text -> Duration.ofSeconds(arguments.number("idle-ttl", 0, 0))));
  }
}
