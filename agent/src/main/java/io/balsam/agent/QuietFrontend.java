package io.balsam.agent;

import io.balsam.agent.site.Frontend;
import io.balsam.engine.command.ShellWords;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Java program around a site. Its log is its own. */
record QuietFrontend(Consumer<String> listener) implements Frontend {

  @Override
  public void note(String message) {
    listener.accept(message);
  }

  @Override
  public void error(String message) {
    listener.accept(message);
  }

  @Override
  public String command(String words, Object... operands) {
    return Stream.concat(
            Stream.of("balsam", words),
            Arrays.stream(operands).map(operand -> ShellWords.quote(operand.toString())))
        .collect(Collectors.joining(" "));
  }

  @Override
  public String commandHere(String words, Object... operands) {
    return command(words, operands);
  }

  @Override
  public void log(Path file, String level, boolean rotate) {}
}
