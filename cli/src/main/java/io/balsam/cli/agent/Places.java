package io.balsam.cli.agent;

import io.balsam.cli.site.Call;
import io.balsam.cli.site.Site;
import io.balsam.cli.spec.UsageProblem;
import io.balsam.cli.term.Typed;
import io.balsam.engine.site.NewSite;
import java.util.Optional;

/** Which site a {@code balsam site …} command is about. */
final class Places {

  private Places() {}

  /** The site that is named, else the one that other commands would look at. */
  static Site site(Call call) {
    Optional<String> word = call.arguments().optionalWord("DIR");
    return word.isPresent()
        ? call.at(Site.named(call.io(), word.get())).nearestSite()
        : call.nearestSite();
  }

  /**
   * As {@link #site}, and it was made by {@code balsam site init}.
   *
   * @throws UsageProblem when it was not
   */
  static Site made(Call call) {
    Site site = site(call);
    if (!NewSite.is(site.directory())) {
      throw new UsageProblem(
          "%s is not a site with an agent: '%s' makes one"
              .formatted(site.directory(), Typed.of("site init DIR")));
    }
    return site;
  }
}
