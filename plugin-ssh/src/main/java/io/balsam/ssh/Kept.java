package io.balsam.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that had arrived from one host when a batch broke off, until they are asked for again, in
 * whatever batch.
 */
final class Kept {

  /** Name of the directories in which rsync keeps what it has of a file. */
  static final String PARTIAL = ".balsam-partial";

  private static final Logger LOG = LoggerFactory.getLogger(Kept.class);

  /** Name under which rsync writes a file. */
  private static final Pattern UNFINISHED = Pattern.compile("(?s)\\.(.+)\\.\\w{6}");

  private static final Duration KEPT = Duration.ofDays(7);

  private final Path root;
  private final Clock clock;

  Kept(Path root, Clock clock) {
    this.root = root;
    this.clock = clock;
  }

  /** Keeps the files of a tree. Links are not kept: nothing is to be reached through them. */
  void keep(Path tree) {
    try {
      Trees.each(tree, root, Kept::keepFile);
      Files.setLastModifiedTime(root, FileTime.from(clock.instant()));
    } catch (IOException e) {
      LOG.warn("what has arrived will be moved again: {}", e.toString());
    }
  }

  /** Moves what has been kept of an entry into a tree, from where rsync goes on. */
  void takeBack(Entry entry, Path tree) {
    Path kept = root.resolve(entry.below());
    Path target = tree.resolve(entry.below());
    try {
      if (entry.recursive() && Files.isDirectory(kept, LinkOption.NOFOLLOW_LINKS)) {
        Trees.each(kept, target, Kept::moveFile);
        Trees.delete(kept);
      }
      moveFile(kept, target);
      moveFile(partial(kept), partial(target));
    } catch (IOException e) {
      LOG.warn("what had arrived will be moved again: {}", e.toString());
    }
  }

  /** Removes from a tree what is not worth keeping: an entry that will not be asked for again. */
  static void drop(Entry entry, Path tree) throws IOException {
    Path arrived = tree.resolve(entry.below());
    Trees.delete(arrived);
    Trees.delete(partial(arrived));
  }

  private static Path partial(Path file) {
    return file.resolveSibling(PARTIAL).resolve(file.getFileName());
  }

  /** Moves a file; what a killed rsync was just writing becomes what it has of the file. */
  private static void keepFile(Path from, Path to) throws IOException {
    Matcher unfinished = UNFINISHED.matcher(from.getFileName().toString());
    moveFile(from, unfinished.matches() ? partial(to.resolveSibling(unfinished.group(1))) : to);
  }

  private static void moveFile(Path from, Path to) throws IOException {
    if (Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(to.getParent());
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Removes everything when it has not been asked for in a week. */
  void removeOld() throws IOException {
    if (Files.isDirectory(root)
        && Files.getLastModifiedTime(root).toInstant().isBefore(clock.instant().minus(KEPT))) {
      Trees.delete(root);
    }
  }
}
