package io.balsam.engine.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the workdir of a job and the files that it needs there, and removes those afterwards. */
final class Preparation {

  private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

  private Preparation() {}

  /** Prepares a start; returns the end of a job that cannot be started. */
  static Optional<ProcessEnd> of(ProcessSpec spec) {
    Optional<String> badText = ShellText.refuse(spec);
    if (badText.isPresent()) {
      return badText.map(why -> ProcessEnd.notStarted(spec.job(), why));
    }
    Path workdir = spec.workdir();
    try {
      Files.createDirectories(workdir);
    } catch (IOException e) {
      return Optional.of(notStarted(spec, "cannot make the workdir " + workdir + ": ", e));
    }
    for (Path path : spec.written()) {
      File file = path.toFile();
      // To open a named pipe would wait for its reader, for ever.
      if (file.exists() && !file.isFile()) {
        String what = file.isDirectory() ? " is a directory" : " is not a regular file: remove it";
        return Optional.of(ProcessEnd.notStarted(spec.job(), file + what));
      }
    }
    for (Map.Entry<Path, String> script : spec.scripts().entrySet()) {
      try {
        Files.writeString(script.getKey(), script.getValue());
      } catch (IOException e) {
        return Optional.of(notStarted(spec, "cannot write " + script.getKey() + ": ", e));
      }
    }
    RankEnds ranks = spec.ranks();
    if (ranks != null) {
      try {
        ranks.prepare();
      } catch (IOException e) {
        return Optional.of(notStarted(spec, "cannot write to the workdir " + workdir + ": ", e));
      }
    }
    return Optional.empty();
  }

  /** Removes what was made to run the job. What cannot be removed keeps nobody from going on. */
  static void remove(ProcessSpec spec) {
    RankEnds ranks = spec.ranks();
    if (ranks != null) {
      ranks.remove();
    }
    for (Path script : spec.scripts().keySet()) {
      try {
        Files.deleteIfExists(script);
      } catch (IOException e) {
        LOG.warn("cannot remove {}: {}", script, Outcome.reason(e));
      }
    }
  }

  /** Returns the end of a job that could not be started, or has met a lack. */
  static ProcessEnd notStarted(ProcessSpec spec, String what, Throwable why) {
    return Lack.of(why, spec.workdir())
        .map(lack -> ProcessEnd.lacking(spec.job(), lack))
        .orElseGet(() -> ProcessEnd.notStarted(spec.job(), what + Outcome.reason(why)));
  }
}
