package io.balsam.engine.files;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One file of a {@link Listing}.
 *
 * @param name relative to the workdir
 * @param link whether it is a symbolic link; size and time are then those of its target
 * @param directory whether it is a link to a directory, of which no more is recorded
 * @param micros time of the last write, in microseconds since 1970
 */
record ListedFile(Path name, boolean link, boolean directory, long size, long micros)
    implements Comparable<ListedFile> {

  /**
   * Prefix of a name that is encoded as in a URI, because it contains a line break or bytes that
   * are not text.
   */
  private static final String CODED = "%";

  /** Returns the file at a path; null for nothing, a directory, or a special file. */
  static @Nullable ListedFile at(Path workdir, Path name) {
    Path path = workdir.resolve(name);
    try {
      BasicFileAttributes here = attributes(path, LinkOption.NOFOLLOW_LINKS);
      boolean link = here.isSymbolicLink();
      BasicFileAttributes there = link ? attributes(path) : here;
      boolean directory = link && there.isDirectory();
      if (directory) {
        return new ListedFile(name, true, true, 0, 0);
      }
      long micros = there.lastModifiedTime().to(TimeUnit.MICROSECONDS);
      return there.isRegularFile() ? new ListedFile(name, link, false, there.size(), micros) : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static BasicFileAttributes attributes(Path path, LinkOption... links) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, links);
  }

  /**
   * Returns whether the file is unchanged; for a link, whether it is still a link, whatever became
   * of its target.
   */
  boolean untouched(Path workdir) {
    return link ? Files.isSymbolicLink(workdir.resolve(name)) : equals(at(workdir, name));
  }

  /** Returns what has become of it, for people; null when it exists with the same size. */
  @Nullable String loss(Path workdir) {
    try {
      BasicFileAttributes now = attributes(workdir.resolve(name));
      if (directory ? now.isDirectory() : now.isRegularFile() && now.size() == size) {
        return null;
      }
      return directory || !now.isRegularFile()
          ? name + " is not what it was"
          : name + " has " + now.size() + " bytes and had " + size;
    } catch (IOException e) {
      return name + " is gone";
    }
  }

  String text() {
    String kind = directory ? "d" : link ? "l" : "f";
    return kind + size + " " + Long.toString(micros, Character.MAX_RADIX) + " " + written();
  }

  private String written() {
    String plain = name.toString();
    if (!isText(plain)) {
      return CODED + coded();
    }
    return plain.startsWith(CODED) ? "./" + plain : plain;
  }

  private boolean isText(String plain) {
    try {
      return plain.indexOf('\n') < 0 && plain.indexOf('\r') < 0 && Path.of(plain).equals(name);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private String coded() {
    Path root = Path.of("/");
    return root.resolve(name).toUri().getRawPath().substring(1);
  }

  static ListedFile parse(String line) {
    int size = line.indexOf(' ');
    int micros = line.indexOf(' ', size + 1);
    char kind = line.charAt(0);
    String written = line.substring(micros + 1);
    Path name =
        written.startsWith(CODED)
            ? Path.of("/").relativize(Path.of(URI.create("file:///" + written.substring(1))))
            : Path.of(written).normalize();
    return new ListedFile(
        name,
        kind != 'f',
        kind == 'd',
        Long.parseLong(line.substring(1, size)),
        Long.parseLong(line.substring(size + 1, micros), Character.MAX_RADIX));
  }

  @Override
  public int compareTo(ListedFile other) {
    return name.compareTo(other.name);
  }
}
