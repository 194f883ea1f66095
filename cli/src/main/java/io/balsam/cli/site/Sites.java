package io.balsam.cli.site;

import io.balsam.agent.site.KnownSites;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.term.Typed;
import java.util.List;

/** Messages about a site's agent, and the choice of sites that a command is about. */
public final class Sites {

  private Sites() {}

  /** Returns the message that no agent runs in the site, with the cure. */
  public static String agentDown(Invocation call) {
    return "the agent of %s is down: '%s' starts it"
        .formatted(
            call.nearestSite().directory(),
            all(call)
                ? Typed.of("site start", call.nearestSite().directory())
                : Typed.here("site start"));
  }

  /**
   * Returns the message that no process runs jobs here, with the command that lets them go on.
   *
   * @param run the run to resume; none for the newest
   */
  public static String nothingRuns(Invocation call, String... run) {
    return call.nearestSite().made()
        ? agentDown(call)
        : "No process runs jobs here now; continue with: " + Typed.here("resume", (Object[]) run);
  }

  /**
   * Checks that there is a site.
   *
   * @throws UsageProblem when {@code balsam site init} did not create the directory
   */
  public static void demand(Invocation call) {
    SiteDirectory site = call.nearestSite();
    if (!site.made()) {
      throw new UsageProblem(
          "%s is not a site that can request allocations: '%s' creates one"
              .formatted(site.directory(), Typed.of("site init DIR")));
    }
  }

  /**
   * Returns the site.
   *
   * @throws UsageProblem when {@code balsam site init} did not create it
   */
  public static SiteDirectory withAgent(SiteDirectory site) {
    if (!site.made()) {
      throw new UsageProblem(
          "%s is not a site with an agent: '%s' creates one"
              .formatted(site.directory(), Typed.of("site init DIR")));
    }
    return site;
  }

  /** Returns whether the command is about every known site. */
  public static boolean all(Invocation call) {
    return call.arguments().text("site").orElse("").equals("all");
  }

  /** Returns the chosen site, or with {@code --site all} every known one. */
  public static List<SiteDirectory> chosen(Invocation call) {
    if (!all(call)) {
      return List.of(call.nearestSite());
    }
    List<SiteDirectory> sites =
        new KnownSites(call.environment()).sites().stream().map(SiteDirectory::new).toList();
    if (sites.isEmpty()) {
      throw new UsageProblem(
          "no site is known; '%s' creates one".formatted(Typed.of("site init DIR")));
    }
    return sites;
  }
}
