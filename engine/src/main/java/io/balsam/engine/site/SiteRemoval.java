package io.balsam.engine.site;

import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.RunView;
import io.balsam.engine.batchjob.BatchScript;
import io.balsam.engine.domain.SiteLayout;
import io.balsam.engine.files.LatestLink;
import io.balsam.engine.files.RunFiles;
import io.balsam.engine.files.Trees;
import io.balsam.engine.store.Aside;
import io.balsam.engine.trust.OwnFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Removes a site. What Balsam created goes: the workdirs of the jobs in the store, logs, batch
 * scripts, the store. All other files are the user's and stay; symbolic links are never followed.
 */
public final class SiteRemoval {

  /** Files in {@link SiteLayout#OWN} that are written under another name first. */
  private static final Set<String> REPLACED =
      Set.of(
          SiteLayout.OWNER,
          SiteLayout.STORE_NOTE,
          SiteLayout.AGENT_PID,
          SiteLayout.AGENT_SETTINGS,
          SiteLayout.IDENTITY);

  private static final Set<String> LOCKS = Set.of(SiteLayout.OWNER_LOCK, SiteLayout.START_LOCK);

  /** Files of which there may be others, with more after the name. */
  private static final List<String> BEGINNINGS =
      List.of(SiteLayout.DATABASE, SiteLayout.DATABASE_TRACE, SiteLayout.MARKER);

  /** Directories among these; any other directory of such a name is the user's. */
  private static final Set<String> OWN_FOLDERS =
      Stream.concat(SiteLayout.OF_SCHEDULERS.stream(), Stream.of(SiteLayout.WORKERS))
          .collect(Collectors.toUnmodifiableSet());

  private final Path site;
  private final CreatedFiles made;

  /** Files that are removed, and directories with all below them. */
  private final Set<Path> trees = new LinkedHashSet<>();

  /** Directories that are removed when they are empty, the deepest first. */
  private final Set<Path> folders = new TreeSet<>(Comparator.reverseOrder());

  private final List<Path> aside = new ArrayList<>();
  private final List<Path> left = new ArrayList<>();

  private SiteRemoval(Path site) throws IOException {
    this.site = site;
    this.made = CreatedFiles.read(site);
  }

  /**
   * Finds out what would be removed.
   *
   * @param record of the site; empty when it cannot be read, so that the jobs' files are not known
   */
  public static SiteRemoval of(Path site, Optional<Balsam> record) throws IOException {
    SiteRemoval removal = new SiteRemoval(site);
    if (record.isPresent()) {
      removal.runs(record.get());
    }
    removal.filesIn(SiteLayout.LOG, SiteRemoval::isLog);
    removal.filesIn(SiteLayout.BATCH_SCRIPTS, removal.scripts().asMatchPredicate());
    removal.settings();
    removal.filesIn(
        SiteLayout.OWN + "/" + SiteLayout.LOG, name -> isLog(name, SiteLayout.COMMAND_LOG));
    removal.folders.add(site.resolve(SiteLayout.OWN).resolve(SiteLayout.LOG));
    removal.filesIn(SiteLayout.OWN, SiteRemoval::isOwn);
    for (String folder : SiteLayout.FOLDERS) {
      Path path = site.resolve(folder);
      if (Files.isSymbolicLink(path)) {
        continue;
      }
      if (removal.made.folders().contains(folder)) {
        removal.folders.add(path);
      }
    }
    return removal;
  }

  private void runs(Balsam record) throws IOException {
    Path data = site.resolve(SiteLayout.DATA);
    if (!Files.isDirectory(data, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (LatestLink.isOurs(data.resolve(SiteLayout.LATEST))) {
      trees.add(data.resolve(SiteLayout.LATEST));
    }
    for (RunView run : record.runs()) {
      RunFiles files = RunFiles.ofRun(data, run.name());
      JobFilter.ALL
          .withRun(run.id())
          .forEach(jobs -> record.jobs(jobs).results(), job -> files.add(Path.of(job.workdir())));
      trees.addAll(files.trees());
      folders.addAll(files.folders());
    }
  }

  private Pattern scripts() {
    return Pattern.compile(Pattern.quote(BatchScript.stem(made.name())) + "-\\d+\\..*");
  }

  private void filesIn(String folder, Predicate<String> ours) throws IOException {
    Path path = site.resolve(folder);
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> all = Files.list(path)) {
        all.filter(file -> isOurs(file, ours)).sorted().forEach(trees::add);
      }
    }
  }

  private static boolean isOwn(String name) {
    String written =
        name.endsWith(OwnFiles.FRESH)
            ? name.substring(0, name.length() - OwnFiles.FRESH.length())
            : name;
    return REPLACED.contains(written)
        || SiteLayout.WORKER_NOTE.matcher(written).matches()
        || LOCKS.contains(name)
        || SiteLayout.OF_SCHEDULERS.contains(name)
        || BEGINNINGS.stream().anyMatch(name::startsWith);
  }

  private static boolean isLog(String name) {
    return isLog(name, SiteLayout.AGENT_LOG)
        || name.equals(SiteLayout.AGENT_OUTPUT)
        || name.equals(SiteLayout.WORKERS)
        || SiteLayout.LAUNCHER_LOG.matcher(name).matches();
  }

  private static boolean isLog(String name, String log) {
    return name.equals(log) || name.equals(log + SiteLayout.EARLIER_LOG);
  }

  private static boolean isOurs(Path file, Predicate<String> ours) {
    String name = String.valueOf(file.getFileName());
    return ours.test(name)
        && (OWN_FOLDERS.contains(name) || !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS));
  }

  private void settings() throws IOException {
    for (String name : SiteInitializer.FILES) {
      Path file = site.resolve(name);
      if (made.unchanged(file)) {
        trees.add(file);
      } else if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        aside.add(file);
      }
    }
  }

  /** Returns what would be removed, directories with all below them. */
  public Set<Path> trees() {
    return trees;
  }

  /** Returns the files that the user has changed: they are renamed. */
  public List<Path> aside() {
    return aside;
  }

  /**
   * Removes the files; the marker goes last, so that a removal that was cut off can be repeated.
   */
  public void run() throws IOException {
    for (Path file : aside) {
      left.add(Aside.move(file, "old"));
    }
    Path marker = site.resolve(SiteInitializer.MARKER);
    for (Path tree : trees) {
      if (!tree.equals(marker)) {
        Trees.removeIfThere(tree);
      }
    }
    Files.deleteIfExists(marker);
  }

  /**
   * Removes the directories where they are empty. By now the owner of the site, which may have
   * written there, has given it up.
   *
   * @return what stays in the site's own directories, and what was renamed
   */
  public List<Path> finish() throws IOException {
    filesIn(SiteLayout.OWN, SiteRemoval::isOwn);
    for (Path tree : trees) {
      Trees.removeIfThere(tree);
    }
    folders.forEach(RunFiles::removeEmpty);
    for (String folder : SiteLayout.FOLDERS) {
      left.addAll(below(site.resolve(folder)));
    }
    if (made.folders().contains(CreatedFiles.ITSELF)) {
      RunFiles.removeEmpty(site);
    }
    return left;
  }

  private static List<Path> below(Path folder) throws IOException {
    if (Files.isSymbolicLink(folder)) {
      return List.of(folder);
    }
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }
}
