package io.balsam.cli.site;

import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.term.Typed;
import java.util.List;

/** What commands say of a site's agent, and which sites they are about. */
public final class Sites {

  private Sites() {}

  /** That nobody does anything in the site now, and the cure. */
  public static String agentDown(Invocation call) {
    return "the agent of %s is down: '%s' starts it"
        .formatted(call.nearestSite().directory(), Typed.here("site start"));
  }

  /**
   * Makes sure that there is a site.
   *
   * @throws UsageProblem when the directory was not made by {@code balsam site init}
   */
  public static void demand(Invocation call) {
    SiteDirectory site = call.nearestSite();
    if (!site.made()) {
      throw new UsageProblem(
          "%s is no site that can ask for allocations: '%s' makes one"
              .formatted(site.directory(), Typed.of("site init DIR")));
    }
  }

  /** The site that is meant, or with {@code --site all} every one that is known. */
  public static List<SiteDirectory> chosen(Invocation call) {
    if (!call.arguments().text("site").orElse("").equals("all")) {
      return List.of(call.nearestSite());
    }
    List<SiteDirectory> sites =
        new KnownSites(call.io()).sites().stream().map(SiteDirectory::new).toList();
    if (sites.isEmpty()) {
      throw new UsageProblem(
          "no site is known; '%s' makes one".formatted(Typed.of("site init DIR")));
    }
    return sites;
  }
}
