package io.balsam.dsl.value;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.jspecify.annotations.Nullable;

/**
 * A text with values in it, such as {@code "run-$n"}: what scripts call in place of Groovy's own
 * texts. The first of those sets up a part of Groovy's compiler, a third of all it takes to read a
 * small script.
 *
 * <p>Groovy's own is not equal to the text it shows, either: {@code "$n" in ['7']} is false, and a
 * map keeps it under a key that no text finds. Written as Groovy would write it; a spec compares
 * both for every kind of value.
 */
public final class Interpolated {

  private Interpolated() {}

  /**
   * What Groovy would make of it, as a text at once: it equals, and is found among, other texts.
   *
   * @param texts what stands before, between and behind the values: one more than there are values,
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
