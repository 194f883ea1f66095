package io.balsam.engine.plugin;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.pf4j.ClassLoadingStrategy;
import org.pf4j.DefaultPluginFactory;
import org.pf4j.DefaultPluginManager;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.Plugin;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRepository;
import org.pf4j.PluginStatusProvider;
import org.pf4j.PluginWrapper;
import org.pf4j.RuntimeMode;

/**
 * PF4J with Balsam's rules on visible classes and the layout of plugins, and without failures that
 * are only logged.
 */
final class PluginRuntime extends DefaultPluginManager {

  PluginRuntime(String systemVersion) {
    super(List.of());
    setSystemVersion(systemVersion);
  }

  /** Returns the description of the plugin at a path. */
  PluginDescriptor describe(Path path) {
    return getPluginDescriptorFinder().find(path);
  }

  /** Loads the plugin at a path without starting it. */
  void load(Path path) {
    loadPluginFromPath(path);
  }

  /** Resolves what has been loaded; after that it can be started. */
  void resolve() {
    resolvePlugins();
  }

  /** Stops and unloads a plugin; does nothing for one that is not loaded. */
  void discard(String id) {
    if (getPlugin(id) != null) {
      unloadPlugin(id);
    }
  }

  @Override
  public RuntimeMode getRuntimeMode() {
    return RuntimeMode.DEPLOYMENT;
  }

  @Override
  protected PluginDescriptorFinder createPluginDescriptorFinder() {
    return new ManifestPluginDescriptorFinder() {
      @Override
      protected Manifest readManifest(Path path) {
        try {
          return PluginFiles.of(path).manifest().orElseThrow();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  @Override
  protected PluginLoader createPluginLoader() {
    ClassLoader shared = new SharedClasses(PluginRuntime.class.getClassLoader());
    return new PluginLoader() {
      @Override
      public boolean isApplicable(Path path) {
        return true;
      }

      @Override
      public ClassLoader loadPlugin(Path path, PluginDescriptor descriptor) {
        PluginClassLoader loader =
            new PluginClassLoader(PluginRuntime.this, descriptor, shared, ClassLoadingStrategy.APD);
        try {
          PluginFiles.of(path).roots().forEach(root -> loader.addFile(root.toFile()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        return loader;
      }
    };
  }

  @Override
  protected PluginFactory createPluginFactory() {
    return new DefaultPluginFactory() {
      @Override
      public Plugin create(PluginWrapper wrapper) {
        @Nullable Plugin plugin = super.create(wrapper);
        if (plugin == null) {
          throw new PluginException(
              ErrorKind.SITE,
              PluginErrors.of(
                  wrapper.getPluginId(),
                  wrapper.getPluginPath(),
                  "has a Plugin-Class %s that cannot be made: correct the manifest, or leave the line out"
                      .formatted(wrapper.getDescriptor().getPluginClass())));
        }
        return plugin;
      }
    };
  }

  @Override
  protected PluginRepository createPluginRepository() {
    return new PluginRepository() {
      @Override
      public List<Path> getPluginPaths() {
        return List.of();
      }

      @Override
      public boolean deletePluginPath(Path path) {
        return false;
      }
    };
  }

  @Override
  protected PluginStatusProvider createPluginStatusProvider() {
    // PF4J would search for enabled.txt and disabled.txt in the user's current directory.
    return new PluginStatusProvider() {
      @Override
      public boolean isPluginDisabled(String id) {
        return false;
      }

      @Override
      public void disablePlugin(String id) {}

      @Override
      public void enablePlugin(String id) {}
    };
  }
}
