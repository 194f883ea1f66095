package io.balsam.spi;

/**
 * A background service of a site. Runs on a thread of its own in the site's agent; when it ends
 * with an exception, or returns before it was told to, it is made anew and started again after a
 * pause that grows.
 */
@FunctionalInterface
public interface ServiceModule {

  /**
   * Serves until the site's agent stops: loops around {@link ServiceContext#pause} and returns when
   * that says so.
   *
   * @throws Exception the module has crashed; users see the message
   */
  void run(ServiceContext context) throws Exception;
}
