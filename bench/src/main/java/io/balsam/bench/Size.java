package io.balsam.bench;

/** How much work the suite does. */
enum Size {
  /** Everything once and tiny: shows that the suite works, and nothing else. */
  QUICK(1, 0),
  /** Under a quarter of an hour on two cores. */
  DEFAULT(3, 6),
  /** The sizes the targets speak of. */
  FULL(5, 20);

  final int rounds;

  /** What takes little time has more turns, up to so many seconds for all of them. */
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
