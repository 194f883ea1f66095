package io.balsam.engine.process;

/** Reads a line of the shell's {@code times}: user and system time as {@code 1m2.34s 0m0.56s}. */
final class CpuTimes {

  private CpuTimes() {}

  static long nanos(String line) {
    long sum = 0;
    for (String time : line.trim().split(" ")) {
      int minutes = time.indexOf('m');
      // Bash writes the decimal mark of the user's language.
      String seconds = time.substring(minutes + 1, time.length() - 1).replace(',', '.');
      sum += Long.parseLong(time.substring(0, minutes)) * 60_000_000_000L;
      sum += Math.round(Double.parseDouble(seconds) * 1e9);
    }
    return sum;
  }
}
