package io.balsam.engine.process;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the processes of this machine out of {@code /proc}. Elsewhere it finds none. */
final class ProcTable {

  /** Clock ticks a second; the same on every Linux that a JVM runs on. */
  private static final long NANOS_PER_TICK = 10_000_000;

  private static final File PROC = new File("/proc");

  /**
   * One process.
   *
   * @param session number of its session
   * @param cpuNanos CPU time of it and of its children that have ended
   * @param startTicks when it started, in clock ticks since the machine did
   */
  record Proc(long pid, long parent, long group, long session, long cpuNanos, long startTicks) {}

  private ProcTable() {}

  static boolean isSupported() {
    return new File("/proc/self/stat").isFile();
  }

  static List<Proc> all() {
    List<Proc> found = new ArrayList<>();
    String[] names = PROC.list();
    for (String name : names == null ? new String[0] : names) {
      if (Character.isDigit(name.charAt(0))) {
        read(name, "stat").map(ProcTable::parse).ifPresent(found::add);
      }
    }
    return found;
  }

  /** Whether a process has any that it would wait for; true where the system does not tell. */
  static boolean hasChildren(long pid) {
    if (!isSupported()) {
      return true;
    }
    Path children = Path.of("/proc", String.valueOf(pid), "task", String.valueOf(pid), "children");
    try {
      return !Files.readString(children).isBlank();
    } catch (IOException e) {
      // Some kernels do not have that file.
      return all().stream().anyMatch(proc -> proc.parent() == pid);
    }
  }

  /**
   * Resident memory of a process in KiB, all 0 when it has ended.
   *
   * @param peak the most it had so far
   * @param now what it has
   */
  record Memory(long peak, long now) {}

  static Memory memory(long pid) {
    String status = read(String.valueOf(pid), "status").orElse("");
    return new Memory(kib(status, "VmHWM:"), kib(status, "VmRSS:"));
  }

  private static long kib(String status, String name) {
    int at = status.indexOf(name);
    int end = at < 0 ? -1 : status.indexOf(" kB", at);
    return end < 0 ? 0 : Long.parseLong(status.substring(at + name.length(), end).trim());
  }

  /** The environment it was started with; empty when it has ended or is somebody else's. */
  static List<String> environment(long pid) {
    return read(String.valueOf(pid), "environ")
        .map(text -> List.of(text.split("\0")))
        .orElse(List.of());
  }

  private static Proc parse(String stat) {
    String[] fields = fieldsAfterName(stat);
    return new Proc(
        Long.parseLong(stat.substring(0, stat.indexOf(' '))),
        Long.parseLong(fields[1]),
        Long.parseLong(fields[2]),
        Long.parseLong(fields[3]),
        ticks(fields, 11) * NANOS_PER_TICK,
        Long.parseLong(fields[19]));
  }

  /** CPU time of the children that have ended, out of a {@code stat} file. */
  static long childrenCpuNanos(String stat) {
    return ticks(fieldsAfterName(stat), 13) * NANOS_PER_TICK;
  }

  /** The name stands in brackets and may hold anything, brackets and blanks included. */
  private static String[] fieldsAfterName(String stat) {
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
  }

  /** User and system time of the process, then of its children. */
  private static long ticks(String[] fields, int from) {
    long sum = 0;
    for (int i = from; i <= 14; i++) {
      sum += Long.parseLong(fields[i]);
    }
    return sum;
  }

  private static Optional<String> read(String pid, String file) {
    try (FileInputStream in = new FileInputStream("/proc/" + pid + "/" + file)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .filter(text -> !text.isEmpty());
    } catch (IOException e) {
      // It has ended meanwhile, or belongs to somebody else.
      return Optional.empty();
    }
  }
}
