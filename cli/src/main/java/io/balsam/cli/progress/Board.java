package io.balsam.cli.progress;

import io.balsam.cli.term.Style;
import io.balsam.cli.term.Times;
import io.balsam.cli.term.Visible;
import io.balsam.engine.api.RunProgress;
import io.balsam.engine.domain.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Lines that show a run's progress: one for each app, and a bar below. */
final class Board {

  private static final int BAR = 28;

  private final Style style;

  Board(Style style) {
    this.style = style;
  }

  /**
   * Returns the lines.
   *
   * @param place short description of what the jobs run on
   * @param running time since the run was submitted or resumed
   * @param doneBefore jobs that had ended then already
   * @param left estimated time to the end of the run, if it is known
   * @param rows maximum number of apps with a line of their own; the others share one
   */
  List<String> lines(
      RunProgress progress,
      String place,
      Duration running,
      long doneBefore,
      Optional<Duration> left,
      int rows) {
    List<RunProgress.AppLine> apps = progress.apps();
    int name = apps.stream().mapToInt(app -> Visible.width(name(app))).max().orElse(0);
    name = Math.min(Math.max(3, name), 32);
    List<String> lines = new ArrayList<>();
    String heads = "  %-" + name + "s %9s %9s %9s %9s %9s";
    lines.add(
        style.dim(
            String.format(
                Locale.ROOT, heads, "APP", "WAITING", "RUNNING", "DONE", "FAILED", "RETRIED")));
    List<RunProgress.AppLine> shown = busiest(apps, rows);
    for (RunProgress.AppLine app : shown) {
      lines.add(line(app, name));
    }
    if (shown.size() < apps.size()) {
      lines.add(style.dim("  … and %d more apps".formatted(apps.size() - shown.size())));
    }
    lines.add(bar(progress, place, running, doneBefore, left));
    return lines;
  }

  /** Returns active apps first, otherwise in the sequence of the script. */
  private static List<RunProgress.AppLine> busiest(List<RunProgress.AppLine> apps, int rows) {
    if (apps.size() <= rows) {
      return apps;
    }
    List<RunProgress.AppLine> some =
        apps.stream()
            .sorted(Comparator.comparingInt(Board::rank))
            .limit(Math.max(1, rows - 1))
            .toList();
    return apps.stream().filter(some::contains).toList();
  }

  private static int rank(RunProgress.AppLine app) {
    if (app.count(JobState.RUNNING) > 0) {
      return 0;
    }
    if (app.count(JobState.FAILED, JobState.CANCELLED) > 0) {
      return 1;
    }
    return app.count(JobState.JOB_FINISHED) == app.total() ? 3 : 2;
  }

  private String line(RunProgress.AppLine app, int width) {
    long running = app.count(JobState.RUNNING);
    long done = app.count(JobState.JOB_FINISHED);
    long failed = app.count(JobState.FAILED, JobState.CANCELLED);
    long waiting = app.total() - running - done - failed;
    boolean all = done == app.total();
    String name = Visible.begin(name(app), width);
    String padded = name + " ".repeat(width - Visible.width(name));
    String reused = app.reused() == 0 ? "" : style.dim("  %d reused".formatted(app.reused()));
    return "  "
        + (all ? style.green(padded) : padded)
        + number(waiting)
        + paint(running, style.cyan(number(running)))
        + paint(done, style.green(number(done)))
        + paint(failed, style.red(number(failed)))
        + paint(app.retried(), style.yellow(number(app.retried())))
        + reused;
  }

  private static String name(RunProgress.AppLine app) {
    return Visible.cell(app.app());
  }

  private String paint(long value, String painted) {
    return value == 0 ? style.dim(number(0)) : painted;
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, " %9d", value);
  }

  private String bar(
      RunProgress progress,
      String place,
      Duration running,
      long doneBefore,
      Optional<Duration> left) {
    long total = progress.total();
    long done = progress.done();
    double part = total == 0 ? 1 : (double) done / total;
    StringBuilder line = new StringBuilder("  ").append(style.bar(part, BAR));
    line.append(String.format(Locale.ROOT, "  %d/%d  %d %%", done, total, (long) (part * 100)));
    line.append("  ").append(Times.ticking(running));
    double seconds = running.toMillis() / 1000.0;
    long here = done - doneBefore;
    if (here > 0 && seconds >= 1 && !progress.ended()) {
      line.append(String.format(Locale.ROOT, "  %s/s", rate(here / seconds)));
    }
    left.ifPresent(time -> line.append("  ").append(Times.ticking(time)).append(" left"));
    line.append("  ").append(place);
    return line.toString();
  }

  private static String rate(double rate) {
    return String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%.0f", rate);
  }
}
