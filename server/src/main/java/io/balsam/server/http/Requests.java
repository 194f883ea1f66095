package io.balsam.server.http;

import java.util.concurrent.Executor;

/** Handler of requests. */
public interface Requests {

  /** A request that was admitted. */
  interface Admitted {

    /** Returns the maximum size of its body in bytes. */
    int most();

    /** Returns the threads to handle it on. */
    Executor threads();

    /** Handles it, and replies now or later, once. */
    void handle(byte[] body, Reply reply);
  }

  /**
   * Decides by the head alone. Must return at once, as the calling thread serves many connections.
   *
   * @throws Refusal when the rest of the request is not to be read
   */
  Admitted admit(Head head) throws Refusal;

  /** Returns the answer to a body that is larger than allowed. */
  Refusal tooLarge(int most);

  /** Returns the answer to input that is not HTTP. */
  Refusal unreadable(String why);
}
