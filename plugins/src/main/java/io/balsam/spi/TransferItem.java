package io.balsam.spi;

/**
 * File or directory to move.
 *
 * @param source absolute path, or URL of a scheme of {@link TransferProvider#schemes}
 * @param destination absolute path or such a URL; parent directories are created
 * @param recursive whether the source is a directory to be moved with everything below it
 * @param checksum whether contents are to be compared afterwards, and not only sizes
 */
public record TransferItem(String source, String destination, boolean recursive, boolean checksum) {

  /** Creates an item of which the size alone is compared. */
  public TransferItem(String source, String destination, boolean recursive) {
    this(source, destination, recursive, false);
  }
}
