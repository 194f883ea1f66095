package io.balsam.cli.site;

import io.balsam.agent.site.Frontend;
import io.balsam.cli.log.LogFile;
import io.balsam.cli.log.LogRotation;
import io.balsam.cli.term.Console;
import io.balsam.cli.term.Typed;
import java.nio.file.Path;

/** The {@code balsam} command as the program that opens a site. */
final class ConsoleFrontend implements Frontend {

  private final Console console;

  ConsoleFrontend(Console console) {
    this.console = console;
  }

  @Override
  public void note(String message) {
    console.note(message);
  }

  @Override
  public void error(String message) {
    console.error(message);
  }

  @Override
  public String command(String words, Object... operands) {
    return Typed.of(words, operands).toString();
  }

  @Override
  public String commandHere(String words, Object... operands) {
    return Typed.here(words, operands).toString();
  }

  @Override
  public void log(Path file, String level, boolean rotate) {
    if (rotate) {
      LogRotation.rotate(file);
    }
    LogFile.use(file, level);
  }
}
