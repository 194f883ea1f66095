package io.balsam.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Determines the memory available on this machine. */
final class HostMemory {

  private static final Pattern TOTAL = Pattern.compile("MemTotal:\\s*(\\d+) kB");

  private HostMemory() {}

  /**
   * Returns the bytes of the machine, or of the container we are in; 0 if the system does not
   * provide it.
   */
  static long bytes() {
    Matcher total = TOTAL.matcher(read(Path.of("/proc/meminfo")));
    long machine = total.find() ? Long.parseLong(total.group(1)) * 1024 : 0;
    return Stream.of("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
        .map(limit -> read(Path.of(limit)).strip())
        .filter(text -> text.matches("[1-9]\\d{0,17}"))
        .mapToLong(Long::parseLong)
        .flatMap(limit -> machine == 0 ? LongStream.empty() : LongStream.of(limit))
        .reduce(machine, Math::min);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return ""; // not Linux, or no container
    }
  }
}
