package io.balsam.server.tls;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * Key and certificate by which a server authenticates itself.
 *
 * @param key private key
 * @param certificate certificate of the public key
 */
public record Identity(PrivateKey key, X509Certificate certificate) {

  /** Tolerance for differing clocks. */
  private static final Duration BEFORE = Duration.ofDays(1);

  private static final Duration LIFE = Duration.ofDays(3650);
  private static final int CURVE_BITS = 256;

  /** Creates a new identity. */
  public static Identity fresh(Instant now) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(CURVE_BITS);
      KeyPair keys = generator.generateKeyPair();
      return new Identity(
          keys.getPrivate(), SelfSigned.of(keys, "Balsam", now.minus(BEFORE), now.plus(LIFE)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "this Java cannot make keys for TLS (%s): is its module jdk.crypto.ec missing?"
              .formatted(e.getMessage()),
          e);
    }
  }

  /** Returns the fingerprint of its key, {@code sha256//…} in base 64, as curl accepts it. */
  public String pin() {
    return pin(certificate.getPublicKey());
  }

  /** Returns whether the key and the certificate belong together. */
  boolean belongsTogether() {
    try {
      Signature signature = Signature.getInstance(SelfSigned.SIGNATURE);
      signature.initSign(key);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  static String pin(PublicKey key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
      return "sha256//" + Base64.getEncoder().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
