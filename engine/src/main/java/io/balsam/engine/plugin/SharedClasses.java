package io.balsam.engine.plugin;

import java.util.List;

/**
 * Class loader with the classes of the host that plugins can see: the JDK, the SPI and the
 * libraries that the SPI uses. No other class of Balsam can be reached, so all of them may change.
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
