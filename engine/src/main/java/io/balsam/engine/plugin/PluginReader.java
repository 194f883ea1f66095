package io.balsam.engine.plugin;

import io.balsam.engine.config.ProviderKind;
import io.balsam.engine.text.Nearest;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipError;
import org.pf4j.DefaultVersionManager;
import org.pf4j.ManifestPluginDescriptorFinder;

/** Reads the descriptions of plugins and checks them, without running their code. */
final class PluginReader {

  static final String PROVIDES = "Balsam-Provides";
  static final String INDEX = "META-INF/extensions.idx";

  /** Pattern of an id or version, since folders are named after them. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}");

  private PluginReader() {}

  /** Reads one plugin. Any fault in it is in {@link InstalledPlugin#problem}. */
  static InstalledPlugin read(Path path) {
    try {
      if (!PluginArchive.isZip(path)) {
        return read(path, path);
      }
      // Read in place: it is unpacked only when its code is needed.
      try (FileSystem zip = FileSystems.newFileSystem(path)) {
        return read(path, zip.getPath("/"));
      }
    } catch (IOException | ZipError e) {
      return unreadable(path, e);
    }
  }

  private static InstalledPlugin read(Path path, Path content) throws IOException {
    InstalledPlugin unknown = unknown(path);
    PluginFiles files = PluginFiles.of(content);
    Optional<Manifest> manifest = files.manifest();
    if (manifest.isEmpty()) {
      return unknown.withProblem(
          "has no META-INF/MANIFEST.MF at its top or in classes/, so it is not a plugin");
    }
    return read(files, manifest.get().getMainAttributes(), unknown);
  }

  /** Returns a description of a file that cannot be read. */
  static InstalledPlugin unreadable(Path path, Throwable e) {
    return unknown(path)
        .withProblem("cannot be read (%s): copy or build it again".formatted(e.getMessage()));
  }

  private static InstalledPlugin unknown(Path path) {
    return new InstalledPlugin(baseName(path), "", "", "", "*", List.of(), path, "");
  }

  private static InstalledPlugin read(
      PluginFiles files, Attributes manifest, InstalledPlugin unknown) throws IOException {
    String provides = text(manifest, PROVIDES, "");
    List<ProviderName> offers = new ArrayList<>();
    String wrongOffer = parse(provides, offers);
    InstalledPlugin plugin =
        new InstalledPlugin(
            text(manifest, ManifestPluginDescriptorFinder.PLUGIN_ID, unknown.id()),
            text(manifest, ManifestPluginDescriptorFinder.PLUGIN_VERSION, ""),
            text(manifest, ManifestPluginDescriptorFinder.PLUGIN_PROVIDER, ""),
            text(manifest, ManifestPluginDescriptorFinder.PLUGIN_DESCRIPTION, ""),
            text(manifest, ManifestPluginDescriptorFinder.PLUGIN_REQUIRES, "*"),
            offers,
            unknown.path(),
            "");
    for (String line : List.of("Plugin-Id", "Plugin-Version")) {
      if (text(manifest, line, "").isEmpty()) {
        return plugin.withProblem(
            "has no %s in its META-INF/MANIFEST.MF, so it is not a plugin".formatted(line));
      }
    }
    for (String word : List.of(plugin.id(), plugin.version())) {
      if (!NAME.matcher(word).matches()) {
        return plugin.withProblem(
            "has the Plugin-Id or Plugin-Version '%s': letters, digits, '.', '_', '+' and '-' are allowed, 100 at most, the first a letter or digit"
                .formatted(word));
      }
    }
    if (!wrongOffer.isEmpty()) {
      return plugin.withProblem(wrongOffer);
    }
    return plugin.withProblem(problemOf(files, plugin));
  }

  private static String problemOf(PluginFiles files, InstalledPlugin plugin) throws IOException {
    if (!fits(plugin.requires())) {
      return "requires Balsam %s, and this is %s: install a matching release of it"
          .formatted(plugin.requires(), BalsamVersion.release());
    }
    for (String shared : List.of("io/balsam/spi/Provider.class", "org/pf4j/ExtensionPoint.class")) {
      Optional<Path> holder = files.holderOf(shared);
      if (holder.isPresent()) {
        return "carries its own copy of %s in %s: give that dependency the scope 'provided'"
            .formatted(
                shared.substring(0, shared.lastIndexOf('/')).replace('/', '.'),
                holder.get().getFileName());
      }
    }
    if (files.holderOf(INDEX).isEmpty()) {
      return "has no %s, so none of its providers can be found: annotate them with @Extension and let"
              .formatted(INDEX)
          + " the compiler run PF4J's annotation processor (<proc>full</proc>, and pf4j among the"
          + " <annotationProcessorPaths> if there are any)";
    }
    if (plugin.provides().isEmpty()) {
      return "does not say what it provides: add to its manifest a line like '%s: runner mpirun'"
          .formatted(PROVIDES);
    }
    return "";
  }

  private static boolean fits(String requires) {
    if (requires.equals("*")) {
      return true;
    }
    // As in PF4J, a plain version means that version or a later one.
    String constraint = requires.matches("\\d+\\.\\d+\\.\\d+") ? ">=" + requires : requires;
    try {
      return new DefaultVersionManager()
          .checkVersionConstraint(BalsamVersion.release(), constraint);
    } catch (RuntimeException e) {
      return false;
    }
  }

  /**
   * Adds {@code scheduler slurm, runner srun} to the offers; returns what is wrong with it, or an
   * empty text.
   */
  private static String parse(String provides, List<ProviderName> offers) {
    for (String part : provides.split(",")) {
      String[] words = part.trim().split("\\s+");
      if (part.isBlank()) {
        continue;
      }
      Optional<ProviderKind> kind = ProviderKind.of(words[0]);
      if (kind.isEmpty() || words.length != 2) {
        return "%s: '%s' is not a kind and a name; %s"
            .formatted(
                PROVIDES,
                part.trim(),
                Nearest.question(
                    words[0],
                    ProviderKind.words(),
                    "the kinds are " + String.join(", ", ProviderKind.words())));
      }
      offers.add(new ProviderName(kind.get(), words[1]));
    }
    return "";
  }

  private static String baseName(Path path) {
    return path.getFileName().toString().replaceFirst("\\.(jar|zip)$", "");
  }

  private static String text(Attributes manifest, String key, String otherwise) {
    String value = manifest.getValue(key);
    return value == null ? otherwise : value.trim();
  }
}
