package io.balsam.cli.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.balsam.engine.api.Json;

/** What {@code --json} prints. */
public final class JsonPage {

  private JsonPage() {}

  /** The value as indented JSON. */
  public static String of(Object value) {
    try {
      return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a façade value that is not JSON", e);
    }
  }

  /** The value as JSON on one line, for streams. */
  public static String line(Object value) {
    try {
      return Json.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a façade value that is not JSON", e);
    }
  }
}
