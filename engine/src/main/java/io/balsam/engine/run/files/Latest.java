package io.balsam.engine.run.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The link {@code latest} beside the directories of runs. */
public final class Latest {

  private static final Logger log = LoggerFactory.getLogger(Latest.class);

  private Latest() {}

  public static void pointTo(Path runDirectory) {
    Path latest = runDirectory.resolveSibling("latest");
    Path fresh = runDirectory.resolveSibling(".latest-" + runDirectory.getFileName());
    try {
      Files.createDirectories(runDirectory);
      if (Files.exists(latest, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(latest)) {
        return;
      }
      Files.deleteIfExists(fresh);
      Files.createSymbolicLink(fresh, runDirectory.getFileName());
      Files.move(fresh, latest, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | UnsupportedOperationException e) {
      log.warn("the link {} could not be set: {}", latest, e.getMessage());
    }
  }
}
