package io.balsam.engine.files;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Checks texts that are to be paths. */
public final class PathText {

  private PathText() {}

  /** Returns why no file can have that name; empty when one can. */
  public static Optional<String> fault(String text) {
    try {
      var unused = Path.of(text);
      return Optional.empty();
    } catch (InvalidPathException e) {
      String shown = text.replaceAll("\\p{Cntrl}", "\uFFFD");
      return Optional.of(
          text.indexOf(0) >= 0
              ? "'" + shown + "' is not a path: it contains the character NUL"
              : "'"
                  + shown
                  + "' is not a path here: its characters are not in the locale's encoding");
    }
  }
}
