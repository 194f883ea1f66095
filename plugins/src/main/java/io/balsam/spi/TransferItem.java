package io.balsam.spi;

/**
 * File or directory to move.
 *
 * @param source absolute path or URL
 * @param destination absolute path or URL; parent directories are created
 * @param recursive whether the source is a directory to be moved with everything below it
 */
public record TransferItem(String source, String destination, boolean recursive) {}
