package io.balsam.engine.plugin;

import java.util.List;

/**
 * What plugins see of the host: the JDK, the SPI and the libraries that the SPI names. Nothing else
 * of ours can be reached, so nothing else of ours is bound to stay as it is.
 */
final class SharedClasses extends ClassLoader {

  private static final List<String> SHARED =
      List.of("io.balsam.spi.", "org.pf4j.", "org.slf4j.", "org.jspecify.");

  private final ClassLoader host;

  SharedClasses(ClassLoader host) {
    super("shared-with-plugins", ClassLoader.getPlatformClassLoader());
    this.host = host;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (SHARED.stream().anyMatch(name::startsWith)) {
      return host.loadClass(name);
    }
    throw new ClassNotFoundException(name);
  }
}
