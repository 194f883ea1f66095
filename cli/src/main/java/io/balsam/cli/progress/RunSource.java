package io.balsam.cli.progress;

import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.Registration;
import io.balsam.engine.api.RunProgress;

/** Source of a run's progress: the engine in this process, or a site's agent. */
public interface RunSource {

  /** Returns the API that serves the run. */
  Balsam balsam();

  /** Returns whether the run has just been submitted, so that everything in it is news. */
  boolean fresh();

  /** Returns the current progress; cheap. */
  RunProgress progress();

  /** Describes in a few words what its jobs run on. */
  String place();

  /** Returns what a user who waits for the run may do instead; empty for nothing. */
  default String instead() {
    return "";
  }

  /** Registers the listener called when something has changed; there is one at a time. */
  Registration onChange(Runnable listener);
}
