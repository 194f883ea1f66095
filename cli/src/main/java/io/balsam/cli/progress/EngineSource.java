package io.balsam.cli.progress;

import io.balsam.engine.Engine;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.Registration;
import io.balsam.engine.api.RunProgress;

/**
 * Progress of a run of this process's own engine.
 *
 * @param engine engine that runs it
 * @param run its number
 * @param fresh whether it has just been submitted
 */
public record EngineSource(Engine engine, long run, boolean fresh) implements RunSource {

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
    return "cores %d/%d".formatted(now.busyCores(), now.cores());
  }

  @Override
  public Registration onChange(Runnable listener) {
    return engine.onChange(listener);
  }
}
