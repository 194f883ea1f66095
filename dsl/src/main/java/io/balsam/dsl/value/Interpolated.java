package io.balsam.dsl.value;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates an interpolated string, such as {@code "run-$n"}; scripts call it instead of using
 * Groovy's own strings. The first of those sets up a part of Groovy's compiler, which takes a third
 * of the time to read a small script.
 *
 * <p>Groovy's own is not equal to the text it shows, either: {@code "$n" in ['7']} is false, and a
 * map stores it under a key that no text finds. Values are formatted as Groovy would format them; a
 * spec compares both for every kind of value.
 */
public final class Interpolated {

  private Interpolated() {}

  /**
   * Returns the text that Groovy would show, as a plain string, which equals other strings and is
   * found among them.
   *
   * @param texts the parts before, between and behind the values: one more than there are values,
   *     or as many
   * @param values anything
   */
  public static String of(String[] texts, @Nullable Object[] values) throws IOException {
    Writer text = new StringWriter();
    for (int i = 0; i < texts.length; i++) {
      text.write(texts[i]);
      if (i < values.length) {
        write(text, values[i]);
      }
    }
    return text.toString();
  }

  private static void write(Writer text, @Nullable Object value) throws IOException {
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      text.write(value.toString());
    } else {
      InvokerHelper.write(text, value);
    }
  }
}
