package io.balsam.engine.plugin;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;

/**
 * Checks the names in an archive: each must be a distinct path inside the folder, on every file
 * system.
 */
final class EntryNames {

  private static final int MOST = 20_000;

  private EntryNames() {}

  /**
   * Checks the entries.
   *
   * @throws IOException when there are too many, or one leads outside or collides with another
   */
  static void check(List<? extends ZipEntry> entries) throws IOException {
    if (entries.size() > MOST) {
      throw new IOException("it has %d entries, more than %d".formatted(entries.size(), MOST));
    }
    Set<String> seen = new HashSet<>();
    for (ZipEntry entry : entries) {
      String name = entry.getName();
      String plain = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
      if (List.of(plain.split("/", -1)).contains("..") || plain.startsWith("/")) {
        throw new IOException("its entry " + name + " points outside it");
      }
      if (odd(plain)) {
        throw new IOException("its entry " + name + " is not a plain path with '/' between");
      }
      if (!seen.add(plain.toLowerCase(Locale.ROOT))) {
        throw new IOException(
            "it has two entries " + name + ", which differ only in upper and lower case");
      }
    }
  }

  private static boolean odd(String name) {
    return name.chars().anyMatch(c -> c == '\\' || c == ':' || Character.isISOControl(c))
        || List.of(name.split("/", -1)).stream()
            .anyMatch(part -> part.isEmpty() || part.equals("."));
  }
}
