package io.balsam.server.http;

import java.time.Duration;

/** Limits of connections. Clients that have presented the token get more time than strangers. */
final class Limits {

  /** Time until the first complete head with a right token. */
  static final Duration HEAD = Duration.ofSeconds(5);

  /** Time between two pieces of a body. */
  static final Duration PIECE = Duration.ofSeconds(10);

  /** Time for a whole body. */
  static final Duration BODY = Duration.ofMinutes(5);

  /** Time from an answer to the end of the next head. */
  static final Duration IDLE = Duration.ofSeconds(60);

  /** Time for a piece of an answer to be taken. */
  static final Duration STALL = Duration.ofSeconds(30);

  /**
   * Number of connections whose clients have presented no token; beyond it, the oldest is closed.
   */
  static final int STRANGERS = 256;

  /** Length of the request line in bytes; addresses with filters may be long. */
  static final int LINE = 8 << 10;

  static final int HEADERS = 16 << 10;
  static final int CHUNK = 64 << 10;

  /**
   * Amount of a refused request that is still read, so that its answer is not lost in a reset
   * connection; a time limit applies as well.
   */
  static final long REST_OF_STRANGERS = 64 << 10;

  static final Duration REST_OF_STRANGERS_TIME = Duration.ofSeconds(2);

  static final long REST = 64L << 20;
  static final Duration REST_TIME = Duration.ofSeconds(10);

  private Limits() {}
}
