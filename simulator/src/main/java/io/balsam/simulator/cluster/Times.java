package io.balsam.simulator.cluster;

/** Sums of times that do not overflow: a time without end stays one. */
final class Times {

  private Times() {}

  static long plus(long time, long length) {
    long sum = time + length;
    return sum < time ? Long.MAX_VALUE : sum;
  }
}
