package io.balsam.cli.agent;

import io.balsam.cli.site.Site;
import io.balsam.cli.term.Io;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The directories in which a user made or started sites, a line each. */
final class KnownSites {

  private final Path file;

  KnownSites(Io io) {
    file = Site.userState(io).resolve("sites");
  }

  List<Path> all() {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> !line.isBlank())
          .map(Path::of)
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  void add(Path directory) {
    if (!all().contains(directory)) {
      change(
          sites -> {
            List<Path> more = new ArrayList<>(sites);
            if (!more.contains(directory)) {
              more.add(directory);
            }
            return more;
          });
    }
  }

  void remove(Path directory) {
    change(sites -> sites.stream().filter(site -> !site.equals(directory)).toList());
  }

  private synchronized void change(UnaryOperator<List<Path>> change) {
    try {
      Files.createDirectories(file.getParent());
      try (FileChannel channel =
              FileChannel.open(
                  file.resolveSibling("sites.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        List<String> lines = change.apply(all()).stream().map(Path::toString).toList();
        Path fresh = file.resolveSibling("sites.new");
        Files.write(fresh, lines);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
