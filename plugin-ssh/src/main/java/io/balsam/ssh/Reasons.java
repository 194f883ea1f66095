package io.balsam.ssh;

import io.balsam.spi.ErrorKind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.regex.Pattern;

/** Reasons of the operating system, as {@code No space left on device}. */
final class Reasons {

  private static final Pattern LASTING =
      Pattern.compile(
          "No such file or directory|Permission denied|Operation not permitted|No space left"
              + "|[Qq]uota exceeded|Is a directory|Not a directory|File name too long"
              + "|File too large|Too many levels of symbolic links"
              + "|it is a pipe|its slot needs|a directory is where|a file is where");

  private static final Pattern FULL =
      Pattern.compile("No space left|[Qq]uota exceeded|File too large");

  private Reasons() {}

  /** Returns USER for what a retry would meet again. */
  static ErrorKind kind(String reason) {
    return LASTING.matcher(reason).find() ? ErrorKind.USER : ErrorKind.TRANSIENT;
  }

  /** Returns whether a file system, or what is left of it for the user, is full. */
  static boolean isFull(String reason) {
    return FULL.matcher(reason).find();
  }

  /** Returns what an exception means in the operating system's words, with the file. */
  static String of(IOException e) {
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + ": No such file or directory";
    }
    if (e instanceof AccessDeniedException denied) {
      return denied.getFile() + ": Permission denied";
    }
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return file.getFile() + ": " + file.getReason();
    }
    return String.valueOf(e.getMessage());
  }
}
