package io.balsam.globus;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Arrival on this site's file system. */
final class LocalArrival implements Arrival {

  private static final Logger LOG = LoggerFactory.getLogger(LocalArrival.class);

  @Override
  public void put(Batch.Parcel parcel, boolean again) {
    Path fresh = parcel.localFresh();
    Path place = Path.of(parcel.local());
    if (!exists(fresh)) {
      if (again && exists(place)) {
        return;
      }
      throw new PluginException(
          ErrorKind.SITE,
          "Globus has brought it to %s of the collection, which is not %s here: does endpoint_path say where the site's directories lie on endpoint_id?"
              .formatted(parcel.fresh(), fresh));
    }
    arrive(fresh, place);
  }

  /** Gives a file or directory its own name; a directory that is there already is added to. */
  static void arrive(Path fresh, Path place) {
    try {
      bring(fresh, place);
    } catch (AccessDeniedException e) {
      throw new PluginException(ErrorKind.USER, "no permission for " + e.getFile(), e);
    } catch (IOException e) {
      throw new PluginException(ErrorKind.TRANSIENT, String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public boolean waits(Batch.Parcel parcel) {
    return exists(parcel.localFresh());
  }

  @Override
  public void discard(List<Batch.Parcel> parcels) {
    parcels.forEach(parcel -> erase(parcel.localFresh()));
  }

  /** Removes a file, or a directory with all in it; what is not there is no error. */
  static void erase(Path path) {
    try {
      remove(path);
    } catch (IOException e) {
      LOG.warn("{} is left over", path, e);
    }
  }

  private static void bring(Path from, Path to) throws IOException {
    boolean directory = Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS);
    boolean over = Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS);
    if (exists(to) && directory != over) {
      String what = over ? "is a directory" : "is no directory";
      throw new PluginException(ErrorKind.USER, "%s is there already and %s".formatted(to, what));
    }
    if (!directory || !over) {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    try (Stream<Path> children = Files.list(from)) {
      for (Path child : (List<Path>) children.toList()) {
        bring(child, to.resolve(child.getFileName()));
      }
    }
    Files.delete(from);
  }

  private static void remove(Path path) throws IOException {
    try {
      Files.walkFileTree(path, new Removal());
    } catch (NoSuchFileException e) {
      // Nothing was written.
    }
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException error)
        throws IOException {
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
