package io.balsam.engine.store.jdbc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Paths inside of the site are kept relative to it, so that a site can be moved together with its
 * record. Paths outside of it are kept as they are.
 */
final class SitePaths {

  private final String site;
  private final List<String> prefixes;
  private final String former;

  /**
   * @param site its directory, as it was reached; links on the way to it are known too
   * @param former where the site was when whole paths were still kept; empty when they never were
   */
  SitePaths(Path site, String former) {
    this.site = site.toString();
    this.prefixes =
        Stream.of(site, real(site)).map(path -> withSlash(path.toString())).distinct().toList();
    this.former = former;
  }

  /** A directory without symbolic links; as it is where it does not exist. */
  static Path real(Path directory) {
    try {
      return directory.toRealPath();
    } catch (IOException e) {
      return directory.toAbsolutePath().normalize();
    }
  }

  private static String withSlash(String directory) {
    return directory.endsWith("/") ? directory : directory + "/";
  }

  /** As it is to be written. */
  String kept(String path) {
    for (String prefix : prefixes) {
      if (path.startsWith(prefix)) {
        return path.substring(prefix.length());
      }
      if (path.length() == prefix.length() - 1 && prefix.startsWith(path)) {
        return ".";
      }
    }
    return path;
  }

  /** What was written, as a path of now. */
  String found(String kept) {
    if (kept.isEmpty() || kept.equals(site)) {
      return kept;
    }
    if (kept.charAt(0) != '/') {
      return kept.equals(".") ? site : prefixes.get(0) + kept;
    }
    if (former.isEmpty() || !kept.startsWith(former)) {
      return kept;
    }
    return kept.length() == former.length()
        ? site
        : kept.charAt(former.length()) == '/'
            ? prefixes.get(0) + kept.substring(former.length() + 1)
            : kept;
  }
}
