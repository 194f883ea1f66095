package io.balsam.engine.domain;

/**
 * Named file or directory of an app's workdir that transfers fill or read.
 *
 * @param name name by which jobs fill the slot
 * @param direction into or out of the workdir
 * @param localPath relative to the workdir; {@code .} for stage in keeps the remote name
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

  /** Direction of a transfer. */
  public enum Direction {
    IN,
    OUT
  }
}
