package io.balsam.engine.scaling;

/** Whole numbers from a least to a most one, both included. */
record Range(int min, int max) {

  int clamp(long number) {
    return (int) Math.max(min, Math.min(max, number));
  }

  /** Returns the part of it that is not above a limit; empty ranges have a larger min than max. */
  Range upTo(int limit) {
    return new Range(min, Math.min(max, limit));
  }

  boolean isEmpty() {
    return min > max;
  }
}
