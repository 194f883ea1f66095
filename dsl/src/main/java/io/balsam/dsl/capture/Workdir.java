package io.balsam.dsl.capture;

import io.balsam.dsl.value.BadValue;
import io.balsam.engine.files.PathText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks directories below the run's own. */
final class Workdir {

  private Workdir() {}

  /** Returns the path without empty parts and dots. */
  static String clean(String text) throws BadValue {
    if (text.isBlank()) {
      throw new BadValue("must not be empty");
    }
    if (text.startsWith("/") || text.startsWith("~")) {
      throw new BadValue("must be relative to the run's directory, not '" + text + "'");
    }
    List<String> parts = new ArrayList<>();
    for (String part : text.split("/", -1)) {
      if (part.equals("..")) {
        throw new BadValue("must not leave the run's directory, as '" + text + "' does");
      }
      if (part.chars().anyMatch(c -> c < ' ')) {
        throw new BadValue("must not contain control characters");
      }
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    Optional<String> fault = PathText.fault(text);
    if (fault.isPresent()) {
      throw new BadValue("must be a path: " + fault.get());
    }
    if (parts.isEmpty()) {
      throw new BadValue("must be a directory below the run's, not '" + text + "'");
    }
    return String.join("/", parts);
  }
}
