package io.balsam.cli.agent;

import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.SiteDirectory;
import io.balsam.cli.term.Typed;
import io.balsam.engine.site.SiteInitializer;
import java.util.Optional;

/** Finds the site that a {@code balsam site …} command is about. */
final class Places {

  private Places() {}

  /** Returns the site that is named, else the one that other commands would look at. */
  static SiteDirectory site(Invocation call) {
    Optional<String> word = call.arguments().optionalWord("DIR");
    return word.isPresent()
        ? call.at(SiteDirectory.named(call.io(), word.get())).nearestSite()
        : call.nearestSite();
  }

  /**
   * Returns the same as {@link #site}, but requires that {@code balsam site init} made the site.
   *
   * @throws UsageProblem when it did not
   */
  static SiteDirectory made(Invocation call) {
    SiteDirectory site = site(call);
    if (!SiteInitializer.is(site.directory())) {
      throw new UsageProblem(
          "%s is not a site with an agent: '%s' makes one"
              .formatted(site.directory(), Typed.of("site init DIR")));
    }
    return site;
  }
}
