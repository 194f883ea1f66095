package io.balsam.bench.staging;

import io.balsam.bench.measure.Line;
import io.balsam.bench.measure.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Program that moves files without jobs.
 *
 * @param script for a shell that ends at the first error; {@code $SOURCE} is the directory of the
 *     files
 * @param wanted number of files that the directory must then have
 */
record PlainTool(String script, Path source, int wanted) {

  /** Moves the files; the figure is seconds. */
  Sample run(Path directory, Map<String, String> environment)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(environment);
    all.put("SOURCE", source.toString());
    double seconds = new Line(Line.of("sh", "-ec", script).words(), all).run(directory).seconds();
    Sources.check(directory, wanted);
    return Sample.of(seconds);
  }
}
