package io.balsam.cli.run;

import io.balsam.engine.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folder for the time of a command; removed with its content also when a signal ends it. */
record ScratchFolder(Path path, Thread removal) implements AutoCloseable {

  static ScratchFolder make() throws IOException {
    Path path = Files.createTempDirectory("balsam-simulate");
    Thread removal = new Thread(() -> remove(path), "balsam-scratch");
    Runtime.getRuntime().addShutdownHook(removal);
    return new ScratchFolder(path, removal);
  }

  private static void remove(Path path) {
    try {
      Trees.removeIfThere(path);
    } catch (IOException e) {
      // The command still runs, and has just written another file; what is left is small.
    }
  }

  @Override
  public void close() throws IOException {
    Trees.removeIfThere(path);
    boolean unused = Runtime.getRuntime().removeShutdownHook(removal);
  }
}
