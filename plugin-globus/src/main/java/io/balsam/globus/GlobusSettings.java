package io.balsam.globus;

import io.balsam.globus.api.Documents;
import io.balsam.spi.PluginConfig;
import io.balsam.spi.TransferLogin;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Settings of transfers.
 *
 * @param endpoint collection of this site
 * @param paths where the site's directories lie on it
 * @param wishes what each task is submitted with, but for its deadline
 * @param renames whether single files that leave are written under other names and renamed
 * @param deadline time that a task is given; zero for Globus's own
 * @param label name of a task in Globus's web pages
 * @param login how a person logs in
 */
record GlobusSettings(
    String endpoint,
    CollectionPaths paths,
    Documents.Options wishes,
    boolean renames,
    Duration deadline,
    String label,
    Login login) {

  /** Ways to log in. */
  interface Login {
    /** Begins a login; empty where nobody has to. */
    Optional<TransferLogin> begin();
  }

  private static final List<String> LEVELS = List.of("exists", "size", "mtime", "checksum");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final int LONGEST_LABEL = 128;

  static GlobusSettings of(PluginConfig config, Login login) {
    String endpoint = config.string("endpoint_id", "");
    if (endpoint.isEmpty()) {
      throw config.wrong(
          "endpoint_id",
          "must be set under plugins: transfer: globus: in settings.yml, to the UUID of the site's collection");
    }
    if (!GlobusUrl.isCollection(endpoint)) {
      throw config.wrong("endpoint_id", endpoint + ": must be the UUID of a collection");
    }
    String level = config.string("sync_level", "size");
    if (!LEVELS.contains(level)) {
      throw config.wrong("sync_level", level + ": must be one of " + String.join(", ", LEVELS));
    }
    String label = config.string("label", "Balsam");
    if (label.length() > LONGEST_LABEL || label.chars().anyMatch(Character::isISOControl)) {
      throw config.wrong(
          "label", "must be one line of at most %d characters".formatted(LONGEST_LABEL));
    }
    return new GlobusSettings(
        endpoint.toLowerCase(Locale.ROOT),
        CollectionPaths.of(config, "endpoint_path"),
        new Documents.Options(
            LEVELS.indexOf(level),
            config.flag("verify_checksum", true),
            config.flag("encrypt_data", true),
            config.flag("preserve_timestamp", false),
            null),
        config.flag("rename", true),
        config.duration("deadline", Duration.ZERO),
        label,
        login);
  }

  /**
   * Returns the wishes for a task that is submitted now.
   *
   * @param direct whether files are written under their own names: one that is there already is
   *     left alone only when its content is the same
   */
  Documents.Options options(boolean checksum, boolean direct, Instant now) {
    return new Documents.Options(
        direct ? LEVELS.indexOf("checksum") : wishes.syncLevel(),
        wishes.verifyChecksum() || checksum,
        wishes.encryptData(),
        wishes.preserveTimestamp(),
        deadline.isZero() ? null : TIME.format(now.plus(deadline).atOffset(ZoneOffset.UTC)));
  }
}
