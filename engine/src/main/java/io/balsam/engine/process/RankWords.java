package io.balsam.engine.process;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Directory in the workdir, visible to all nodes, in which the ranks of one attempt record how they
 * ended. Its name is unique, so that nothing left by an earlier attempt counts. Each record is the
 * name of a file: one listing reads all of them, and none is seen half-written.
 */
final class RankWords {

  private static final int SIGTERM = 15;

  private static final String BEGUN = "begun";
  private static final int LONGEST_NAME = 4096;

  /** Names of records, as {@code rank-end.sh} makes them; a job may put other files there. */
  private static final Pattern WORD = Pattern.compile("([0-9]{1,3})(t?)\\..*\\.[0-9]+\\.[0-9]*");

  /**
   * Record of one rank.
   *
   * @param code its exit code; 128 plus the signal that ended it
   * @param told whether it had received SIGTERM before
   */
  record Word(int code, boolean told) {

    boolean itsOwnFault() {
      return code != 0 && !told;
    }

    /**
     * Returns whether it received SIGKILL or SIGTERM, whatever sent it. Processes are signalled one
     * after the other: a program may have ended by SIGTERM before its shell has received that.
     */
    boolean killed() {
      return fromOutside() > 0;
    }

    /** Returns how likely it was ended because of another rank: 0 by no means, 2 by SIGTERM. */
    int fromOutside() {
      return switch (code - ProcessEnd.SIGNALLED) {
        case SIGTERM -> 2;
        case ProcessEnd.SIGKILL -> 1;
        default -> 0;
      };
    }
  }

  private final Path workdir;
  private final String prefix;
  private final boolean first;
  private final Path directory;

  RankWords(Path workdir, long job, int attempt) {
    this.workdir = workdir;
    prefix = ".balsam-ranks-" + job + "-";
    first = attempt == 1;
    String own = UUID.randomUUID().toString().substring(0, 13);
    directory = workdir.resolve(prefix + attempt + "-" + own);
  }

  Path directory() {
    return directory;
  }

  /** Creates the directory, and removes those left by a launcher that was killed. */
  void prepare() throws IOException {
    if (!first) {
      try (DirectoryStream<Path> left = Files.newDirectoryStream(workdir, prefix + "*")) {
        for (Path old : left) {
          remove(old);
        }
      }
    }
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(directory + " already exists", e);
    }
  }

  /** Returns the launch's name as recorded by its ranks; null when none has begun. */
  @Nullable String name() {
    Path begun = directory.resolve(BEGUN);
    return Files.isRegularFile(begun) ? LastWords.of(begun, 0, LONGEST_NAME).strip() : null;
  }

  /** Returns whether the directory still exists. */
  boolean kept() {
    return Files.isDirectory(directory);
  }

  /** Returns what the workdir's disk lacks to hold a record. */
  Optional<String> lack() {
    Optional<String> shortage = Lack.ofRoom(workdir);
    if (shortage.isPresent()) {
      return shortage;
    }
    // Neither quotas nor the number of files that a disk can hold show in its free space.
    try {
      Files.writeString(
          directory.resolve("room"), "x", StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return Optional.empty();
    } catch (IOException e) {
      return Lack.of(e, workdir);
    }
  }

  List<Word> read() {
    String[] names = directory.toFile().list();
    List<Word> words = new ArrayList<>();
    for (String name : names == null ? new String[0] : names) {
      Matcher word = WORD.matcher(name);
      if (word.matches()) {
        words.add(new Word(Integer.parseInt(word.group(1)), !word.group(2).isEmpty()));
      }
    }
    return words;
  }

  void remove() throws IOException {
    remove(directory);
  }

  private static void remove(Path directory) throws IOException {
    // A job may have put a link in its place.
    if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> words = Files.newDirectoryStream(directory)) {
        for (Path word : words) {
          Files.deleteIfExists(word);
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }
    Files.deleteIfExists(directory);
  }
}
