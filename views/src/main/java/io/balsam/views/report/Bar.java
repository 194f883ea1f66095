package io.balsam.views.report;

import io.balsam.views.draw.Phase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Bar in a row of the timeline: an attempt, or several of one app with the same outcome that follow
 * each other without a visible gap.
 */
record Bar(int lane, Attempt first, double end, int attempts) {

  /** Returns a bar for each attempt or, if those are too many, the longest of the joined bars. */
  static List<Bar> of(List<Attempt> attempts, Lanes lanes, int most, double pixel) {
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < attempts.size(); i++) {
      bars.add(new Bar(lanes.lane(i), attempts.get(i), attempts.get(i).end(), 1));
    }
    if (bars.size() <= most) {
      return bars;
    }
    List<Bar> joined = joined(bars, lanes.count(), pixel);
    if (joined.size() <= most) {
      return joined;
    }
    joined.sort(Comparator.comparingDouble(bar -> bar.first.begin() - bar.end));
    return joined.subList(0, most);
  }

  private static List<Bar> joined(List<Bar> bars, int lanes, double gap) {
    List<Bar> joined = new ArrayList<>();
    Bar[] open = new Bar[lanes];
    for (Bar bar : bars) {
      Bar before = open[bar.lane];
      if (before != null && before.alike(bar) && bar.first.begin() - before.end <= gap) {
        open[bar.lane] = new Bar(bar.lane, before.first, bar.end, before.attempts + bar.attempts);
      } else {
        if (before != null) {
          joined.add(before);
        }
        open[bar.lane] = bar;
      }
    }
    for (Bar last : open) {
      if (last != null) {
        joined.add(last);
      }
    }
    return joined;
  }

  private boolean alike(Bar other) {
    return first.job().app().equals(other.first.job().app())
        && first.cores() == other.first.cores()
        && phase() == other.phase();
  }

  Phase phase() {
    return first.phase();
  }

  double seconds() {
    return end - first.begin();
  }
}
