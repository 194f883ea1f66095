package io.balsam.engine.plugin;

import io.balsam.engine.config.ProviderKind;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.Provider;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginDependency;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;
import org.pf4j.processor.ExtensionStorage;

/** Starts plugins and creates their providers; every failure has a message for people. */
final class StartedPlugins implements AutoCloseable {

  private final List<InstalledPlugin> installed;

  /**
   * Providers by plugin, then by offer. The keys are texts, since the first use of a record as a
   * key takes some milliseconds.
   */
  private final Map<String, SortedMap<String, Provider>> providers = new HashMap<>();

  private final PluginRuntime runtime = new PluginRuntime(BalsamVersion.release());

  StartedPlugins(List<InstalledPlugin> installed) {
    this.installed = List.copyOf(installed);
  }

  /** Returns the provider of an offer in the plugin's manifest; starts the plugin if needed. */
  synchronized Provider provider(InstalledPlugin plugin, ProviderName offer) {
    SortedMap<String, Provider> made = providers.get(plugin.id());
    if (made == null) {
      try {
        made = start(plugin);
      } catch (PluginException e) {
        // It would be in the way of the next one.
        runtime.discard(plugin.id());
        throw e;
      }
      providers.put(plugin.id(), made);
    }
    return Objects.requireNonNull(
        made.get(offer.toString()), () -> offer + " is declared but not provided");
  }

  @Override
  public synchronized void close() {
    // A copy: PF4J's own loop over its list changes that list.
    List<String> ids =
        new ArrayList<>(runtime.getPlugins().stream().map(PluginWrapper::getPluginId).toList());
    Collections.reverse(ids);
    ids.forEach(runtime::discard);
    providers.clear();
  }

  private SortedMap<String, Provider> start(InstalledPlugin plugin) {
    try {
      load(plugin, new TreeSet<>());
      runtime.resolve();
      PluginState state = runtime.startPlugin(plugin.id());
      PluginWrapper wrapper = runtime.getPlugin(plugin.id());
      if (state != PluginState.STARTED) {
        if (wrapper.getFailedException() instanceof PluginException e) {
          throw e;
        }
        if (wrapper.getFailedException() instanceof LinkageError e) {
          throw e;
        }
        throw broken(
            plugin,
            "does not start: " + wrapper.getFailedException(),
            wrapper.getFailedException());
      }
      return providers(plugin, (URLClassLoader) wrapper.getPluginClassLoader());
    } catch (UnsupportedClassVersionError e) {
      throw broken(plugin, ClassFileVersion.explain(e), e);
    } catch (NoClassDefFoundError e) {
      throw broken(
          plugin,
          "needs the class %s, which it does not contain: of Balsam a plugin sees io.balsam.spi only; pack its libraries into lib/ of its zip"
              .formatted(String.valueOf(e.getMessage()).replace('/', '.')),
          e);
    } catch (LinkageError | ReflectiveOperationException | IOException e) {
      throw broken(plugin, "cannot be loaded: " + e, e);
    } catch (PluginRuntimeException e) {
      throw broken(plugin, "cannot be loaded: " + e.getMessage(), e);
    }
  }

  /**
   * Loads a plugin. The plugins that it depends on are checked and loaded first, since PF4J cannot
   * undo the loading of a plugin.
   */
  private void load(InstalledPlugin plugin, Set<String> onTheWay) {
    if (runtime.getPlugin(plugin.id()) != null) {
      return;
    }
    if (!onTheWay.add(plugin.id())) {
      throw broken(plugin, "depends on itself, by way of " + String.join(", ", onTheWay), null);
    }
    Path path = loadable(plugin);
    for (PluginDependency needed : runtime.describe(path).getDependencies()) {
      Optional<InstalledPlugin> found =
          installed.stream()
              .filter(other -> other.id().equals(needed.getPluginId()) && other.usable())
              .findFirst();
      if (found.isPresent()) {
        checkVersion(plugin, needed, found.get());
        load(found.get(), onTheWay);
      } else if (!needed.isOptional()) {
        throw broken(
            plugin,
            "needs the plugin '%s', which is not installed".formatted(needed.getPluginId()),
            null);
      }
    }
    runtime.load(path);
  }

  /**
   * Returns the path to load from. Faults that do not show in a zip are checked once it is
   * unpacked.
   */
  private static Path loadable(InstalledPlugin plugin) {
    try {
      Path path = PluginArchive.loadable(plugin.path());
      String problem = path.equals(plugin.path()) ? "" : PluginReader.read(path).problem();
      if (!problem.isEmpty()) {
        throw broken(plugin, problem, null);
      }
      return path;
    } catch (IOException e) {
      throw broken(plugin, PluginReader.unreadable(plugin.path(), e).problem(), e);
    }
  }

  private void checkVersion(
      InstalledPlugin plugin, PluginDependency needed, InstalledPlugin found) {
    String versions = needed.getPluginVersionSupport();
    if (!runtime.getVersionManager().checkVersionConstraint(found.version(), versions)) {
      throw broken(
          plugin,
          "needs the plugin '%s' in version %s, installed is %s"
              .formatted(found.id(), versions, found.version()),
          null);
    }
  }

  private SortedMap<String, Provider> providers(InstalledPlugin plugin, URLClassLoader loader)
      throws IOException, ReflectiveOperationException {
    SortedMap<String, Provider> found = new TreeMap<>();
    for (String className : index(loader)) {
      Object extension = make(plugin, loader, className);
      if (extension instanceof Provider provider) {
        ProviderKind kind =
            ProviderKind.of(provider)
                .orElseThrow(
                    () ->
                        broken(
                            plugin,
                            "has the provider %s, whose kind Balsam does not know"
                                .formatted(className),
                            null));
        put(plugin, found, new ProviderName(kind, provider.name()), provider);
        provider
            .aliases()
            .forEach(alias -> put(plugin, found, new ProviderName(kind, alias), provider));
      }
    }
    if (found.isEmpty()) {
      throw broken(
          plugin,
          "starts but contributes nothing: none of the classes in its %s implements a provider of io.balsam.spi"
              .formatted(PluginReader.INDEX),
          null);
    }
    compare(plugin, found.keySet());
    return found;
  }

  private static void put(
      InstalledPlugin plugin,
      SortedMap<String, Provider> found,
      ProviderName offer,
      Provider provider) {
    if (found.put(offer.toString(), provider) != null) {
      throw broken(plugin, "offers '%s' twice".formatted(offer), null);
    }
  }

  private static void compare(InstalledPlugin plugin, Set<String> real) {
    Set<String> declared = new TreeSet<>();
    plugin.provides().forEach(offer -> declared.add(offer.toString()));
    if (!real.equals(declared)) {
      throw broken(
          plugin,
          "declares '%s' but provides other names: correct its manifest to '%s: %s'"
              .formatted(
                  String.join(", ", declared), PluginReader.PROVIDES, String.join(", ", real)),
          null);
    }
  }

  private static Set<String> index(URLClassLoader loader) throws IOException {
    Set<String> classes = new TreeSet<>();
    URL index = loader.findResource(PluginReader.INDEX);
    if (index != null) {
      try (Reader reader = new InputStreamReader(index.openStream(), StandardCharsets.UTF_8)) {
        ExtensionStorage.read(reader, classes);
      }
    }
    return classes;
  }

  private static Object make(InstalledPlugin plugin, ClassLoader loader, String className)
      throws ReflectiveOperationException {
    Class<?> type;
    try {
      type = loader.loadClass(className);
    } catch (ClassNotFoundException e) {
      throw broken(
          plugin,
          "lists %s in its %s but has no such class: build it again from clean"
              .formatted(className, PluginReader.INDEX),
          e);
    }
    try {
      return type.getDeclaredConstructor().newInstance();
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw broken(
          plugin,
          "has the provider %s without a public constructor that takes nothing: add one"
              .formatted(className),
          e);
    }
  }

  private static PluginException broken(
      InstalledPlugin plugin, String problem, @Nullable Throwable cause) {
    return new PluginException(ErrorKind.SITE, PluginErrors.of(plugin, problem), cause);
  }
}
