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

/** Reads the processes of this machine from {@code /proc}. On other systems it finds none. */
final class ProcTable {

  /** Nanoseconds per clock tick; the same on every Linux on which a JVM runs. */
  private static final long NANOS_PER_TICK = 10_000_000;

  private static final File PROC = new File("/proc");

  /**
   * Process.
   *
   * @param ended whether it has ended, and only its parent has yet to be told
   * @param session number of its session
   * @param cpuNanos CPU time of it and of its children that have ended
   * @param startTicks time of its start, in clock ticks since the machine booted
   */
  record Proc(
      long pid,
      boolean ended,
      long parent,
      long group,
      long session,
      long cpuNanos,
      long startTicks) {}

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

  /** Returns whether a process has children; true where the system does not report it. */
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
   * @param peak peak so far
   * @param now current amount
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

  /**
   * Returns the environment with which a process was started; empty when it has ended or belongs to
   * another user.
   */
  static List<String> environment(long pid) {
    return read(String.valueOf(pid), "environ")
        .map(text -> List.of(text.split("\0")))
        .orElse(List.of());
  }

  private static Proc parse(String stat) {
    String[] fields = fieldsAfterName(stat);
    return new Proc(
        Long.parseLong(stat.substring(0, stat.indexOf(' '))),
        fields[0].equals("Z") || fields[0].equals("X"),
        Long.parseLong(fields[1]),
        Long.parseLong(fields[2]),
        Long.parseLong(fields[3]),
        ticks(fields, 11) * NANOS_PER_TICK,
        Long.parseLong(fields[19]));
  }

  /** Returns the CPU time of the children that have ended, from a {@code stat} file. */
  static long childrenCpuNanos(String stat) {
    return ticks(fieldsAfterName(stat), 13) * NANOS_PER_TICK;
  }

  /**
   * Returns the fields after the name, which is in parentheses and may contain anything, including
   * parentheses and blanks.
   */
  private static String[] fieldsAfterName(String stat) {
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
  }

  /**
   * Returns the sum of the user and system times of the process and its children, from a field on.
   */
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
      // It has ended meanwhile, or belongs to another user.
      return Optional.empty();
    }
  }
}
