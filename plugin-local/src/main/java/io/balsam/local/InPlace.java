package io.balsam.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Creates a file under another name first, so that no reader ever sees half of it. */
final class InPlace {

  interface Making {
    void at(Path path) throws IOException;
  }

  private InPlace() {}

  static void put(Path destination, Making making) throws IOException {
    Path unfinished = destination.resolveSibling(".balsam-" + UUID.randomUUID());
    try {
      making.at(unfinished);
      Files.move(unfinished, destination, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
