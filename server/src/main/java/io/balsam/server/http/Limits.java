package io.balsam.server.http;

import java.time.Duration;

/** What nobody gets more of. Those who have shown the token get more time than strangers. */
final class Limits {

  /** Until the first whole head with a right token. */
  static final Duration HEAD = Duration.ofSeconds(5);

  /** Between two pieces of a body. */
  static final Duration PIECE = Duration.ofSeconds(10);

  /** For a whole body. */
  static final Duration BODY = Duration.ofMinutes(5);

  /** From an answer to the end of the next head. */
  static final Duration IDLE = Duration.ofSeconds(60);

  /** For a piece of an answer to be taken. */
  static final Duration STALL = Duration.ofSeconds(30);

  /** Connections whose peers have shown no token. One more, and the oldest is closed. */
  static final int STRANGERS = 256;

  /** Addresses may be long, with filters in them. */
  static final int LINE = 8 << 10;

  static final int HEADERS = 16 << 10;
  static final int CHUNK = 64 << 10;

  /**
   * How much of a refused request is still taken in, so that its answer is not lost in a reset
   * connection, and for how long.
   */
  static final long REST_OF_STRANGERS = 64 << 10;

  static final Duration REST_OF_STRANGERS_TIME = Duration.ofSeconds(2);

  static final long REST = 64L << 20;
  static final Duration REST_TIME = Duration.ofSeconds(10);

  private Limits() {}
}
