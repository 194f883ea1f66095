package io.balsam.engine.files;

import io.balsam.engine.store.RunMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Digest over names and contents of files. Links are followed. A link that leads nowhere, or to a
 * directory that contains it, counts by its own text; a pipe, socket or device counts by its name.
 * Directories of runs are left out, unless the walk starts inside a run: they change with every
 * run.
 */
public final class ContentDigest {

  private final MessageDigest digest = Sha256.digest();
  private final ContentDigests contents;

  /** Real directories that are being walked, the innermost last. */
  private final Deque<Path> within = new ArrayDeque<>();

  private boolean withoutRuns;

  private ContentDigest(ContentDigests contents) {
    this.contents = contents;
  }

  /**
   * Returns the digest of some files and directories.
   *
   * @param files path of each one, by the name under which it counts
   */
  public static String of(SortedMap<String, Path> files, ContentDigests contents) {
    ContentDigest all = new ContentDigest(contents);
    try {
      for (var file : files.entrySet()) {
        all.add(file.getKey(), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("an input cannot be read: " + e.getMessage(), e);
    }
    return HexFormat.of().formatHex(all.digest.digest());
  }

  private void add(String name, Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      say('f', name);
      digest.update(contents.of(path));
    } else if (Files.isDirectory(path)) {
      Path real = path.toRealPath();
      if (!within.isEmpty() && withoutRuns && RunMark.on(real)) {
        return;
      }
      withoutRuns = within.isEmpty() ? !RunMark.above(real) : withoutRuns;
      if (Files.isSymbolicLink(path) && LinkLoops.leadsBack(real, within)) {
        say('l', name);
        say('l', Files.readSymbolicLink(path).toString());
      } else {
        within.addLast(real);
        directory(name, path);
        within.removeLast();
      }
    } else if (Files.isSymbolicLink(path)) {
      say('l', name);
      say('l', Files.readSymbolicLink(path).toString());
    } else {
      say(PathGuard.exists(path) ? 'o' : '-', name);
    }
  }

  private void directory(String name, Path path) throws IOException {
    List<Path> inside;
    try (Stream<Path> all = Files.list(path)) {
      inside = all.sorted().toList();
    }
    for (Path one : inside) {
      add(name + "/" + one.getFileName(), one);
    }
  }

  private void say(char kind, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((kind + " " + bytes.length + " ").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }
}
