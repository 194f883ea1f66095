package io.balsam.engine.run.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/** One digest over names and contents of files. */
public final class ContentDigest {

  private ContentDigest() {}

  /**
   * The digest of some files and directories.
   *
   * @param files where each one is, by the name it is known under
   */
  static String of(SortedMap<String, Path> files) {
    MessageDigest digest = sha256();
    try {
      for (var file : files.entrySet()) {
        add(digest, file.getKey(), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("an input cannot be read: " + e.getMessage(), e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, String name, Path path) throws IOException {
    if (Files.isDirectory(path)) {
      List<Path> inside;
      try (Stream<Path> all = Files.list(path)) {
        inside = all.sorted().toList();
      }
      for (Path one : inside) {
        add(digest, name + "/" + one.getFileName(), one);
      }
      return;
    }
    digest.update((name + "\n" + Files.size(path) + "\n").getBytes(StandardCharsets.UTF_8));
    byte[] buffer = new byte[64 * 1024];
    try (InputStream in = Files.newInputStream(path)) {
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
  }

  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
