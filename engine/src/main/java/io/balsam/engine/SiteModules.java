package io.balsam.engine;

import io.balsam.engine.api.ScalingPlan;
import io.balsam.engine.api.SiteView;
import io.balsam.engine.hook.HookPool;
import io.balsam.engine.packing.Capacity;
import io.balsam.engine.transfer.CleanupQueue;
import java.util.List;
import java.util.Optional;

/** The service modules of a site, as its engine sees them. Called from any thread. */
public interface SiteModules {

  /** No modules: the engine does their work itself. */
  SiteModules NONE =
      new SiteModules() {
        @Override
        public List<SiteView.Module> states() {
          return List.of();
        }

        @Override
        public HookPool.By hooks() {
          return HookPool.By.ENGINE;
        }

        @Override
        public CleanupQueue.By cleanups() {
          return CleanupQueue.By.ENGINE;
        }

        @Override
        public void cleanupWaits() {}

        @Override
        public ScalingPlan plan() {
          throw new UnsupportedOperationException("no allocations are asked for here");
        }
      };

  /** Returns which jobs the site can run at all. May ask the batch system. */
  default Capacity capacity() {
    return (resources, wallTime) -> Optional.empty();
  }

  /** Returns the states of the modules, as the settings list them. */
  List<SiteView.Module> states();

  /** Returns who decides how many hooks may run; see {@link SiteServices#hooks}. */
  HookPool.By hooks();

  /** Returns who cleans up after jobs. */
  CleanupQueue.By cleanups();

  /** Reports that there is a cleanup to take; returns at once. */
  void cleanupWaits();

  /**
   * Returns what automatic scaling would ask for now; with its defaults where no settings switch it
   * on.
   *
   * @throws UnsupportedOperationException when no allocations are asked for here
   * @throws io.balsam.spi.PluginException when the batch system does not answer
   */
  ScalingPlan plan();
}
