package io.balsam.bench.verdict;

/**
 * A target and its verdict.
 *
 * @param what figure that is measured
 * @param wanted required value
 * @param reached measured value, with the spread; if unknown, the reason
 * @param verdict whether that is enough
 */
public record Target(String what, String wanted, String reached, Verdict verdict) {

  /** Verdict, judged by medians. */
  public enum Verdict {
    MET,
    MISSED,
    /** Not measured in this run. */
    OPEN;

    static Verdict of(boolean enough) {
      return enough ? MET : MISSED;
    }
  }
}
