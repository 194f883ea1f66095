package io.balsam.cli.picture;

import io.balsam.agent.site.OperationFailed;
import io.balsam.cli.site.Invocation;
import io.balsam.engine.trust.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Destination of a drawing. */
public final class Output {

  private Output() {}

  /**
   * Checks before long work that the drawing can be written.
   *
   * @param output as typed; empty for the default name, {@code -} for standard output
   */
  public static void check(Invocation call, String output, String defaultName) {
    Path file = file(call, output, defaultName);
    Path folder = file.toAbsolutePath().getParent();
    boolean writable =
        Files.exists(file)
            ? Files.isWritable(file) && !Files.isDirectory(file)
            : folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
    if (!writable && !output.equals("-")) {
      throw new OperationFailed("cannot write %s; --output FILE puts it elsewhere".formatted(file));
    }
  }

  private static Path file(Invocation call, String output, String defaultName) {
    return call.io().directory().resolve(output.isEmpty() ? defaultName : output);
  }

  /**
   * Writes the drawing and prints where it is.
   *
   * @param output as typed; empty for the default name, {@code -} for standard output
   */
  public static void write(Invocation call, String output, String defaultName, String text) {
    if (output.equals("-")) {
      call.io().out().println(text);
      return;
    }
    Path file = file(call, output, defaultName);
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new OperationFailed(
          FileTrouble.of("cannot write " + file, file, e) + "; --output FILE puts it elsewhere", e);
    }
    call.console().say("written: " + file.normalize());
  }
}
