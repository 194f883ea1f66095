package io.balsam.cli.setup;

import io.balsam.cli.term.Io;
import io.balsam.engine.text.Count;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Checks of the doctor about the machine. */
final class MachineChecks {

  private static final long GIB = 1L << 30;
  private final Io io;
  private final Path site;

  MachineChecks(Io io, Path site) {
    this.io = io;
    this.site = site;
  }

  List<Check> all() {
    List<Check> checks = new ArrayList<>();
    checks.add(java());
    checks.add(disk());
    checks.addAll(files());
    checks.add(openFiles());
    checks.add(program("sh", "starts jobs", "install a POSIX shell", true));
    checks.add(
        program(
            "setsid",
            "ends jobs with all their children",
            "install util-linux, else children of a job may survive its end",
            true));
    checks.add(
        program(
            "bash",
            "runs commands with pipes",
            "install bash, else a failing program in the middle of a pipe goes unnoticed",
            false));
    checks.add(mpi());
    return checks;
  }

  private static Check java() {
    Runtime runtime = Runtime.getRuntime();
    String found =
        String.format(
            Locale.ROOT,
            "%s (%s), %s, up to %.1f GiB for Balsam",
            System.getProperty("java.version"),
            System.getProperty("java.vendor"),
            Count.of(runtime.availableProcessors(), "core"),
            (double) runtime.maxMemory() / GIB);
    return runtime.maxMemory() < GIB / 4
        ? Check.warn("java", found, "allow more for large runs: export BALSAM_OPTS=-Xmx1g")
        : Check.ok("java", found);
  }

  private Check disk() {
    try {
      long free = Files.getFileStore(site).getUsableSpace();
      String found = String.format(Locale.ROOT, "%.1f GiB free in %s", (double) free / GIB, site);
      if (free < GIB / 10) {
        return Check.fail("disk", found, "free some space, or use another site: --site DIR");
      }
      return free < GIB ? Check.warn("disk", found, "free some space") : Check.ok("disk", found);
    } catch (IOException e) {
      return Check.warn("disk", "unknown: " + e.getMessage(), "");
    }
  }

  private List<Check> files() {
    Path probe = site.resolve(".balsam-doctor-" + ProcessHandle.current().pid());
    try {
      Files.writeString(probe, "x");
      Instant written = Files.getLastModifiedTime(probe).toInstant();
      return List.of(lock(probe), clock(Duration.between(written, Instant.now()).abs()));
    } catch (IOException e) {
      return List.of(
          Check.fail("files", "cannot write to " + site, "use another site: --site DIR"));
    } finally {
      remove(probe);
    }
  }

  private static Check lock(Path probe) {
    try (FileChannel channel = FileChannel.open(probe, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null
          ? Check.fail("file locks", "another process holds the lock", "try again")
          : Check.ok("file locks", "work in this directory");
    } catch (IOException e) {
      return Check.fail(
          "file locks",
          "do not work in this directory: " + e.getMessage(),
          "use a site on a local disk, or a PostgreSQL database: --db jdbc:postgresql://…");
    }
  }

  private static Check clock(Duration apart) {
    String found = "of files and of this machine differ by " + apart.toMillis() + " ms";
    return apart.compareTo(Duration.ofSeconds(5)) > 0
        ? Check.warn("clocks", found, "let both follow one time server (chrony, ntpd)")
        : Check.ok("clocks", "of files and of this machine agree");
  }

  private static void remove(Path probe) {
    try {
      Files.deleteIfExists(probe);
    } catch (IOException e) {
      // Just written and not removable: the disk check has reported the cause by then.
      return;
    }
  }

  private static Check openFiles() {
    try {
      Optional<Integer> limit =
          Files.readAllLines(Path.of("/proc/self/limits")).stream()
              .filter(line -> line.startsWith("Max open files"))
              .map(line -> line.replaceAll("\\D+", " ").strip().split(" ")[0])
              .map(Integer::parseInt)
              .findFirst();
      if (limit.isPresent() && limit.get() < 1024) {
        return Check.warn("open files", "at most " + limit.get(), "ulimit -n 4096");
      }
      return Check.ok("open files", limit.map(n -> "at most " + n).orElse("no limit"));
    } catch (IOException | NumberFormatException e) {
      return Check.ok("open files", "limit not known on this system");
    }
  }

  private Check program(String name, String use, String cure, boolean needed) {
    Optional<Path> found = onPath(name);
    if (found.isPresent()) {
      return Check.ok(name, found.get() + " (" + use + ")");
    }
    return needed ? Check.fail(name, "not found", cure) : Check.warn(name, "not found", cure);
  }

  private Check mpi() {
    for (String name : List.of("mpirun", "mpiexec", "srun")) {
      Optional<Path> found = onPath(name);
      if (found.isPresent()) {
        return Check.ok("MPI", found.get().toString());
      }
    }
    return Check.warn(
        "MPI",
        "no mpirun, mpiexec or srun on the PATH",
        "needed only for jobs of more than one rank: apt install openmpi-bin, or module load");
  }

  private Optional<Path> onPath(String name) {
    return onPath(io, name);
  }

  static Optional<Path> onPath(Io io, String name) {
    for (String directory : io.variable("PATH").split(":")) {
      Path file = Path.of(directory.isEmpty() ? "." : directory).resolve(name);
      if (Files.isExecutable(file) && !Files.isDirectory(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }
}
