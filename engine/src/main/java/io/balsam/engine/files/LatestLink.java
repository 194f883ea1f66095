package io.balsam.engine.files;

import io.balsam.engine.domain.SiteLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Link {@code latest} beside the directories of runs. Any other file of that name is the user's.
 */
public final class LatestLink {

  private static final Logger LOG = LoggerFactory.getLogger(LatestLink.class);

  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9._-]+-\\d+");

  private LatestLink() {}

  public static void pointTo(Path runDirectory) {
    Path latest = runDirectory.resolveSibling(SiteLayout.LATEST);
    Path fresh = runDirectory.resolveSibling(".latest-" + runDirectory.getFileName());
    try {
      if (Files.exists(latest, LinkOption.NOFOLLOW_LINKS) && !isOurs(latest)) {
        return;
      }
      Files.deleteIfExists(fresh);
      Files.createSymbolicLink(fresh, runDirectory.getFileName());
      Files.move(fresh, latest, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warn("the link {} could not be set: {}", latest, e.getMessage());
    }
  }

  /** Returns whether it is a link to a run beside it, as Balsam creates them. */
  public static boolean isOurs(Path latest) throws IOException {
    return Files.isSymbolicLink(latest) && RUN.matcher(target(latest)).matches();
  }

  /** Removes the link if it names a run's directory that no longer exists. */
  static void unless(Path runDirectory) throws IOException {
    Path latest = runDirectory.resolveSibling(SiteLayout.LATEST);
    if (!Files.exists(runDirectory, LinkOption.NOFOLLOW_LINKS)
        && isOurs(latest)
        && target(latest).equals(String.valueOf(runDirectory.getFileName()))) {
      Files.deleteIfExists(latest);
    }
  }

  private static String target(Path link) throws IOException {
    return Files.readSymbolicLink(link).toString();
  }
}
