package io.balsam.server.http;

import java.util.Map;

/** Thrown for a request that is not read to its end. The connection ends with the answer. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  final transient Answered answer;
  final boolean stranger;

  /** Answer in one piece. */
  @SuppressWarnings("ArrayRecordComponent")
  record Answered(int status, Map<String, String> headers, byte[] body) {}

  /**
   * Creates the refusal.
   *
   * @param stranger whether the client has not been authorized
   */
  public Refusal(int status, Map<String, String> headers, byte[] body, boolean stranger) {
    super("status " + status, null, false, false);
    this.answer = new Answered(status, headers, body);
    this.stranger = stranger;
  }
}
