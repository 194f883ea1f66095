package io.balsam.bench.verdict;

/**
 * A target and what a run says of it.
 *
 * @param what is measured
 * @param wanted how much
 * @param reached how much it was, with the spread; why not known when it is not
 * @param verdict whether that is enough
 */
public record Target(String what, String wanted, String reached, Verdict verdict) {

  /** Judged by medians. */
  public enum Verdict {
    MET,
    MISSED,
    /** The run did not measure it. */
    OPEN;

    static Verdict of(boolean enough) {
      return enough ? MET : MISSED;
    }
  }
}
