package io.balsam.engine.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Number of jobs at a time that the limits of this process allow, as the system reports them. */
public final class ProcessLimits {

  /** Two pipes to a helper, and the file from which its CPU time is read. */
  private static final int HANDLES_A_JOB = 3;

  /** A helper, a program, and two threads that wait for the helper. */
  private static final int PROCESSES_A_JOB = 4;

  /** For the store, connections, class files and everything else that the engine opens. */
  private static final int SPARE_HANDLES = 48;

  private static final int SPARE_PROCESSES = 6;

  /** With fewer a helper would find no handle for the libraries that it loads. */
  private static final int LAST_HANDLES = 12;

  /** From this limit on, processes need not be counted. */
  private static final long PLENTY = 10_000;

  private static final int UNKNOWN = Integer.MAX_VALUE;

  private static int knownFree;

  /**
   * Limit on the number of jobs.
   *
   * @param jobs number of jobs at a time
   * @param why a clause for people, with the remedy
   */
  public record Most(int jobs, String why) {

    /** No limit that matters. */
    public static final Most ANY = new Most(Integer.MAX_VALUE, "");
  }

  private ProcessLimits() {}

  /** Returns how many jobs this process may run at a time from now on. */
  public static Most most() {
    Most handles = most("Max open files", HANDLES_A_JOB, SPARE_HANDLES, openHandles(), "-n");
    long mine = limit("Max processes") < PLENTY && !root() ? threadsOfUser() : 0;
    Most processes =
        mine == 0 ? Most.ANY : most("Max processes", PROCESSES_A_JOB, SPARE_PROCESSES, mine, "-u");
    return handles.jobs <= processes.jobs ? handles : processes;
  }

  private static Most most(String name, int each, int spare, long used, String option) {
    long limit = limit(name);
    if (limit == UNKNOWN) {
      return Most.ANY;
    }
    int jobs = (int) Math.max(1, (limit - used - spare) / each);
    String what = option.equals("-n") ? "open files" : "processes";
    return new Most(
        jobs, "the limit of %d %s (ulimit %s) allows no more".formatted(limit, what, option));
  }

  /**
   * Makes sure that one more helper can be started without an error from the system's loader.
   *
   * @throws IOException when handles are short
   */
  static synchronized void requireHandles() throws IOException {
    // Counting takes longer the more handles there are, so it is not done for each.
    knownFree -= HANDLES_A_JOB + 1;
    if (knownFree > 0) {
      return;
    }
    long limit = limit("Max open files");
    long free = limit - openHandles();
    if (limit != UNKNOWN && free < LAST_HANDLES + HANDLES_A_JOB) {
      throw new IOException("Too many open files");
    }
    knownFree = (int) Math.min(1 << 20, (free - LAST_HANDLES) / 4);
  }

  private static long openHandles() {
    String[] names = new File("/proc/self/fd").list();
    return names == null ? 0 : names.length;
  }

  private static long limit(String name) {
    Matcher line =
        Pattern.compile("(?m)^" + name + "\\s+(\\S+)").matcher(text(Path.of("/proc/self/limits")));
    return line.find() && Character.isDigit(line.group(1).charAt(0))
        ? Math.min(UNKNOWN, Long.parseLong(line.group(1)))
        : UNKNOWN;
  }

  /** Returns whether the user is root, whom the system does not hold to the limit on processes. */
  private static boolean root() {
    return user(text(Path.of("/proc/self/status"))).equals(Optional.of("0"));
  }

  private static long threadsOfUser() {
    Optional<String> me = user(text(Path.of("/proc/self/status")));
    String[] names = new File("/proc").list();
    return me.isEmpty() || names == null
        ? 0
        : Arrays.stream(names)
            .filter(name -> Character.isDigit(name.charAt(0)))
            .map(name -> text(Path.of("/proc", name, "status")))
            .filter(status -> user(status).equals(me))
            .flatMap(status -> field("Threads", status).stream())
            .mapToLong(Long::parseLong)
            .sum();
  }

  private static Optional<String> user(String status) {
    return field("Uid", status);
  }

  private static Optional<String> field(String name, String status) {
    Stream<String> lines = status.lines().filter(line -> line.startsWith(name + ":"));
    return lines.findFirst().map(line -> line.split("\\s+")[1]);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      // It has ended meanwhile, or this system does not report it.
      return "";
    }
  }
}
