package io.balsam.engine.files;

import io.balsam.engine.store.RunMark;
import io.balsam.engine.store.StoreException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Creates directories of runs. */
public final class RunDirectories {

  private RunDirectories() {}

  /**
   * Creates the directory of a new run.
   *
   * @return false when the name is taken: the existing one belongs to a run that the store no
   *     longer has, or to the user, and is never entered
   * @throws StoreException when it cannot be created
   */
  public static boolean make(Path runDirectory) {
    try {
      Files.createDirectories(runDirectory.getParent());
      Files.createDirectory(runDirectory);
      RunMark.put(runDirectory);
      return true;
    } catch (FileAlreadyExistsException e) {
      if (runDirectory.toString().equals(e.getFile())) {
        return false;
      }
      throw new StoreException(
          "cannot make %s: %s is not a directory".formatted(runDirectory, e.getFile()), e);
    } catch (IOException e) {
      throw StoreException.of("cannot make " + runDirectory, runDirectory, e);
    }
  }
}
