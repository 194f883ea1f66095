package io.balsam.spi;

/**
 * Background service of a site. Runs on a thread of its own in the site's agent. When it ends with
 * an exception, or returns before it was asked to, a new instance is created and started after a
 * pause that grows.
 */
@FunctionalInterface
public interface ServiceModule {

  /**
   * Serves until the site's agent stops: loops around {@link ServiceContext#pause} and returns once
   * that returns false.
   *
   * @throws Exception when the module has crashed; users see the message
   */
  void run(ServiceContext context) throws Exception;
}
