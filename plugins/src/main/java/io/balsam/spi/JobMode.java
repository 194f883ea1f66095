package io.balsam.spi;

/** Mode in which a launcher runs jobs. */
public enum JobMode {
  /** One process on the head node starts every job through the MPI runner. */
  MPI,
  /** One worker on each node starts jobs of one rank by itself. */
  SERIAL
}
