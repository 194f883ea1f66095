package io.balsam.cli.term;

import io.balsam.engine.command.ShellWords;

/**
 * A command that the user can type, for use in a message: {@link Console} shows it with the name
 * that this program was called by.
 *
 * <p>Its operands are quoted for the shell. {@code here} refers to the site of this call and
 * repeats {@code --site}; {@code of} means the same everywhere. {@code --db} is never repeated, as
 * it may contain a user's name.
 */
public final class Typed {

  private final String text;

  private Typed(String text) {
    this.text = text;
  }

  /**
   * Builds a command that means the same wherever it is typed.
   *
   * @param words its name, options and placeholders such as {@code DIR}, as they are typed
   * @param operands values, each of which becomes one word for the shell
   */
  public static Typed of(String words, Object... operands) {
    StringBuilder text = new StringBuilder().append(Ink.PROGRAM).append(' ').append(words);
    for (Object operand : operands) {
      text.append(' ').append(ShellWords.quote(operand.toString()));
    }
    return new Typed(text.toString());
  }

  /** Builds a command about the site of this call: with the same {@code --site}, if any. */
  public static Typed here(String words, Object... operands) {
    return new Typed(of(words, operands).text + Ink.SITE);
  }

  /**
   * Marks the command at the beginning of a sentence of the engine, such as {@code balsam resume
   * goes on with it}.
   */
  public static String sentence(String text) {
    return text.startsWith("balsam ") ? Ink.PROGRAM + text.substring("balsam".length()) : text;
  }

  @Override
  public String toString() {
    return text;
  }
}
