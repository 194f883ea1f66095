package io.balsam.bench;

/** Amount of work of the suite. */
enum Size {
  /** Everything once and tiny: only shows that the suite works. */
  QUICK(1, 0),
  /** Less than a quarter of an hour on two cores. */
  DEFAULT(3, 6),
  /** The sizes that the targets refer to. */
  FULL(5, 20);

  final int rounds;

  /** Seconds up to which a fast contender has more turns, for all of them together. */
  final double seconds;

  Size(int rounds, double seconds) {
    this.rounds = rounds;
    this.seconds = seconds;
  }

  int of(int quick, int usual, int full) {
    return switch (this) {
      case QUICK -> quick;
      case DEFAULT -> usual;
      case FULL -> full;
    };
  }
}
