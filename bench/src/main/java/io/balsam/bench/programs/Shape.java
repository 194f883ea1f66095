package io.balsam.bench.programs;

/** Structure of the dependencies of a workload. */
public enum Shape {
  /** Independent jobs that do nothing ({@code true}). */
  APART,
  /** Jobs that each wait for the one before and write the time ({@code date +%s%N}). */
  CHAIN,
  /** One job, then all but two, then one; each writes the time. */
  FAN,
  /** One job that writes the time. */
  ONE,
  /** Independent functions that return their argument; no processes. */
  FUNCTIONS;

  String command() {
    return this == APART ? "true" : "date +%s%N";
  }
}
