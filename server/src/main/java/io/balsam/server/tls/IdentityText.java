package io.balsam.server.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converts an identity to text: its key and its certificate in PEM, which every tool for TLS reads.
 */
public final class IdentityText {

  private static final String KEY = "PRIVATE KEY";
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final int LINE = 64;

  private IdentityText() {}

  /** Formats an identity. */
  public static String write(Identity identity) {
    try {
      return block(KEY, identity.key().getEncoded())
          + block(CERTIFICATE, identity.certificate().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Parses an identity; empty when the text is none, or its halves do not belong together. */
  public static Optional<Identity> read(String text) {
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(part(text, CERTIFICATE)));
      Identity identity =
          new Identity(
              KeyFactory.getInstance("EC")
                  .generatePrivate(new PKCS8EncodedKeySpec(part(text, KEY))),
              certificate);
      return Optional.of(identity).filter(Identity::belongsTogether);
    } catch (GeneralSecurityException | IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private static String block(String name, byte[] content) {
    byte[] end = {'\n'};
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(name, Base64.getMimeEncoder(LINE, end).encodeToString(content), name);
  }

  private static byte[] part(String text, String name) {
    Matcher part =
        Pattern.compile("-----BEGIN " + name + "-----(.*?)-----END " + name, Pattern.DOTALL)
            .matcher(text);
    if (!part.find()) {
      throw new IllegalArgumentException("there is no " + name);
    }
    return Base64.getMimeDecoder().decode(part.group(1));
  }
}
