package io.balsam.engine.files;

import io.balsam.engine.store.RunMark;
import io.balsam.engine.store.StoreException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Directories of runs. */
public final class RunDirectories {

  private RunDirectories() {}

  /**
   * Makes the directory of a new run.
   *
   * @return false when there is something of that name: it is of a run that the record does not
   *     know any more, or of somebody else, and never entered
   * @throws StoreException when it cannot be made
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
          "cannot make %s: %s is no directory".formatted(runDirectory, e.getFile()), e);
    } catch (IOException e) {
      throw StoreException.of("cannot make " + runDirectory, runDirectory, e);
    }
  }
}
