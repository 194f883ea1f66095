package io.balsam.spi;

/**
 * One file or directory to move.
 *
 * @param source absolute path or URL
 * @param destination absolute path or URL; parents are made
 * @param recursive whether the source is a directory to move with all below it
 */
public record TransferItem(String source, String destination, boolean recursive) {}
