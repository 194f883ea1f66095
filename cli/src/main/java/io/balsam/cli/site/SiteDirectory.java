package io.balsam.cli.site;

import io.balsam.cli.option.Arguments;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.term.Io;
import io.balsam.engine.config.UserHome;
import io.balsam.engine.site.SiteInitializer;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A directory with runs and settings.
 *
 * @param directory absolute path
 */
public record SiteDirectory(Path directory) {

  /**
   * Finds the site that a command means: {@code --site}, else {@code BALSAM_SITE}, else the current
   * directory. In a job it is never the job's own site, unless {@code --site} says so: a run that a
   * job starts in its workdir belongs to that directory.
   *
   * @param above whether the nearest directory above that has runs counts, too
   */
  public static SiteDirectory of(Arguments arguments, Io io, boolean above) {
    Optional<Path> job = workdirOfJob(io);
    String set = job.isPresent() ? "" : io.variable("BALSAM_SITE");
    String named = arguments.text("site").orElse(set);
    if (!named.isEmpty()) {
      return named(io, named);
    }
    for (Path up = io.directory(); above && up != null; up = up.getParent()) {
      if (Files.isDirectory(up.resolve(".balsam"))) {
        return found(up);
      }
      if (job.isPresent() && up.equals(job.get())) {
        break;
      }
    }
    return found(io.directory());
  }

  /**
   * Finds the site that a word means: a directory, else the name of a known site.
   *
   * @throws UsageProblem when it is neither, or ambiguous
   */
  public static SiteDirectory named(Io io, String word) {
    Path directory = io.directory().resolve(word).normalize();
    KnownSites known = new KnownSites(io);
    Set<Path> meant = new LinkedHashSet<>();
    if (Files.isDirectory(directory)) {
      meant.add(real(directory));
    }
    if (word.matches("[^/]*[^/.][^/]*")) {
      meant.addAll(known.find(word));
    }
    if (meant.size() > 1) {
      throw new UsageProblem(
          "'%s' may mean %s: say which, with its directory"
              .formatted(
                  word, meant.stream().map(Path::toString).collect(Collectors.joining(" or "))));
    }
    if (meant.isEmpty()) {
      throw new UsageProblem(
          "there is no directory %s and no site of that name: %s"
              .formatted(directory, known.hint(word)));
    }
    return found(Files.isDirectory(directory) ? directory : meant.iterator().next());
  }

  /** Resolves links, which may be gone or changed one day: a site passes on real paths. */
  private static SiteDirectory found(Path directory) {
    return new SiteDirectory(SiteInitializer.is(directory) ? real(directory) : directory);
  }

  static Path real(Path directory) {
    try {
      return directory.toRealPath();
    } catch (IOException e) {
      return directory;
    }
  }

  /**
   * Returns the workdir of the job that this process belongs to; empty when its user has chosen a
   * site. A job's BALSAM_SITE names the site that runs it, for scripts that look for its files. It
   * is not the site for runs started in the job: they would meet the engine that runs them.
   */
  private static Optional<Path> workdirOfJob(Io io) {
    String workdir = io.variable("BALSAM_WORKDIR");
    if (workdir.isEmpty() || !Path.of(workdir).startsWith(io.variable("BALSAM_SITE"))) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(workdir).toRealPath());
    } catch (IOException e) {
      return Optional.of(Path.of(workdir));
    }
  }

  /** Returns whether {@code balsam site init} created it: then an agent runs its jobs. */
  public boolean made() {
    return SiteInitializer.is(directory);
  }

  /** Returns the script of a BatchJob that was submitted to the batch system. */
  public Optional<Path> batchScript(long batchJob) {
    Path folder = directory.resolve("qsubmit");
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*-" + batchJob + ".sh")) {
      Iterator<Path> scripts = found.iterator();
      return scripts.hasNext() ? Optional.of(scripts.next()) : Optional.empty();
    } catch (IOException e) {
      // It was never submitted, or somebody has removed the file.
      return Optional.empty();
    }
  }

  /** Returns the directory of the store, the lock and the logs. */
  public Path balsam() {
    return directory.resolve(".balsam");
  }

  /** Returns the file of the site's settings; need not exist. */
  public Path settings() {
    return directory.resolve("settings.yml");
  }

  /** Returns the log file of the commands in this directory. */
  public Path log() {
    return balsam().resolve("log").resolve("balsam.log");
  }

  /** Returns the file of the user's settings, which all sites share; need not exist. */
  public static Path userSettings(Io io) {
    return configHome(io).resolve("balsam").resolve("settings.yml");
  }

  /** Returns the directory of the state that Balsam keeps for a user across sites. */
  public static Path userState(Io io) {
    return userPlace(io, "XDG_STATE_HOME", ".local/state").resolve("balsam");
  }

  private static Path configHome(Io io) {
    return userPlace(io, "XDG_CONFIG_HOME", ".config");
  }

  /**
   * Returns the directory that a variable names; a relative path would mean another one in each
   * directory, and the XDG standard says to ignore it.
   */
  private static Path userPlace(Io io, String variable, String otherwise) {
    Path named = Path.of(io.variable(variable));
    return named.isAbsolute() ? named : home(io).resolve(otherwise);
  }

  /** Returns the user's home; a path that does not exist for a user without one. */
  static Path home(Io io) {
    return UserHome.of(io.variable("HOME"));
  }
}
