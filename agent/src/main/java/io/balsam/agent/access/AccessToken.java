package io.balsam.agent.access;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Secret that the clients of a server in this process must know. */
public final class AccessToken {

  private static final int BYTES = 24;

  private AccessToken() {}

  /** Returns a new random token. */
  public static String fresh() {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }
}
