package io.balsam.bench.show;

import io.balsam.views.draw.Scale;
import java.util.ArrayList;
import java.util.List;

/**
 * Horizontal axis: linear from zero when all amounts are similar, else logarithmic.
 *
 * @param logarithmic whether the scale is of the amounts' logarithms
 */
record Axis(boolean logarithmic, Scale scale) {

  /** Ratio up to which the axis is linear; beyond it small amounts would be indistinguishable. */
  private static final double ALIKE = 5;

  /** Position of an amount on the axis; small ticks have no number. */
  record Tick(double amount, double place, boolean large) {}

  static Axis of(double least, double most, double from, double to) {
    if (least <= 0 || most / least < ALIKE) {
      return new Axis(false, new Scale(0, most * 1.05, from, to));
    }
    // Not from decade to decade: that would leave half of the picture empty.
    return new Axis(
        true, new Scale(Math.log10(round(least, false)), Math.log10(round(most, true)), from, to));
  }

  double at(double amount) {
    return scale.at(logarithmic ? Math.log10(amount) : amount);
  }

  List<Tick> ticks() {
    if (!logarithmic) {
      return scale.ticks(6).stream().map(amount -> new Tick(amount, at(amount), true)).toList();
    }
    List<Tick> ticks = new ArrayList<>();
    boolean few = scale.most() - scale.least() < 3;
    for (int power = (int) Math.floor(scale.least()); power <= scale.most(); power++) {
      for (int digit = 1; digit <= 9; digit++) {
        double amount = digit * Math.pow(10, power);
        double log = Math.log10(amount);
        if (log >= scale.least() - 1e-9 && log <= scale.most() + 1e-9) {
          boolean large = digit == 1 || (few && (digit == 2 || digit == 5));
          ticks.add(new Tick(amount, at(amount), large));
        }
      }
    }
    return ticks;
  }

  /** Rounds to 1, 2 or 5 times a power of ten. */
  private static double round(double amount, boolean up) {
    double power = Math.pow(10, Math.floor(Math.log10(amount)));
    double digits = amount / power;
    if (up) {
      return power * (digits > 5 ? 10 : digits > 2 ? 5 : digits > 1 ? 2 : 1);
    }
    return power * (digits >= 5 ? 5 : digits >= 2 ? 2 : 1);
  }
}
