package io.balsam.engine.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Directory in the workdir, visible to all nodes, in which the ranks of one attempt record how they
 * ended. Its name is unique, so that nothing left by an earlier attempt counts. Each record is the
 * name of a file: one listing reads all of them, and none is seen half-written.
 */
final class RankWords {

  private static final String BEGUN = "begun";

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

    /** Returns whether it received SIGKILL, whatever sent it. */
    boolean killed() {
      return code == Outcome.SIGNALLED + Outcome.SIGKILL;
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
      throw new IOException(directory + " is there already", e);
    }
  }

  /** Returns the launch's name as recorded by its ranks; null when none has begun. */
  @Nullable String name() {
    try {
      return Files.readString(directory.resolve(BEGUN)).strip();
    } catch (IOException e) {
      return null;
    }
  }

  /** Returns whether the directory still exists. */
  boolean kept() {
    return Files.isDirectory(directory);
  }

  List<Word> read() {
    String[] names = directory.toFile().list();
    List<Word> words = new ArrayList<>();
    for (String name : names == null ? new String[0] : names) {
      if (!name.equals(BEGUN) && name.indexOf('.') > 0) {
        String word = name.substring(0, name.indexOf('.'));
        boolean told = word.endsWith("t");
        words.add(new Word(Integer.parseInt(word.replace("t", "")), told));
      }
    }
    return words;
  }

  void remove() throws IOException {
    remove(directory);
  }

  private static void remove(Path directory) throws IOException {
    try (DirectoryStream<Path> words = Files.newDirectoryStream(directory)) {
      for (Path word : words) {
        Files.deleteIfExists(word);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    Files.deleteIfExists(directory);
  }
}
