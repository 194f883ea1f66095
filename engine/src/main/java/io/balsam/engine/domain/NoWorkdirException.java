package io.balsam.engine.domain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Thrown when a workdir that a hook or a function asked for could not be created. */
public final class NoWorkdirException extends UncheckedIOException {

  private static final long serialVersionUID = 1L;

  NoWorkdirException(Path workdir, IOException cause) {
    super("cannot make the workdir " + workdir, cause);
  }
}
