package io.balsam.views.draw;

import io.balsam.engine.domain.JobState;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Appearance of a state. Fifteen states are more than an eye can distinguish; these are eight. The
 * colours are those of Okabe and Ito, made for the colour-blind, darkened or lightened for their
 * background; every phase has a mark as well, so that colour is never the only sign. The sequence
 * of the constants is that of bars: what has ended first, what has not begun last.
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

  /** Adds up states by phase. */
  public static Map<Phase, Long> counts(Map<JobState, Long> states) {
    Map<Phase, Long> counts = new EnumMap<>(Phase.class);
    states.forEach((state, count) -> counts.merge(of(state), count, Long::sum));
    return counts;
  }

  /** Describes the counts, as {@code 14 finished, 2 failed}. */
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

  /** Returns the name, one word or a few. */
  public String label() {
    return label;
  }

  /** Returns the mark, one character. */
  public String mark() {
    return mark;
  }

  /** Returns the name in style sheets. */
  public String css() {
    return "p-" + name().toLowerCase(Locale.ROOT);
  }

  /** Returns the fill on a light background. */
  public String light() {
    return light;
  }

  /** Returns the fill on a dark background. */
  public String dark() {
    return dark;
  }
}
