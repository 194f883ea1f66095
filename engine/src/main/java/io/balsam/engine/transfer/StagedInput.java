package io.balsam.engine.transfer;

import io.balsam.engine.plugin.TransferWay;
import io.balsam.spi.TransferItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file or directory to be staged into a workdir.
 *
 * @param name its target, relative to the workdir
 * @param way the transfer that links or copies it; null for one that is not on this machine
 * @param source its path on this machine, or its place at a location
 * @param recursive whether it is a directory
 * @param checksum whether contents are to be compared after a copy
 * @param parent the job whose workdir it comes from; null for others
 */
public record StagedInput(
    Path name,
    @Nullable TransferWay way,
    String source,
    boolean recursive,
    boolean checksum,
    @Nullable Long parent) {

  /** Returns whether the source is on this machine. */
  boolean local() {
    return way != null;
  }

  /** Returns whether it is copied from a source on this machine. */
  boolean copied() {
    return way != null && !way.links();
  }

  TransferItem item(Path workdir) {
    return new TransferItem(source, workdir.resolve(name).toString(), recursive, checksum);
  }

  /** Returns the same input under another name. */
  StagedInput named(Path other) {
    return new StagedInput(other, way, source, recursive, checksum, parent);
  }

  boolean from(@Nullable Long job) {
    return Objects.equals(parent, job);
  }

  /** Returns whether the path below it, or it itself, is the source of the other input. */
  boolean brings(Path below, StagedInput other) {
    if (!local() || !other.local()) {
      return below.toString().isEmpty() && source.equals(other.source);
    }
    Path one = Path.of(source).resolve(below).normalize();
    try {
      return one.equals(Path.of(other.source)) || Files.isSameFile(one, Path.of(other.source));
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the names of all files that will be in the workdir, as far as known from here. */
  List<Path> names() throws IOException {
    if (!copied() || !recursive) {
      return List.of(name);
    }
    List<Path> names = new ArrayList<>(List.of(name));
    Path real = Path.of(source).toRealPath();
    try (Stream<Path> all = Files.walk(real)) {
      all.forEach(path -> names.add(name.resolve(real.relativize(path)).normalize()));
    }
    return names;
  }
}
