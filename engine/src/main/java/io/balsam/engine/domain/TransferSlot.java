package io.balsam.engine.domain;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Named file or directory of an app's workdir that transfers fill or read.
 *
 * @param name name by which jobs fill the slot
 * @param direction into or out of the workdir
 * @param localPath relative to the workdir; {@code .} for stage in keeps the remote name
 * @param required whether every job must fill it
 * @param recursive whether it is a directory
 * @param description for people
 * @param via name of the transfer that is to move it; empty for the best one there is
 * @param compares what is compared with the source after the transfer
 */
public record TransferSlot(
    String name,
    Direction direction,
    String localPath,
    boolean required,
    boolean recursive,
    String description,
    String via,
    Comparison compares) {

  /** Direction of a transfer. */
  public enum Direction {
    IN,
    OUT
  }

  /** Extent of the comparison with the source after a transfer. */
  public enum Comparison {
    SIZES,
    CONTENTS
  }

  /**
   * Creates a slot.
   *
   * @param via null in records of versions that did not have it
   * @param compares null in records of versions that did not have it
   */
  @SuppressWarnings("NullAway")
  public TransferSlot {
    via = orElse(via, "");
    compares = orElse(compares, Comparison.SIZES);
  }

  /** Creates a slot that is filled in the best way there is. */
  public TransferSlot(
      String name,
      Direction direction,
      String localPath,
      boolean required,
      boolean recursive,
      String description) {
    this(name, direction, localPath, required, recursive, description, "", Comparison.SIZES);
  }

  /** Returns whether contents are compared, and not only sizes. */
  public boolean comparesContents() {
    return compares == Comparison.CONTENTS;
  }

  private static <T> T orElse(@Nullable T value, T otherwise) {
    return Objects.requireNonNullElse(value, otherwise);
  }
}
