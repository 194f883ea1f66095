package io.balsam.engine.core;

import io.balsam.engine.text.Nearest;

/** Error message about an app that a script does not have. */
public final class MissingApp {

  private MissingApp() {}

  public static String vanished(Job job) {
    String app = job.shape().app();
    return "the script of run "
        + job.run().row.name()
        + " no longer has an app '"
        + app
        + "': "
        + Nearest.question(
            app, job.run().workflow().apps().keySet(), "put it back and retry the job");
  }
}
