package io.balsam.engine.files;

import io.balsam.engine.process.Lack;
import io.balsam.engine.process.LackException;
import io.balsam.engine.process.OutputFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Files of a workdir at the time of listing. The target of a link counts as it was found through
 * the link.
 */
public record Listing(List<ListedFile> files) {

  public static final Listing NONE = new Listing(List.of());

  private static final String OUT = OutputFiles.OUT;
  private static final Set<String> COMPLAINTS = Set.of(OutputFiles.ERR, OutputFiles.LAUNCH);
  private static final Set<String> OWN = Set.of(OUT, OutputFiles.ERR, OutputFiles.LAUNCH);

  public Listing {
    files = List.copyOf(files);
  }

  /**
   * Lists the files that a job has made: everything in its workdir but {@code job.err}, the
   * runner's output, an empty {@code job.out}, and directories of other jobs, which have a {@code
   * job.out} of their own. Linked directories are not entered.
   *
   * @throws LackException when they cannot be listed now
   */
  public static Listing ofJob(Path workdir) {
    File directory = workdir.toFile();
    String[] names = directory.list();
    // Most jobs have nothing else, and should not cost more.
    if (names != null
        && OWN.containsAll(Arrays.asList(names))
        && new File(directory, OUT).length() == 0) {
      return NONE;
    }
    List<ListedFile> files = new ArrayList<>();
    walk(workdir, workdir, files);
    Collections.sort(files);
    return new Listing(files);
  }

  /** Lists those of the given files that exist. */
  public static Listing of(Path workdir, Collection<Path> names) {
    List<ListedFile> files = new ArrayList<>();
    for (Path name : new TreeSet<>(names)) {
      ListedFile found = ListedFile.at(workdir, name);
      if (found != null) {
        files.add(found);
      }
    }
    return new Listing(files);
  }

  private static void walk(Path workdir, Path directory, List<ListedFile> files) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      for (Path path : all) {
        Path name = workdir.relativize(path);
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          if (!Files.isRegularFile(path.resolve(OUT), LinkOption.NOFOLLOW_LINKS)) {
            walk(workdir, path, files);
          }
        } else if (!COMPLAINTS.contains(name.toString())) {
          ListedFile found = ListedFile.at(workdir, name);
          if (found != null && !(name.toString().equals(OUT) && found.size() == 0)) {
            files.add(found);
          }
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      Lack.raise(e);
      // Files that a job has closed to the engine cannot be used by any other job either.
      return;
    }
  }

  /** Parses the result of {@link #text}. */
  public static Listing parse(String text) {
    return text.isEmpty() ? NONE : new Listing(text.lines().map(ListedFile::parse).toList());
  }

  /** Returns one line for each file; empty for none. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (ListedFile file : files) {
      text.append(text.isEmpty() ? "" : "\n").append(file.text());
    }
    return text.toString();
  }

  /**
   * Returns what has become of the first file that changed in name or size.
   *
   * @param links links staged in by the engine: their targets are not the job's
   * @return for people; null when all are unchanged
   */
  public @Nullable String firstLoss(Path workdir, Listing links) {
    Set<Path> leftOut = new TreeSet<>();
    links.files.stream().filter(ListedFile::link).forEach(link -> leftOut.add(link.name()));
    for (ListedFile file : files) {
      String loss = file.link() && leftOut.contains(file.name()) ? null : file.loss(workdir);
      if (loss != null) {
        return loss;
      }
    }
    return null;
  }

  /** Returns the first file that is gone and that a pattern would find; null for none. */
  public @Nullable Path firstGone(Path workdir, String pattern) {
    List<List<GlobPattern.Part>> patterns =
        GlobPattern.alternatives(pattern).stream().map(GlobPattern::parts).toList();
    for (ListedFile file : files) {
      List<String> names = new ArrayList<>();
      file.name().forEach(name -> names.add(name.toString()));
      if (!OWN.contains(file.name().toString())
          && patterns.stream().anyMatch(one -> GlobPattern.covers(one, names))
          && !PathGuard.exists(workdir.resolve(file.name()))) {
        return file.name();
      }
    }
    return null;
  }

  /** Returns the first file that has been written since; null for none. */
  public @Nullable Path firstChange(Path workdir) {
    for (ListedFile file : files) {
      if (!file.equals(ListedFile.at(workdir, file.name()))) {
        return file.name();
      }
    }
    return null;
  }

  /**
   * Removes the unchanged files except for some names, and the directories that this leaves empty.
   */
  public void remove(Path workdir, Collection<Path> butFor) throws IOException {
    for (ListedFile file : files) {
      if (!butFor.contains(file.name()) && file.untouched(workdir)) {
        Path path = PathGuard.toWrite(workdir, file.name());
        Files.delete(path);
        removeEmpty(path.getParent(), workdir);
      }
    }
  }

  private static void removeEmpty(@Nullable Path directory, Path workdir) {
    if (directory == null || directory.equals(workdir)) {
      return;
    }
    String[] names = directory.toFile().list();
    if (names != null && names.length == 0 && directory.toFile().delete()) {
      removeEmpty(directory.getParent(), workdir);
    }
  }

  public Listing and(Listing more) {
    List<ListedFile> all = new ArrayList<>(files);
    all.addAll(more.files);
    return new Listing(all);
  }
}
