package io.balsam.spi;

/**
 * Creates {@link ServiceModule}s. Its name is the key of its block under {@code service_modules} in
 * the site's settings; a site without the block does not run the module.
 */
public interface ServiceModuleProvider extends Provider {

  /**
   * Creates a service module.
   *
   * @param config configuration block of the module; keys that are not read are reported as
   *     mistakes
   * @param context services of the engine
   */
  ServiceModule create(PluginConfig config, PluginContext context);
}
