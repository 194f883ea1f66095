package io.balsam.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processor seconds since some time in the past.
 *
 * @param own of this process and of all its children that have ended
 * @param machine of everything on this machine
 */
record ProcessorTime(double own, double machine) {

  private static final double TICKS = 100;

  static ProcessorTime now() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long own = 0;
    for (int i = 11; i <= 14; i++) {
      own += Long.parseLong(fields[i]);
    }
    String[] all = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +");
    // user, nice, system; irq and softirq; not idle, iowait, steal.
    long busy = 0;
    for (int i : new int[] {1, 2, 3, 6, 7}) {
      busy += Long.parseLong(all[i]);
    }
    return new ProcessorTime(own / TICKS, busy / TICKS);
  }

  ProcessorTime since(ProcessorTime before) {
    return new ProcessorTime(own - before.own, machine - before.machine);
  }
}
