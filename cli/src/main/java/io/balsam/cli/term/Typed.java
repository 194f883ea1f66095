package io.balsam.cli.term;

import io.balsam.engine.command.ShellWords;

/**
 * A command that the user can type, to be put into a message: {@link Console} shows it with the
 * name that this program was called by.
 *
 * <p>Its operands are quoted for the shell. {@code here} is about the site of this call and repeats
 * {@code --site}; {@code of} means the same anywhere. {@code --db} is never repeated, it may hold a
 * user's name.
 */
public final class Typed {

  private final String text;

  private Typed(String text) {
    this.text = text;
  }

  /**
   * A command that means the same wherever it is typed.
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

  /** A command about the site that this call is about: with the same {@code --site}, if any. */
  public static Typed here(String words, Object... operands) {
    return new Typed(of(words, operands).text + Ink.SITE);
  }

  /** A sentence of the engine that begins with a command, {@code balsam resume goes on with it}. */
  public static String sentence(String text) {
    return text.startsWith("balsam ") ? Ink.PROGRAM + text.substring("balsam".length()) : text;
  }

  @Override
  public String toString() {
    return text;
  }
}
