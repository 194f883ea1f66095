package io.balsam.engine.site;

import io.balsam.engine.api.BatchJobs;
import io.balsam.engine.api.SiteView;
import io.balsam.engine.batchjob.BatchScript;
import io.balsam.engine.batchjob.OpenBatchJobs;
import io.balsam.engine.domain.SiteLayout;
import io.balsam.engine.files.RunFiles;
import io.balsam.engine.process.OutputFiles;
import io.balsam.spi.BatchJobInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes scripts, outputs and logs of BatchJobs that ended long ago. They are recognized by their
 * names, with the BatchJob's id; all other files are the user's and stay. A file without an id is
 * removed when it is older than every BatchJob and launcher that may still write there.
 */
final class OldFiles {

  private static final Logger LOG = LoggerFactory.getLogger(OldFiles.class);

  private static final Set<String> OF_WORKER =
      Set.of(OutputFiles.OUT, OutputFiles.ERR, OutputFiles.LAUNCH);

  private final Path site;
  private final Pattern script;
  private final BatchJobs batchJobs;
  private final Supplier<List<SiteView.Launcher>> launchers;
  private final Duration keep;

  /**
   * @param name of the site, with which names of its batch scripts begin
   * @param keep time for which files are kept
   */
  OldFiles(
      Path site,
      String name,
      BatchJobs batchJobs,
      Supplier<List<SiteView.Launcher>> launchers,
      Duration keep) {
    this.site = site;
    this.script =
        Pattern.compile(
            Pattern.quote(BatchScript.stem(name)) + "-(\\d+)\\.(?:sh|out|err|submitting)");
    this.batchJobs = batchJobs;
    this.launchers = launchers;
    this.keep = keep;
  }

  /** Removes the files and returns how many. Those that cannot be removed are logged and stay. */
  int remove(Instant now) {
    Instant before = now.minus(keep);
    try {
      return removeUntil(before);
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("old files in {} cannot be removed: {}", site, e.toString());
      return 0;
    }
  }

  private int removeUntil(Instant before) throws IOException {
    Instant unused = unused(before);
    Map<Path, Long> numbered =
        new HashMap<>(named(site.resolve(SiteLayout.BATCH_SCRIPTS), script, before));
    numbered.putAll(named(site.resolve(SiteLayout.LOG), SiteLayout.LAUNCHER_LOG, before));
    List<Path> due = new ArrayList<>();
    Set<Long> over = over(new HashSet<>(numbered.values()), before);
    for (Map.Entry<Path, Long> one : numbered.entrySet()) {
      // The id of a launcher that was started by hand.
      boolean byHand = one.getValue() == 0 && isOld(one.getKey(), unused);
      if (byHand || over.contains(one.getValue())) {
        due.add(one.getKey());
      }
    }
    due.addAll(
        files(site.resolve(SiteLayout.OWN), SiteLayout.WORKER_NOTE.asMatchPredicate(), unused));
    List<Path> nodes = list(site.resolve(SiteLayout.LOG).resolve(SiteLayout.WORKERS));
    for (Path node : nodes) {
      due.addAll(files(node, OF_WORKER::contains, unused));
    }
    int removed = 0;
    for (Path file : due) {
      removed += Files.deleteIfExists(file) ? 1 : 0;
    }
    nodes.stream().filter(OldFiles::isDirectory).forEach(RunFiles::removeEmpty);
    return removed;
  }

  /** Returns those of the BatchJobs that ended before a time. */
  private Set<Long> over(Set<Long> ids, Instant before) {
    Set<Long> over = new HashSet<>();
    // A query without ids would return all of them.
    List<BatchJobInfo> known =
        ids.isEmpty() ? List.of() : batchJobs.find(List.copyOf(ids), Set.of());
    for (BatchJobInfo job : known) {
      Instant ended = Objects.requireNonNullElse(job.ended(), job.created());
      if (job.state().terminal() && ended.isBefore(before)) {
        over.add(job.id());
      }
    }
    return over;
  }

  /**
   * Returns the time before which no launcher that runs or may yet start can have written a file
   * last.
   */
  private Instant unused(Instant before) {
    return Stream.of(
            Stream.of(before),
            batchJobs.find(List.of(), OpenBatchJobs.STATES).stream().map(BatchJobInfo::created),
            launchers.get().stream().map(SiteView.Launcher::opened))
        .flatMap(times -> times)
        .min(Instant::compareTo)
        .orElse(before);
  }

  private static Map<Path, Long> named(Path folder, Pattern pattern, Instant before)
      throws IOException {
    Map<Path, Long> found = new HashMap<>();
    for (Path file : files(folder, pattern.asMatchPredicate(), before)) {
      Matcher name = pattern.matcher(file.getFileName().toString());
      if (name.matches() && name.group(1).length() <= 18) {
        found.put(file, Long.valueOf(name.group(1)));
      }
    }
    return found;
  }

  /** Returns plain files of such names that were written last before a time. */
  private static List<Path> files(Path folder, Predicate<String> names, Instant before)
      throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path file : list(folder)) {
      boolean ours = names.test(file.getFileName().toString());
      if (ours && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && isOld(file, before)) {
        found.add(file);
      }
    }
    return found;
  }

  private static boolean isOld(Path file, Instant before) throws IOException {
    return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant().isBefore(before);
  }

  private static boolean isDirectory(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Lists a directory; directories that are links are not entered. */
  private static List<Path> list(Path folder) throws IOException {
    if (!isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }
}
