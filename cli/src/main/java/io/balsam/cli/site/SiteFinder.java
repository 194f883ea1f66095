package io.balsam.cli.site;

import io.balsam.agent.site.Environment;
import io.balsam.agent.site.KnownSites;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.cli.option.Arguments;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.term.Typed;
import io.balsam.engine.text.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the site that a command is about. */
public final class SiteFinder {

  private final Environment environment;

  public SiteFinder(Environment environment) {
    this.environment = environment;
  }

  /**
   * Finds the site that a command means: {@code --site}, else {@code BALSAM_SITE}, else the current
   * directory. In a job it is never the job's own site, unless {@code --site} says so: a run that a
   * job starts in its workdir belongs to that directory.
   *
   * @param above whether the nearest directory above that has runs counts, too
   */
  SiteDirectory of(Arguments arguments, boolean above) {
    Optional<Path> job = workdirOfJob();
    String set = job.isPresent() ? "" : environment.variable("BALSAM_SITE");
    String named = arguments.text("site").orElse(set);
    if (!named.isEmpty()) {
      return named(named);
    }
    for (Path up = environment.directory(); above && up != null; up = up.getParent()) {
      if (Files.isDirectory(new SiteDirectory(up).balsam())) {
        return found(up);
      }
      if (job.isPresent() && up.equals(job.get())) {
        break;
      }
    }
    return found(environment.directory());
  }

  /**
   * Finds the site that a word means: a directory, else the name of a known site.
   *
   * @throws UsageProblem when it is neither, or ambiguous
   */
  public SiteDirectory named(String word) {
    Path directory = environment.directory().resolve(word).normalize();
    KnownSites known = new KnownSites(environment);
    Set<Path> meant = new LinkedHashSet<>();
    if (Files.isDirectory(directory)) {
      meant.add(new SiteDirectory(directory).real().directory());
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
              .formatted(directory, hint(known, word)));
    }
    return found(Files.isDirectory(directory) ? directory : meant.iterator().next());
  }

  /** Returns {@code did you mean 'x'?} for an unknown name. */
  private static String hint(KnownSites known, String word) {
    List<String> names = known.sites().stream().map(KnownSites::name).toList();
    return Nearest.question(word, names, "'" + Typed.of("site ls") + "' lists them");
  }

  /** Resolves links, which may be gone or changed one day: a site passes on real paths. */
  private static SiteDirectory found(Path directory) {
    SiteDirectory site = new SiteDirectory(directory);
    return site.made() ? site.real() : site;
  }

  /**
   * Returns the workdir of the job that this process belongs to; empty when its user has chosen a
   * site. A job's BALSAM_SITE names the site that runs it, for scripts that look for its files. It
   * is not the site for runs started in the job: they would meet the engine that runs them.
   */
  private Optional<Path> workdirOfJob() {
    String workdir = environment.variable("BALSAM_WORKDIR");
    if (workdir.isEmpty() || !Path.of(workdir).startsWith(environment.variable("BALSAM_SITE"))) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(workdir).toRealPath());
    } catch (IOException e) {
      return Optional.of(Path.of(workdir));
    }
  }
}
