package io.balsam.agent.site;

import io.balsam.engine.api.Json;
import io.balsam.engine.site.SiteInitializer;
import io.balsam.engine.trust.OwnFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** List of the directories in which a user created or started sites, one on each line. */
public final class KnownSites {

  private final Path file;

  public KnownSites(Environment environment) {
    file = environment.userState().resolve("sites");
  }

  /** Returns all of them, in the sequence in which they were first created or started. */
  public List<Path> all() {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> !line.isBlank())
          .map(Path::of)
          .toList();
    } catch (FileSystemException none) {
      // There is no such file, or no home directory for it.
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Returns the sites of that name, each once, whatever links lead to it. */
  public Set<Path> find(String name) {
    return sites().stream()
        .filter(site -> name(site).equals(name))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Returns all that still exist, each once and by its real path. */
  public Set<Path> sites() {
    return all().stream()
        .filter(SiteInitializer::is)
        .map(site -> new SiteDirectory(site).real().directory())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Returns the name that a site was given. */
  public static String name(Path site) {
    try {
      return Json.mapper()
          .readTree(site.resolve(SiteInitializer.MARKER).toFile())
          .path("name")
          .asText();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + site.resolve(SiteInitializer.MARKER), e);
    }
  }

  /** Adds a site. */
  public void add(Path directory) {
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

  /** Removes a site. */
  public void remove(Path directory) {
    change(sites -> sites.stream().filter(site -> !site.equals(directory)).toList());
  }

  private synchronized void change(UnaryOperator<List<Path>> change) {
    try {
      OwnFiles.makePrivate(Objects.requireNonNull(file.getParent()));
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
      // The list only helps 'site ls' and names of sites; a site works without it.
      LoggerFactory.getLogger(KnownSites.class).warn("cannot write {}: {}", file, e.toString());
    }
  }
}
