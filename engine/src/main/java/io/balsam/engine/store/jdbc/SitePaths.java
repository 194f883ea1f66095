package io.balsam.engine.store.jdbc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Converts paths inside the site to and from paths relative to it, so that a site can be moved
 * together with its store. Paths outside are kept as they are.
 */
final class SitePaths {

  private final String site;
  private final List<String> prefixes;
  private final String former;

  /**
   * Creates a converter.
   *
   * @param site directory of the site as it was reached; its path without symbolic links is
   *     recognised too
   * @param former directory of the site when absolute paths were still stored; empty when they
   *     never were
   */
  SitePaths(Path site, String former) {
    this.site = site.toString();
    this.prefixes =
        Stream.of(site, real(site)).map(path -> withSlash(path.toString())).distinct().toList();
    this.former = former;
  }

  /** Returns a directory without symbolic links; unchanged where it does not exist. */
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

  /** Returns the form of a path in which it is stored. */
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

  /** Returns the current path for a stored one. */
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
