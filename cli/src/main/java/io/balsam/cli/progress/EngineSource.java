package io.balsam.cli.progress;

import io.balsam.engine.Engine;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.RunProgress;

/**
 * A run of this process's own engine.
 *
 * @param engine runs it
 * @param run its number
 * @param fresh whether it has just been submitted
 * @param wakeUps tells of the engine's changes
 */
public record EngineSource(Engine engine, long run, boolean fresh, WakeUps wakeUps)
    implements RunSource {

  @Override
  public Balsam balsam() {
    return engine;
  }

  @Override
  public RunProgress progress() {
    return engine.progress(run);
  }

  @Override
  public String place() {
    RunProgress now = progress();
    return "slots %d/%d".formatted(now.busySlots(), now.slots());
  }

  @Override
  public void onChange(Runnable listener) {
    wakeUps.tell(listener);
  }
}
