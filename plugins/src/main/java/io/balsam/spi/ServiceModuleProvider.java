package io.balsam.spi;

/**
 * Makes {@link ServiceModule}s. Its name is the key of its block under {@code service_modules} in
 * the site's settings; a site without the block does not run it.
 */
public interface ServiceModuleProvider extends Provider {

  /**
   * @param config the module's own configuration block; unread keys are reported as mistakes
   * @param context what the engine lends
   */
  ServiceModule create(PluginConfig config, PluginContext context);
}
