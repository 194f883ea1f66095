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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Removes a site. What Balsam created goes: the workdirs of the jobs in the store, logs, batch
 * scripts, the store. All other files are the user's and stay; symbolic links are never followed.
 */
public final class SiteRemoval {

  private static final Pattern OWN =
      Pattern.compile(
          "balsam\\.(mv|trace)\\.db.*|owner\\.(lock|json|json\\.new)|store\\.json(\\.new)?"
              + "|agent\\.pid(\\.new)?|agent\\.settings\\.json|start\\.lock|site\\.json.*"
              + "|worker-[0-9a-f-]{36}\\.json|tls\\.pem(\\.new)?|batch|cobalt");
  private static final Pattern OWN_LOG = Pattern.compile("balsam\\.log(\\.1)?");
  private static final Pattern LOG =
      Pattern.compile("agent\\.(log|log\\.1|out)|launcher-.*\\.log(\\.1)?|workers");

  /** Directories among these; any other directory of such a name is the user's. */
  private static final Set<String> OWN_FOLDERS = Set.of("batch", "cobalt", SiteLayout.WORKERS);

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
    removal.filesIn(SiteLayout.LOG, LOG);
    removal.filesIn(SiteLayout.BATCH_SCRIPTS, removal.scripts());
    removal.settings();
    removal.filesIn(SiteLayout.OWN + "/" + SiteLayout.LOG, OWN_LOG);
    removal.folders.add(site.resolve(SiteLayout.OWN).resolve(SiteLayout.LOG));
    removal.filesIn(SiteLayout.OWN, OWN);
    for (String folder : SiteInitializer.FOLDERS) {
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
    if (LatestLink.isOurs(data.resolve("latest"))) {
      trees.add(data.resolve("latest"));
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

  private void filesIn(String folder, Pattern ours) throws IOException {
    Path path = site.resolve(folder);
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> all = Files.list(path)) {
        all.filter(file -> isOurs(file, ours)).sorted().forEach(trees::add);
      }
    }
  }

  private static boolean isOurs(Path file, Pattern ours) {
    String name = String.valueOf(file.getFileName());
    return ours.matcher(name).matches()
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
    filesIn(SiteLayout.OWN, OWN);
    for (Path tree : trees) {
      Trees.removeIfThere(tree);
    }
    folders.forEach(RunFiles::removeEmpty);
    for (String folder : SiteInitializer.FOLDERS) {
      left.addAll(below(site.resolve(folder)));
    }
    if (made.folders().contains(SiteInitializer.ITSELF)) {
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
