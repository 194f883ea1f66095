package io.balsam.cli.setup;

import io.balsam.agent.site.Installation;
import io.balsam.agent.site.OperationFailed;
import io.balsam.cli.option.Opt;
import io.balsam.cli.site.Invocation;
import java.nio.file.Path;

/** Finds the plugin directory that a command changes. */
final class PluginPlace {

  static final Opt SHARED =
      Opt.flag("shared", "for all sites ($BALSAM_HOME/plugins) instead of this one");

  private PluginPlace() {}

  static Path of(Invocation call) {
    if (!call.arguments().has("shared")) {
      return call.nearestSite().plugins();
    }
    return Installation.sharedPlugins(call.environment())
        .orElseThrow(
            () ->
                new OperationFailed("set BALSAM_HOME: it is not known where Balsam is installed"));
  }
}
