package io.balsam.cli.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.balsam.cli.term.Console;
import io.balsam.engine.api.Json;
import java.util.Collection;
import java.util.Iterator;

/** Output of {@code --json}. */
public final class JsonPage {

  private JsonPage() {}

  /** Returns the value as indented JSON. */
  public static String of(Object value) {
    try {
      return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a value that cannot be written as JSON", e);
    }
  }

  /**
   * Prints values as one indented array, page by page.
   *
   * @param pages pages of values, read one after the other as long as the output has a reader
   */
  public static void array(Console console, Iterator<? extends Collection<?>> pages) {
    String before = "[ ";
    while (pages.hasNext() && !console.io().out().checkError()) {
      String page = of(pages.next());
      String values = page.substring(1, page.length() - 1).strip();
      if (!values.isEmpty()) {
        console.jsonPart(before + values);
        before = ", ";
      }
    }
    console.json(before.equals(", ") ? " ]" : "[ ]");
  }

  /** Returns the value as JSON on one line, for streams. */
  public static String line(Object value) {
    try {
      return Json.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a value that cannot be written as JSON", e);
    }
  }
}
