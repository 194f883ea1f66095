package io.balsam.bench.staging;

import io.balsam.bench.measure.Scratch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Process that stands for Globus: it moves files between two collections, both with all files of
 * this machine. Its program is a test double of the plugin, so it is found by name only.
 */
final class Globus implements AutoCloseable {

  private static final String PROGRAM = "io.balsam.globus.emulator.EmulatorProgram";
  private static final String CLIENT = "bench";
  private static final String SECRET = "secret";

  private final Scratch scratch = Scratch.create();
  private final Process process;
  private final String url;
  private final List<String> collections;

  private Globus() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            PROGRAM,
            CLIENT,
            SECRET,
            "/",
            "/");
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    process = builder.start();
    BufferedReader said = process.inputReader();
    url = line(said);
    collections = List.of(line(said), line(said));
  }

  private static String line(BufferedReader said) throws IOException {
    String line = said.readLine();
    if (line == null) {
      throw new IOException("the emulator of Globus has ended");
    }
    return line;
  }

  static Globus start() throws IOException {
    return new Globus();
  }

  /** Returns the reason why it cannot be started; empty when it can. */
  static Optional<String> missing() {
    String resource = PROGRAM.replace('.', '/') + ".class";
    return Globus.class.getClassLoader().getResource(resource) == null
        ? Optional.of("built without tests")
        : Optional.empty();
  }

  /**
   * Returns the host with this machine's files, as Balsam reaches it. Files that leave are not
   * renamed: Globus allows 20 requests a second.
   */
  Host host() throws IOException {
    Path secret = scratch.directory().resolve("secret");
    if (!Files.exists(secret)) {
      Files.createFile(
          secret,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(secret, SECRET);
    }
    String globus =
        """
        globus:
          endpoint_id: %s
          rename: false
          client_id: %s
          client_secret_file: %s
          token_file: %s
          transfer_url: %s
          auth_url: %s
        """
            .formatted(
                collections.get(0),
                CLIENT,
                secret,
                scratch.directory().resolve("tokens.json"),
                url,
                url);
    return new Host("globus://" + collections.get(1) + "/", globus);
  }

  @Override
  public void close() throws IOException {
    try (OutputStream input = process.getOutputStream()) {
      input.flush();
    }
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } finally {
      scratch.close();
    }
  }
}
