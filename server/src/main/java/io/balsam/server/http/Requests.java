package io.balsam.server.http;

import java.util.concurrent.Executor;

/** Whom requests are brought to. */
public interface Requests {

  /** A request that may go on. */
  interface Admitted {

    /** How many bytes its body may have. */
    int most();

    /** Whose threads handle it. */
    Executor threads();

    /** Handles it, and replies now or later, once. */
    void handle(byte[] body, Reply reply);
  }

  /**
   * Decides by the head alone. Must return at once: a thread that serves many connections waits.
   *
   * @throws Refusal when the rest of it is of no interest
   */
  Admitted admit(Head head) throws Refusal;

  /** The answer to a body that is larger than it may be. */
  Refusal tooLarge(int most);

  /** The answer to what is no HTTP. */
  Refusal unreadable(String why);
}
