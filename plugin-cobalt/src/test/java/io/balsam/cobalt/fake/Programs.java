package io.balsam.cobalt.fake;

import io.balsam.spi.CommandResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Function;

/** The commands as programs: small scripts that pass their words to this JVM through a pipe. */
final class Programs implements AutoCloseable {

  static final List<String> COBALT =
      List.of("qsub", "qstat", "qdel", "qhold", "qrls", "qalter", "nodelist");

  private final Path folder;
  private final Path pipe;
  private final Function<Call, CommandResult> answer;
  private final RandomAccessFile calls;

  Programs(Path home, Function<Call, CommandResult> answer) throws IOException {
    this.folder = Files.createDirectory(home.resolve("bin"));
    this.pipe = home.resolve("calls");
    this.answer = answer;
    for (String name : COBALT) {
      install(name, "command.sh");
    }
    install("aprun", "aprun.sh");
    try {
      new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // For both directions: opening does not wait for a caller, and the pipe survives the last
    // caller.
    calls = new RandomAccessFile(pipe.toFile(), "rw");
  }

  Path folder() {
    return folder;
  }

  void serve() {
    daemon(this::listen);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(pipe);
      calls.writeBytes("\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void install(String name, String resource) throws IOException {
    try (InputStream text = Programs.class.getResourceAsStream(resource)) {
      if (text == null) {
        throw new IOException("no " + resource);
      }
      String script = new String(text.readAllBytes(), StandardCharsets.UTF_8);
      Path file = folder.resolve(name);
      Files.writeString(file, script.replace("@HOME@", String.valueOf(folder.getParent())));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private void listen() {
    try (calls) {
      for (String call = calls.readLine(); !call.isEmpty(); call = calls.readLine()) {
        Path place = Path.of(call);
        daemon(() -> serve(place));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(Path place) {
    try {
      List<String> words = List.of(Files.readString(place.resolve("words")).split("\0", -1));
      Call call =
          new Call(
              words.get(0),
              words.subList(1, words.size() - 1),
              Path.of(text(place, "cwd")),
              text(place, "user"),
              text(place, "header"));
      CommandResult result = answer.apply(call);
      Files.writeString(place.resolve("out"), result.out());
      Files.writeString(place.resolve("err"), result.err());
      Files.writeString(place.resolve("rc"), result.exitCode() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path place, String name) throws IOException {
    return Files.readString(place.resolve(name)).stripTrailing();
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "fake-cobalt programs");
    thread.setDaemon(true);
    thread.start();
  }
}
