package io.balsam.agent.launch;

import io.balsam.engine.api.Json;
import io.balsam.server.OwnerAddress;
import io.balsam.spi.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Parameters of a worker, passed in a file that only its user may read, since command lines are
 * visible to everybody.
 *
 * @param master network address of the master
 * @param batchJob number of the BatchJob, 0 for none
 * @param node the worker's node
 */
record WorkerNote(OwnerAddress master, long batchJob, Node node) {

  void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, Json.mapper().writeValueAsBytes(this));
  }

  static WorkerNote read(Path file) throws IOException {
    return Json.mapper().readValue(Files.readAllBytes(file), WorkerNote.class);
  }
}
