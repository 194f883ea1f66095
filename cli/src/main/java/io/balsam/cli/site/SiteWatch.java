package io.balsam.cli.site;

import io.balsam.server.ApiException;

/** Looking at a site again and again, beyond the end of the process that owns it. */
public final class SiteWatch {

  private static final int LOSSES = 3;

  private SiteWatch() {}

  /** One look. */
  @FunctionalInterface
  public interface Look {

    /** Whether another one shall follow. */
    boolean once(SiteClient site) throws Exception;
  }

  /**
   * Looks until the look has had enough. When the owner ends meanwhile, the site is opened anew:
   * the last thing it wrote is not missed.
   */
  public static void follow(Invocation call, Look look) throws Exception {
    int lost = 0;
    while (true) {
      try (SiteClient site = Looking.look(call)) {
        // Nobody follows any longer once what was printed goes nowhere.
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

  /** Whether it means that the owner has ended between two words with it. */
  public static boolean ownerLost(Exception problem) {
    return problem instanceof ApiException e && e.kind() == ApiException.Kind.UNREACHABLE;
  }
}
