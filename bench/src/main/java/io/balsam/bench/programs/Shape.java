package io.balsam.bench.programs;

/** How the jobs of a workload hang together. */
public enum Shape {
  /** Independent jobs that do nothing ({@code true}). */
  APART,
  /** Each waits for the one before and writes down the time ({@code date +%s%N}). */
  CHAIN,
  /** One, then all but two, then one; each writes down the time. */
  FAN,
  /** One job that writes down the time. */
  ONE,
  /** Independent functions that return their argument; no processes. */
  FUNCTIONS;

  String command() {
    return this == APART ? "true" : "date +%s%N";
  }
}
