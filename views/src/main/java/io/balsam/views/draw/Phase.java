package io.balsam.views.draw;

import io.balsam.engine.domain.JobState;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a state looks like. Fifteen states are more than an eye can tell apart; these are eight. The
 * colours are those of Okabe and Ito, made for the colour-blind, darkened or lightened for the
 * ground they stand on; every phase has a mark as well, so that colour is never the only sign. The
 * order is that of bars: what has ended first, what has not begun last.
 */
public enum Phase {
  FINISHED("finished", "\u2713", "#009e73", "#17b187"),
  FAILED("failed", "\u2715", "#d55e00", "#f0752b"),
  CANCELLED("cancelled", "\u2013", "#b87aa0", "#c98bb1"),
  ENDING("ending", "\u25D0", "#66c2a5", "#5fb79b"),
  RUNNING("running", "\u25B6", "#0072b2", "#2f8fe0"),
  AGAIN("to run again", "\u21BB", "#e69f00", "#eaa91f"),
  READY("ready", "\u25B7", "#56b4e9", "#58b4e6"),
  WAITING("waiting", "\u00B7", "#9aa5b1", "#6b7785");

  private final String label;
  private final String mark;
  private final String light;
  private final String dark;

  Phase(String label, String mark, String light, String dark) {
    this.label = label;
    this.mark = mark;
    this.light = light;
    this.dark = dark;
  }

  public static Phase of(JobState state) {
    return switch (state) {
      case CREATED, AWAITING_PARENTS -> WAITING;
      case READY, STAGED_IN, PREPROCESSED -> READY;
      case RUNNING -> RUNNING;
      case RUN_DONE, POSTPROCESSED, STAGED_OUT -> ENDING;
      case RUN_ERROR, RUN_TIMEOUT, RESTART_READY -> AGAIN;
      case JOB_FINISHED -> FINISHED;
      case FAILED -> FAILED;
      case CANCELLED -> CANCELLED;
    };
  }

  /** Sums up states by what they look like. */
  public static Map<Phase, Long> counts(Map<JobState, Long> states) {
    Map<Phase, Long> counts = new EnumMap<>(Phase.class);
    states.forEach((state, count) -> counts.merge(of(state), count, Long::sum));
    return counts;
  }

  /** {@code 14 finished, 2 failed}. */
  public static String sentence(Map<Phase, Long> counts) {
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (phase, count) -> {
          if (count > 0) {
            text.append(text.isEmpty() ? "" : ", ")
                .append(Figures.count(count))
                .append(' ')
                .append(phase.label);
          }
        });
    return text.toString();
  }

  /** One word or a few. */
  public String label() {
    return label;
  }

  /** One character. */
  public String mark() {
    return mark;
  }

  /** Name in style sheets. */
  public String css() {
    return "p-" + name().toLowerCase(Locale.ROOT);
  }

  /** Fill on a light ground. */
  public String light() {
    return light;
  }

  /** Fill on a dark ground. */
  public String dark() {
    return dark;
  }
}
