package io.balsam.cli.progress;

import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.RunProgress;

/** Where a run's progress is learned from: the engine in this process, or a site's agent. */
public interface RunSource {

  /** The façade that knows the run. */
  Balsam balsam();

  /** Whether all that has happened to the run is news: nobody has seen it before. */
  boolean fresh();

  /** How far the run has come; cheap. */
  RunProgress progress();

  /** What its jobs run on, in a few words. */
  String place();

  /** From now on tells this one only when something has changed. */
  void onChange(Runnable listener);
}
