package io.balsam.engine.files;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest of contents and keys. */
public final class Sha256 {

  private Sha256() {}

  /** Returns a new digest. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
