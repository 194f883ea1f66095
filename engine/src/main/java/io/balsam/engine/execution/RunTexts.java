package io.balsam.engine.execution;

import io.balsam.engine.process.ProcessEnd;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Formats durations and the ends of processes, for users. */
public final class RunTexts {

  /** Key of the seconds that a job ran until its launcher was out of time, in an event's data. */
  public static final String HAD_SECONDS = "had_seconds";

  private static final List<String> SIGNALS =
      List.of(
          ("0 HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD"
                  + " CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS")
              .split(" "));

  private static final int NOT_EXECUTABLE = 126;

  /** What shells add to the number of a signal, and a program may return by itself. */
  private static final int SIGNALLED = 128;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private RunTexts() {}

  /** Returns local date and time. */
  public static String time(Instant instant) {
    return TIME.format(instant.atZone(ZoneId.systemDefault()));
  }

  public static String howItEnded(ProcessEnd end) {
    if (end.manner() == ProcessEnd.Manner.STOPPED) {
      return "it was cut off: " + end.error();
    }
    Integer code = end.exitCode();
    boolean ran = end.signal() != 0 || (code != null && code < NOT_EXECUTABLE);
    if (!end.error().isEmpty()) {
      return ran ? end.error() : "it could not be started: " + end.error();
    }
    return end.signal() != 0 || code == null ? signal(end.signal()) : exitCode(code);
  }

  public static String overtime(Duration wallTime) {
    return "it ran longer than its wall time of " + duration(wallTime);
  }

  static String exitCode(int code) {
    String plain = "exit code " + code;
    if (code == NOT_EXECUTABLE) {
      return plain + " (the command was found but cannot be executed)";
    }
    return code == 127 ? plain + " (a command was not found)" : plain;
  }

  /** Returns the signal, and the exit code that looks the same. */
  static String signal(int signal) {
    boolean named = signal > 0 && signal < SIGNALS.size();
    return "ended by %s (or exit code %d)%s"
        .formatted(
            named ? "SIG" + SIGNALS.get(signal) : "signal " + signal,
            SIGNALLED + signal,
            hint(signal));
  }

  private static String hint(int signal) {
    return switch (signal) {
      case 9 -> ", often for lack of memory";
      case 13 -> ", often since a pipe was not read to its end, as by head";
      default -> "";
    };
  }

  /** Returns the duration as {@code 1d2h}, {@code 3m20s} or {@code 1.5s}. */
  public static String duration(Duration time) {
    if (time.compareTo(Duration.ofMinutes(1)) < 0) {
      double seconds = time.toMillis() / 1000.0;
      return (seconds == Math.rint(seconds)
              ? Long.toString((long) seconds)
              : Double.toString(seconds))
          + "s";
    }
    long[] parts = {time.toDays(), time.toHoursPart(), time.toMinutesPart(), time.toSecondsPart()};
    String units = "dhms";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] > 0) {
        text.append(parts[i]).append(units.charAt(i));
      }
    }
    return text.toString();
  }
}
