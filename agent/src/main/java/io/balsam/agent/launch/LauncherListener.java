package io.balsam.agent.launch;

import io.balsam.engine.launcher.LauncherConfig;
import io.balsam.engine.launcher.LauncherResult;

/** Learns how the launchers of an allocation fare; called by the thread that runs them. */
public interface LauncherListener {

  /** Reports that a launcher begins. */
  void begins(LauncherConfig launcher);

  /** Reports, when all have begun, whether the site's agent is up. */
  void begun(boolean agentUp);

  /** Reports that a launcher has ended. */
  void ended(LauncherConfig launcher, LauncherResult result);
}
