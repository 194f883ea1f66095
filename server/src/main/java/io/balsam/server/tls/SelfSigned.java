package io.balsam.server.tls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/**
 * Writes the certificate that TLS requires for a key. Only the key in it matters: clients have its
 * pin beforehand.
 */
final class SelfSigned {

  static final String SIGNATURE = "SHA256withECDSA";

  private static final int INTEGER = 0x02;
  private static final int BITS = 0x03;
  private static final int TEXT = 0x0C;
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int VERSION = 0xA0;

  private static final byte[] VERSION_3 = {2};
  private static final byte[] ECDSA_WITH_SHA256 = HexFormat.of().parseHex("06082a8648ce3d040302");
  private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");

  /** First year written with four digits; two digits stand for earlier years. */
  private static final int FIRST_LONG_YEAR = 2050;

  private SelfSigned() {}

  /** Creates a certificate of an elliptic curve's key. */
  static X509Certificate of(KeyPair keys, String name, Instant from, Instant until)
      throws GeneralSecurityException {
    byte[] algorithm = sequence(ECDSA_WITH_SHA256);
    byte[] holder =
        sequence(
            tagged(
                SET, sequence(COMMON_NAME, tagged(TEXT, name.getBytes(StandardCharsets.UTF_8)))));
    byte[] content =
        sequence(
            tagged(VERSION, tagged(INTEGER, VERSION_3)),
            tagged(INTEGER, new BigInteger(64, new SecureRandom()).toByteArray()),
            algorithm,
            holder,
            sequence(time(from), time(until)),
            holder,
            keys.getPublic().getEncoded());
    Signature signature = Signature.getInstance(SIGNATURE);
    signature.initSign(keys.getPrivate());
    signature.update(content);
    byte[] noUnusedBits = {0};
    byte[] whole = sequence(content, algorithm, tagged(BITS, noUnusedBits, signature.sign()));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(whole));
  }

  private static byte[] time(Instant instant) {
    ZonedDateTime at = instant.atZone(ZoneOffset.UTC);
    boolean far = at.getYear() >= FIRST_LONG_YEAR;
    String text =
        DateTimeFormatter.ofPattern(far ? "yyyyMMddHHmmss'Z'" : "yyMMddHHmmss'Z'").format(at);
    return tagged(far ? GENERALIZED_TIME : UTC_TIME, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] sequence(byte[]... parts) {
    return tagged(SEQUENCE, parts);
  }

  private static byte[] tagged(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    length(content.size(), out);
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  /** Writes a length in one byte, or in as many as the first one says. */
  private static void length(int length, ByteArrayOutputStream out) {
    if (length < 0x80) {
      out.write(length);
      return;
    }
    int bytes = length < 0x100 ? 1 : 2;
    out.write(0x80 | bytes);
    if (bytes == 2) {
      out.write(length >> 8);
    }
    out.write(length);
  }
}
