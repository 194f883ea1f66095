package io.balsam.cli.site;

import io.balsam.agent.access.SiteAccess;
import io.balsam.agent.access.SiteClient;
import io.balsam.server.ApiException;

/** Looks at a site repeatedly, beyond the end of the process that owns it. */
public final class SiteWatch {

  private static final int LOSSES = 3;

  private SiteWatch() {}

  /** One look at a site. */
  @FunctionalInterface
  public interface Look {

    /**
     * Looks once.
     *
     * @return whether to look again
     */
    boolean once(SiteClient site) throws Exception;
  }

  /**
   * Looks until the look returns false. When the owner ends meanwhile, the site is opened again, so
   * that the last thing it wrote is not missed.
   */
  public static void follow(Invocation call, Look look) throws Exception {
    int lost = 0;
    while (true) {
      try (SiteClient site = SiteAccess.openReadOnly(call.context())) {
        // Stop once the output has no reader any more.
        while (look.once(site) && !call.io().out().checkError()) {
          lost = 0;
        }
        return;
      } catch (ApiException e) {
        if (e.kind() != ApiException.Kind.UNREACHABLE || ++lost > LOSSES) {
          throw e;
        }
      }
    }
  }

  /** Returns whether a failure means that the owner has ended between two requests. */
  public static boolean ownerLost(Exception problem) {
    return problem instanceof ApiException e && e.kind() == ApiException.Kind.UNREACHABLE;
  }
}
