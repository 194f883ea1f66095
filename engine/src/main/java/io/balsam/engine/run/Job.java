package io.balsam.engine.run;

import io.balsam.engine.domain.App;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.run.table.Shape;
import org.jspecify.annotations.Nullable;

/** A job of a loaded run. Its state may be asked for on the loop's thread only. */
record Job(LoadedRun run, int slot) {

  long id() {
    return run.table.id(slot);
  }

  JobState state() {
    return run.table.state(slot);
  }

  Shape shape() {
    return run.table.shape(slot);
  }

  int attempts() {
    return run.table.attempts(slot);
  }

  @Nullable App app() {
    return run.app(shape().app());
  }

  @Override
  public String toString() {
    return "job " + id();
  }
}
