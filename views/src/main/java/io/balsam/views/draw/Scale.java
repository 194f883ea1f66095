package io.balsam.views.draw;

import java.util.ArrayList;
import java.util.List;

/**
 * Linear scale from amounts to positions.
 *
 * @param least the amount at {@code from}
 * @param most the amount at {@code to}
 * @param from first position
 * @param to last position
 */
public record Scale(double least, double most, double from, double to) {
  private static final double[] SECONDS = {
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400
  };

  public Scale {
    if (!(most > least)) {
      most = least + 1;
    }
  }

  public double at(double amount) {
    return from + (amount - least) / (most - least) * (to - from);
  }

  /** Returns round amounts for an axis, about as many as given. */
  public List<Double> ticks(int about) {
    double raw = (most - least) / about;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double step = power * (raw / power > 5 ? 10 : raw / power > 2 ? 5 : raw / power > 1 ? 2 : 1);
    return every(step);
  }

  /** Returns whole amounts for an axis, about as many as given. */
  public List<Double> wholeTicks(int about) {
    List<Double> ticks = ticks(about);
    return ticks.stream().allMatch(t -> t == Math.rint(t)) ? ticks : every(1);
  }

  /** Returns amounts in seconds for an axis of time, about as many as given. */
  public List<Double> timeTicks(int about) {
    double raw = (most - least) / about;
    if (raw < 1) {
      return ticks(about);
    }
    for (double step : SECONDS) {
      if (step >= raw) {
        return every(step);
      }
    }
    return every(Math.ceil(raw / 86400) * 86400);
  }

  private List<Double> every(double step) {
    List<Double> ticks = new ArrayList<>();
    for (long n = (long) Math.ceil(least / step - 1e-9); n * step <= most + step * 1e-9; n++) {
      ticks.add(n * step);
    }
    return ticks;
  }
}
