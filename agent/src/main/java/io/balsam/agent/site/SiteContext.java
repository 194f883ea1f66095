package io.balsam.agent.site;

import io.balsam.engine.config.Setting;
import io.balsam.engine.config.Settings;
import java.nio.file.Path;

/**
 * A site with everything that is needed to open it.
 *
 * @param site the site's directory
 * @param settings its settings, flags and variables included
 * @param environment the user's environment
 * @param frontend the program that opens it
 */
public record SiteContext(
    SiteDirectory site, Settings settings, Environment environment, Frontend frontend) {

  /** Directs the log to a file of the site, at the level of its settings. */
  public void log(Path file) {
    frontend.log(file, settings.text(Setting.LOG_LEVEL), false);
  }

  /** Directs the log to a file that only this process writes to. */
  public void ownLog(Path file) {
    frontend.log(file, settings.text(Setting.LOG_LEVEL), true);
  }
}
