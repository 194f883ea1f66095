package io.balsam.engine.domain;

/**
 * A named place of an app's workdir that files are moved into or out of.
 *
 * @param name the word jobs use to fill the slot
 * @param direction into or out of the workdir
 * @param localPath relative to the workdir; {@code .} on the way in keeps the remote name
 * @param required whether every job must fill it
 * @param recursive whether it is a directory
 * @param description for people
 */
public record TransferSlot(
    String name,
    Direction direction,
    String localPath,
    boolean required,
    boolean recursive,
    String description) {

  /** Which way the files go. */
  public enum Direction {
    IN,
    OUT
  }
}
