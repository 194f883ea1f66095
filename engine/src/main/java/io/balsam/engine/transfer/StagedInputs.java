package io.balsam.engine.transfer;

import io.balsam.engine.domain.InputFiles;
import io.balsam.engine.files.Glob;
import io.balsam.engine.files.GlobPattern;
import io.balsam.engine.files.LinkLoops;
import io.balsam.engine.files.PathGuard;
import io.balsam.engine.plugin.TransferWay;
import io.balsam.engine.process.OutputFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects the inputs of a workdir, each under a name of its own. */
final class StagedInputs {

  private static final Set<String> OWN_FILES =
      Set.of(OutputFiles.OUT, OutputFiles.ERR, OutputFiles.LAUNCH);

  private final Path workdir;
  private final TreeMap<Path, StagedInput> byName = new TreeMap<>();

  /** One of the inputs below each directory. */
  private final Map<Path, StagedInput> below = new HashMap<>();

  StagedInputs(Path workdir) {
    this.workdir = workdir;
  }

  TreeMap<Path, StagedInput> byName() {
    return byName;
  }

  /**
   * Adds files that match.
   *
   * @param ways link and copy them
   * @param parent the job they come from; null for files beside the script
   * @param from directory where the pattern starts
   * @throws IllegalArgumentException when one cannot be an input
   */
  void match(InputFiles input, @Nullable Long parent, Path from, Ways ways) {
    String pattern = input.pattern();
    TransferWay way = input.copy() ? ways.copy() : ways.link();
    boolean wild = GlobPattern.hasWildcard(pattern);
    boolean any = false;
    for (Path source : Glob.find(from, pattern, Glob.Links.FOLLOWED)) {
      Path name = Glob.nameOf(from, pattern, source);
      boolean directory = isDirectory(source);
      boolean notMeant = OWN_FILES.contains(name.toString()) || (directory && holdsWorkdir(source));
      if (wild && notMeant) {
        continue;
      }
      any = true;
      if (name.toString().isEmpty() || (directory && holdsWorkdir(source))) {
        throw new IllegalArgumentException(
            "inputs '" + pattern + "': " + source + " as a whole cannot be an input: name files");
      }
      add(named(new StagedInput(name, way, source.toString(), directory, false, parent)));
    }
    if (!any && !input.optional()) {
      throw new IllegalArgumentException("nothing matches '" + pattern + "' in " + from);
    }
  }

  private static boolean isDirectory(Path source) {
    SourceCheck.name(source);
    if (Files.isDirectory(source)) {
      return true;
    }
    SourceCheck.file(source);
    return false;
  }

  private boolean holdsWorkdir(Path directory) {
    Path real = LinkLoops.real(directory);
    Path workdirNow = LinkLoops.real(workdir);
    return real != null && (workdirNow == null ? workdir : workdirNow).startsWith(real);
  }

  /**
   * Appends the parent's id where another input has the name: many parents write files of one name.
   */
  private StagedInput named(StagedInput file) {
    StagedInput other = byName.get(file.name());
    boolean taken =
        OWN_FILES.contains(file.name().toString())
            || (other != null && !other.from(file.parent()) && !other.brings(Path.of(""), file));
    return taken && file.parent() != null
        ? file.named(Path.of(file.name() + "_" + file.parent()))
        : file;
  }

  /**
   * Adds an input.
   *
   * @throws IllegalArgumentException when its name is taken by another, or not available
   */
  void add(StagedInput file) {
    Path name = file.name();
    PathGuard.named(workdir, name);
    if (OWN_FILES.contains(name.toString())) {
      throw new IllegalArgumentException(
          file.source() + " cannot become '" + name + "': the job's own output goes there");
    }
    for (Path above = name; above != null; above = above.getParent()) {
      StagedInput other = byName.get(above);
      if (other != null) {
        if (!other.brings(above.relativize(name), file)) {
          throw collision(file, other);
        }
        if (!above.equals(name) || other.copied()) {
          return;
        }
      }
    }
    replaceBelow(file);
    byName.put(name, file);
    for (Path above = name.getParent(); above != null; above = above.getParent()) {
      below.putIfAbsent(above, file);
    }
  }

  /** Replaces inputs below a directory, which brings them along. */
  private void replaceBelow(StagedInput file) {
    if (!below.containsKey(file.name())) {
      return;
    }
    for (StagedInput other : List.copyOf(byName.values())) {
      if (other.name().startsWith(file.name()) && !other.name().equals(file.name())) {
        if (!file.brings(file.name().relativize(other.name()), other)) {
          throw collision(file, other);
        }
        byName.remove(other.name());
      }
    }
  }

  private static IllegalArgumentException collision(StagedInput one, StagedInput other) {
    return new IllegalArgumentException(
        one.name().equals(other.name())
            ? "two inputs would become '%s' in the workdir: %s and %s"
                .formatted(one.name(), other.source(), one.source())
            : "'%s' and '%s' cannot both be in the workdir: they come from %s and %s"
                .formatted(other.name(), one.name(), other.source(), one.source()));
  }
}
