package io.balsam.cli.launch;

import io.balsam.agent.launch.LauncherRequest;
import io.balsam.cli.option.Arguments;
import io.balsam.cli.option.NamedValues;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads the options of {@code balsam launcher}. */
final class LauncherOptions {

  private LauncherOptions() {}

  static LauncherRequest of(Arguments arguments) {
    int number = arguments.number("batch-job", 0, 1);
    int limit = arguments.number("time-limit", 0, 1);
    return new LauncherRequest(
        number == 0 ? OptionalLong.empty() : OptionalLong.of(number),
        arguments.text("job-mode").map(word -> PartitionText.mode("--job-mode", word)),
        NamedValues.tags("tag", arguments.pairs("tag")),
        arguments.texts("partition").stream().map(PartitionText::parse).toList(),
        limit == 0 ? OptionalInt.empty() : OptionalInt.of(limit),
        arguments
            .text("idle-ttl")
            .map(text -> Duration.ofSeconds(arguments.number("idle-ttl", 0, 0))));
  }
}
