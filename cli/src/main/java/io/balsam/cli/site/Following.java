package io.balsam.cli.site;

import io.balsam.server.FacadeException;

/** Looking at a site again and again, beyond the end of the process that owns it. */
public final class Following {

  private static final int LOSSES = 3;

  private Following() {}

  /** One look. */
  @FunctionalInterface
  public interface Look {

    /** Whether another one shall follow. */
    boolean once(Opened site) throws Exception;
  }

  /**
   * Looks until the look has had enough. When the owner ends meanwhile, the site is opened anew:
   * the last thing it wrote is not missed.
   */
  public static void follow(Call call, Look look) throws Exception {
    int lost = 0;
    while (true) {
      try (Opened site = Looking.look(call)) {
        // Nobody follows any longer once what was printed goes nowhere.
        while (look.once(site) && !call.io().out().checkError()) {
          lost = 0;
        }
        return;
      } catch (FacadeException e) {
        if (e.kind() != FacadeException.Kind.UNREACHABLE || ++lost > LOSSES) {
          throw e;
        }
      }
    }
  }

  /** Whether it means that the owner has ended between two words with it. */
  public static boolean ownerLost(Exception problem) {
    return problem instanceof FacadeException e && e.kind() == FacadeException.Kind.UNREACHABLE;
  }
}
