package io.balsam.agent.site;

import io.balsam.engine.execution.RunTexts;
import io.balsam.engine.trust.OwnFiles;
import io.balsam.server.tls.Identity;
import io.balsam.server.tls.IdentityText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A site's key and certificate, in a file that only its user may read. */
public final class IdentityFile {

  private static final Logger LOG = LoggerFactory.getLogger(IdentityFile.class);

  /** Minimum remaining validity: agents may run for months. */
  private static final Duration LEAST_LEFT = Duration.ofDays(365);

  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;

  public IdentityFile(SiteDirectory site) {
    file = site.identity();
  }

  /**
   * Returns the site's identity; creates a new one if the present one cannot be used.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  public Identity take(Instant now) {
    Optional<Identity> kept = read();
    Optional<String> wrong = kept.isEmpty() ? Optional.of("there is none") : wrong(now);
    if (kept.isPresent() && wrong.isEmpty()) {
      return kept.get();
    }
    LOG.info("a new key for TLS in {}: {}", file, wrong.orElse(""));
    Identity fresh = Identity.fresh(now);
    try {
      OwnFiles.writePrivate(file, IdentityText.write(fresh).getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
    return fresh;
  }

  /** Reads the identity; empty when there is none, or none that can be read. */
  public Optional<Identity> read() {
    try {
      return IdentityText.read(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /**
   * Returns why an agent that starts now would create a new identity; empty when there is none, or
   * a valid one.
   */
  public Optional<String> wrong(Instant now) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Optional<Identity> kept = read();
    if (kept.isEmpty()) {
      return Optional.of(file + " holds no key with its certificate");
    }
    Instant end = kept.get().certificate().getNotAfter().toInstant();
    if (end.isBefore(now.plus(LEAST_LEFT))) {
      return Optional.of("the certificate in %s ends on %s".formatted(file, RunTexts.time(end)));
    }
    try {
      return PRIVATE.containsAll(Files.getPosixFilePermissions(file))
          ? Optional.empty()
          : Optional.of("others could read " + file);
    } catch (IOException e) {
      return Optional.of("cannot check who could read %s: %s".formatted(file, e.getMessage()));
    }
  }
}
