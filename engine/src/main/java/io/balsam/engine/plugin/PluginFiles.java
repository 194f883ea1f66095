package io.balsam.engine.plugin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Class path of one plugin: a jar; a folder with {@code classes/} and {@code lib/*.jar}; or an
 * unpacked jar, such as a build's folder of classes.
 */
record PluginFiles(Path path, List<Path> roots) {

  private static final int MOST_MANIFEST = 1 << 20;
  private static final String MANIFEST = JarFile.MANIFEST_NAME;

  /** Returns whether a path is meant as a plugin: a folder with a manifest, or any jar. */
  static boolean isPlugin(Path path) {
    if (Files.isDirectory(path)) {
      return Files.exists(path.resolve(MANIFEST))
          || Files.exists(path.resolve("classes").resolve(MANIFEST));
    }
    return path.toString().endsWith(".jar");
  }

  static PluginFiles of(Path path) throws IOException {
    if (!Files.isDirectory(path) || !Files.isDirectory(path.resolve("classes"))) {
      return new PluginFiles(path, List.of(path));
    }
    List<Path> roots = new ArrayList<>();
    boolean unpacked = path.getFileSystem().equals(FileSystems.getDefault());
    if (unpacked && Files.isDirectory(path.resolve("lib"))) {
      try (DirectoryStream<Path> jars = Files.newDirectoryStream(path.resolve("lib"), "*.jar")) {
        jars.forEach(roots::add);
      }
    }
    Collections.sort(roots);
    roots.add(0, path.resolve("classes"));
    return new PluginFiles(path, roots);
  }

  /** Returns the plugin's own manifest, not one of its libraries'. */
  Optional<Manifest> manifest() throws IOException {
    return read(roots.get(0), MANIFEST, PluginFiles::manifest);
  }

  private static Manifest manifest(InputStream in) throws IOException {
    byte[] text = in.readNBytes(MOST_MANIFEST + 1);
    if (text.length > MOST_MANIFEST) {
      throw new IOException("its manifest has more than %d bytes".formatted(MOST_MANIFEST));
    }
    return new Manifest(new ByteArrayInputStream(text));
  }

  /** Returns the first file of the class path that contains this entry. */
  Optional<Path> holderOf(String entry) throws IOException {
    for (Path root : roots) {
      if (read(root, entry, in -> root).isPresent()) {
        return Optional.of(root);
      }
    }
    return Optional.empty();
  }

  private interface Reading<T> {
    T from(InputStream in) throws IOException;
  }

  private static <T> Optional<T> read(Path root, String entry, Reading<T> reading)
      throws IOException {
    if (Files.isDirectory(root)) {
      if (!Files.exists(root.resolve(entry))) {
        return Optional.empty();
      }
      try (InputStream in = Files.newInputStream(root.resolve(entry))) {
        return Optional.of(reading.from(in));
      }
    }
    try (JarFile jar = new JarFile(root.toFile(), false)) {
      @Nullable ZipEntry found = jar.getEntry(entry);
      if (found == null) {
        return Optional.empty();
      }
      try (InputStream in = jar.getInputStream(found)) {
        return Optional.of(reading.from(in));
      }
    }
  }
}
