package io.balsam.server.http;

import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The one answer to a request. From any thread. */
public interface Reply {

  /** Answers in one piece; null for no body. */
  void send(int status, String type, byte @Nullable [] body);

  /**
   * Begins an answer whose length is not known yet. Writing waits for whoever reads it; closing
   * ends it well.
   */
  OutputStream begin(int status, String type);

  /** Ends the connection: whoever asked must not take what he has for an answer. */
  void abort();
}
