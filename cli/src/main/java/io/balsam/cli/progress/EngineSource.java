package io.balsam.cli.progress;

import io.balsam.engine.api.Balsam;
import io.balsam.engine.run.Engine;
import io.balsam.engine.run.loop.Progress;

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
  public Progress progress() {
    return engine.progress(run);
  }

  @Override
  public String place() {
    Progress now = progress();
    return "slots %d/%d".formatted(now.busySlots(), now.slots());
  }

  @Override
  public void onChange(Runnable listener) {
    wakeUps.tell(listener);
  }
}
