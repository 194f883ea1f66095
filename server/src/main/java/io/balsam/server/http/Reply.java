package io.balsam.server.http;

import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The one answer to a request. Thread-safe. */
public interface Reply {

  /** Answers in one piece; null for no body. */
  void send(int status, String type, byte @Nullable [] body);

  /**
   * Begins an answer whose length is not known yet. Writing waits for the client to read; closing
   * completes the answer.
   */
  OutputStream begin(int status, String type);

  /**
   * Closes the connection, so that the client does not take a partial answer for a complete one.
   */
  void abort();
}
