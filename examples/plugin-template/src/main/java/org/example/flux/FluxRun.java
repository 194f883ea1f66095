package org.example.flux;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.Launch;
import io.balsam.spi.MpiRunner;
import io.balsam.spi.PluginException;
import java.util.ArrayList;
import java.util.List;

/** The launch line of {@code flux run}, on the nodes that Balsam has chosen. */
record FluxRun(String program, List<String> flags) implements MpiRunner {

  @Override
  public List<String> commandLine(Launch launch) {
    List<String> line = new ArrayList<>();
    line.addAll(List.of(program, "run"));
    line.add("--nodes=" + launch.nodes().size());
    line.add("--ntasks=" + launch.ranks());
    line.add("--cores-per-task=" + Math.max(1, launch.threadsPerRank() / launch.threadsPerCore()));
    line.add("--requires=host:" + String.join(",", launch.nodes()));
    line.addAll(flags);
    launch.launchParams().forEach((key, value) -> line.add(option(key, value)));
    line.addAll(launch.command());
    return line;
  }

  private static String option(String key, String value) {
    if (!key.startsWith("--")) {
      // The kind decides what becomes of it: the job fails, with this message.
      throw new PluginException(
          ErrorKind.USER, "launch parameter '%s': write it as '--name'".formatted(key));
    }
    return value.isEmpty() ? key : key + "=" + value;
  }
}
