package io.balsam.cli.agent;

import io.balsam.agent.site.SiteDirectory;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.SiteFinder;
import io.balsam.cli.site.Sites;
import java.util.Optional;

/** Finds the site that a {@code balsam site …} command is about. */
final class SiteArgument {

  private SiteArgument() {}

  /** Returns the site that is named, else the one that other commands would look at. */
  static SiteDirectory site(Invocation call) {
    Optional<String> word = call.arguments().optionalWord("DIR");
    return word.isPresent()
        ? call.at(new SiteFinder(call.environment()).named(word.get())).nearestSite()
        : call.nearestSite();
  }

  /**
   * Returns the same as {@link #site}, but requires that {@code balsam site init} made the site.
   *
   * @throws UsageProblem when it did not
   */
  static SiteDirectory made(Invocation call) {
    return Sites.withAgent(site(call));
  }
}
