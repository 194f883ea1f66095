package io.balsam.spi;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Moves files in batches. Called from several threads.
 *
 * <p>Whatever its service does, every transfer keeps these rules:
 *
 * <ul>
 *   <li>A file is complete when its name appears at the destination: it is written under another
 *       name and renamed. Its size has been compared with the source by then, and its content if
 *       {@link TransferItem#checksum} asks for that.
 *   <li>Symbolic links below a directory are never followed out of it.
 *   <li>Moving the same items twice is harmless. After a crash the engine submits a batch again
 *       whose end it does not know.
 * </ul>
 */
public interface Transfer {

  /**
   * Returns why nothing can be moved now, for people, with the command that changes it: a program
   * that is not installed, a login that has expired. Called before each batch, so it must be quick.
   *
   * @return empty when it can
   */
  default Optional<String> unavailable() {
    return Optional.empty();
  }

  /**
   * Begins a login, where a person can log in to the service: {@code balsam transfer login}.
   *
   * @return empty for a transfer without a login of its own
   * @throws PluginException USER when a setting is missing for it
   */
  default Optional<TransferLogin> login() {
    return Optional.empty();
  }

  /**
   * Returns an id for a batch that is about to be submitted. The engine records it first, so that
   * after a crash the service can be asked whether it already has the batch.
   *
   * @throws PluginException TRANSIENT when the service does not answer
   */
  default String newSubmission() {
    return UUID.randomUUID().toString();
  }

  /**
   * Starts to move a batch, and returns before it has arrived if that takes long. The settings
   * limit how many batches the engine lets run at the same time: a transfer has no limit of its
   * own.
   *
   * @param items not empty; independent of each other
   * @return id of the task, unique within this transfer
   * @throws PluginException whose kind says whether a retry makes sense
   */
  String submit(List<TransferItem> items);

  /**
   * Starts to move a batch, unless the service already has this submission: then its task goes on,
   * and its id is returned.
   *
   * @param submission an id of {@link #newSubmission}
   * @param items as in {@link #submit(List)}; the same each time a submission is repeated
   */
  default String submit(String submission, List<TransferItem> items) {
    return submit(items);
  }

  /**
   * Returns the progress of tasks; many in one call, because a remote service answers slowly.
   *
   * @return a report for every id asked for; {@link TransferState#UNKNOWN} for an unknown id
   */
  Map<String, TransferReport> status(Collection<String> taskIds);

  /**
   * Sets who is told when a task has ended. A transfer that knows that by itself calls the listener
   * with the task's id once {@link #status} reports the end; it is then asked only now and then,
   * for the progress. Called once.
   *
   * @param listener returns at once; may be called from any thread
   * @return whether it will be called; false for a transfer that must be asked
   */
  default boolean tellEnds(Consumer<String> listener) {
    return false;
  }

  /** Cancels a task. Files already moved stay. Unknown ids are ignored. */
  void cancel(String taskId);
}
