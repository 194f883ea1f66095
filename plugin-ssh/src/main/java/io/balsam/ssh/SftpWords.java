package io.balsam.ssh;

import java.util.List;

/** Reasons why sftp has not moved a file, from what it says. */
final class SftpWords {

  private SftpWords() {}

  /** Returns the reason that stands behind a path, or one that concerns all files. */
  static String reason(String said, String path) {
    List<String> lines = said.lines().filter(l -> l.contains(": ")).toList();
    return lines.stream()
        .filter(l -> l.contains(path + "\"") || l.contains(path + "/") || Reasons.isFull(l))
        .map(l -> l.substring(l.lastIndexOf(": ") + 2))
        .findFirst()
        .orElse("what arrived differs from its source");
  }
}
