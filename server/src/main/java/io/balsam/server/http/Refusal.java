package io.balsam.server.http;

import java.util.Map;

/** A request that is not even read to its end. The connection ends with the answer. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  final transient Answered answer;
  final boolean stranger;

  /** An answer in one piece. */
  @SuppressWarnings("ArrayRecordComponent")
  record Answered(int status, Map<String, String> headers, byte[] body) {}

  /**
   * To be thrown.
   *
   * @param stranger whether whoever asked has not shown that he may
   */
  public Refusal(int status, Map<String, String> headers, byte[] body, boolean stranger) {
    super("status " + status, null, false, false);
    this.answer = new Answered(status, headers, body);
    this.stranger = stranger;
  }
}
