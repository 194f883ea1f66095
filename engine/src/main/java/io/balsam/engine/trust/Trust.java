package io.balsam.engine.trust;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Determines which files only this process's user and root can have changed. For root, the user who
 * called {@code sudo} counts as well.
 */
public final class Trust {

  private final Set<Integer> owners;

  private Trust(Set<Integer> owners) {
    this.owners = Set.copyOf(owners);
  }

  /**
   * Returns the trust of this process's user.
   *
   * @param environment environment variables of this process, searched for the caller of sudo
   */
  public static Trust of(Map<String, String> environment) {
    int self = self();
    Set<Integer> owners = new HashSet<>(Set.of(0));
    owners.add(self);
    String caller = environment.getOrDefault("SUDO_UID", "");
    if (self == 0 && caller.matches("\\d{1,10}")) {
      owners.add((int) Long.parseLong(caller));
    }
    return new Trust(owners);
  }

  /**
   * Returns the user id from the kernel: the JDK returns 0 for a user without an entry in the user
   * database.
   */
  static int self() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("Uid:"))
          .map(line -> (int) Long.parseLong(line.split("\\s+")[2]))
          .findFirst()
          .orElseThrow();
    } catch (IOException noSuchFile) {
      return (int) new UnixSystem().getUid();
    }
  }

  /** Returns whether users other than its owner can reach the contents of a directory. */
  public boolean entered(Path directory) {
    try {
      return Files.isDirectory(directory) && Holder.of(directory.toRealPath()).othersEnter();
    } catch (IOException e) {
      return true;
    }
  }

  /** Returns a fault of a file or directory; empty when there is none, or it does not exist. */
  public Optional<Fault> against(Path path) {
    return examined(
        path,
        () -> {
          Holder holder = Holder.of(path);
          Optional<Fault> fault = ownedByOther(holder).or(() -> writable(holder));
          if (fault.isPresent() || !holder.isLink()) {
            return fault;
          }
          Path target = path.toRealPath();
          return against(target).or(() -> above(target));
        });
  }

  /** Returns a fault of a directory or anything in it, links followed. */
  public Optional<Fault> againstTree(Path path) {
    if (!Files.exists(path)) {
      return against(path);
    }
    return examined(
        path,
        () -> {
          try (Stream<Path> all = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
            return all.map(this::against).flatMap(Optional::stream).findFirst();
          } catch (UncheckedIOException e) {
            throw e.getCause();
          }
        });
  }

  /**
   * Returns a fault of a directory as a location for one's own files. As {@link #against}, but in a
   * sticky one others may have files too. Without a fault, nobody else can have replaced what lies
   * there, on the whole path down to it.
   */
  public Optional<Fault> againstPlace(Path directory) {
    return examined(
        directory,
        () -> {
          Path real = directory.toRealPath();
          Holder holder = Holder.of(real);
          return ownedByOther(holder)
              .or(() -> holder.isSticky() ? Optional.empty() : writable(holder))
              .or(() -> above(real));
        });
  }

  /**
   * Checks for directories above that everyone may change: then their contents may have been
   * replaced.
   */
  private Optional<Fault> above(Path real) {
    for (Path up = real.getParent(); up != null; up = up.getParent()) {
      Path directory = up;
      Optional<Fault> fault =
          examined(
              directory,
              () -> {
                Holder holder = Holder.of(directory);
                return holder.everyoneWrites() && !holder.isSticky()
                    ? writable(holder)
                    : Optional.empty();
              });
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private Optional<Fault> ownedByOther(Holder holder) {
    return owners.contains(holder.uid())
        ? Optional.empty()
        : examined(
            holder.path(),
            () ->
                Optional.of(
                    fault(holder, "belongs to %s (%s)", holder.owner(), holder.permissions())));
  }

  private Optional<Fault> writable(Holder holder) {
    return examined(
        holder.path(),
        () -> {
          if (holder.everyoneWrites()) {
            return Optional.of(
                fault(
                    holder,
                    "of %s can be changed by everyone (%s)",
                    holder.owner(),
                    holder.permissions()));
          }
          if (holder.groupWrites()) {
            return Optional.of(
                fault(
                    holder,
                    "of %s can be changed by its group %s (%s)",
                    holder.owner(),
                    holder.group(),
                    holder.permissions()));
          }
          return Optional.empty();
        });
  }

  private Fault fault(Holder holder, String what, Object... words) {
    return new Fault(holder.path(), what.formatted(words), owners.contains(holder.uid()));
  }

  private interface Examination {
    Optional<Fault> make() throws IOException;
  }

  /** Examines a path; what cannot be examined is not trusted. */
  private static Optional<Fault> examined(Path path, Examination examination) {
    try {
      return examination.make();
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(new Fault(path, "cannot be examined (%s)".formatted(e), false));
    }
  }
}
