package io.balsam.bench;

/** How much work the suite does. */
enum Size {
  /** Everything once and tiny: shows that the suite works, and nothing else. */
  QUICK(1),
  /** Under a quarter of an hour on two cores. */
  DEFAULT(3),
  /** The sizes the targets speak of. */
  FULL(5);

  final int rounds;

  Size(int rounds) {
    this.rounds = rounds;
  }

  int of(int quick, int usual, int full) {
    return switch (this) {
      case QUICK -> quick;
      case DEFAULT -> usual;
      case FULL -> full;
    };
  }
}
