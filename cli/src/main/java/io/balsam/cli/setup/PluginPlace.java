package io.balsam.cli.setup;

import io.balsam.cli.option.Opt;
import io.balsam.cli.site.Installation;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.OperationFailed;
import java.nio.file.Path;

/** Finds the plugin directory that a command changes. */
final class PluginPlace {

  static final Opt SHARED =
      Opt.flag("shared", "for all sites ($BALSAM_HOME/plugins) instead of this one");

  private PluginPlace() {}

  static Path of(Invocation call) {
    if (!call.arguments().has("shared")) {
      return call.nearestSite().directory().resolve("plugins");
    }
    return Installation.sharedPlugins(call.io())
        .orElseThrow(
            () ->
                new OperationFailed("set BALSAM_HOME: it is not known where Balsam is installed"));
  }
}
