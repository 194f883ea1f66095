package io.balsam.spi;

import java.util.Set;

/**
 * Creates {@link Transfer}s. Its name says by which way files are moved: {@code cp}, {@code rsync},
 * {@code globus}.
 */
public interface TransferProvider extends Provider {

  /**
   * Creates a transfer.
   *
   * @param config configuration block of the transfer
   * @param context services of the engine
   */
  Transfer create(PluginConfig config, PluginContext context);

  /**
   * Returns the schemes of the URLs it moves files from and to, as {@code ssh}; the other end is
   * this site's file system. {@code file} stands for paths that are mounted here: items then have
   * paths at both ends.
   *
   * @return empty for a transfer that is used by its name only
   */
  default Set<String> schemes() {
    return Set.of();
  }

  /** Returns whether what arrives is a link to its source instead of a copy. */
  default boolean links() {
    return false;
  }

  /** Returns what moving files costs as long as nothing has been measured at this site. */
  default TransferCost cost() {
    return TransferCost.TYPICAL;
  }
}
