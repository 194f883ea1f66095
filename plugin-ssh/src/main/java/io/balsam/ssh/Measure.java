package io.balsam.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Figures by which two copies of a file, or of a tree, are compared: the size of each file, or its
 * SHA-256. Links do not count.
 *
 * @param figures in ascending order
 */
record Measure(List<String> figures) {

  /** Answer of the host about a file that cannot be read. */
  private static final String UNREADABLE = "unreadable";

  /** Function of a shell that measures an item: {@code measure ITEM PATH}. */
  static String function(boolean checksum) {
    String figure =
        checksum
            ? "v=$(sha256sum <\"$f\" 2>/dev/null || shasum -a 256 <\"$f\") && v=${v%% *}"
            : "v=$(wc -c <\"$f\")";
    return """
        each='for f; do %s && echo balsam: $0 $v || echo balsam: $0 %2$s; done'
        measure() {
          if [ -d "$2" ]; then
            (cd "$2" && find . -type f -exec sh -c "$each" "$1" {} +) || echo "balsam: $1 %2$s"
          else
            sh -c "$each" "$1" "$2"
          fi
        }
        """
        .formatted(figure, UNREADABLE);
  }

  /** Returns the figures that the function has answered. */
  static Measure of(List<String> answers) {
    return new Measure(answers.stream().sorted().toList());
  }

  /** Measures a file or a tree of this site. */
  static Measure of(Path path, boolean checksum) throws IOException {
    try (Stream<Path> all = Files.walk(path.toRealPath())) {
      return of(
          all.filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS))
              .map(p -> figure(p, checksum))
              .toList());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String figure(Path file, boolean checksum) {
    try {
      return checksum ? sha256(file) : String.valueOf(Files.size(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean isUnreadable() {
    return figures.contains(UNREADABLE);
  }

  int files() {
    return figures.size();
  }
}
