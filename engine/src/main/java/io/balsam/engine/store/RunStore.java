package io.balsam.engine.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads of runs. */
public interface RunStore {

  /** Returns the highest run id ever given out, 0 when none was. */
  long lastRunId();

  /** Returns all runs, newest first. */
  List<RunRow> runs();

  /** Returns the owner of each of these runs; unknown ones are left out. */
  Map<Long, String> owners(Collection<Long> runs);

  /** Returns a run by number. */
  Optional<RunRow> run(long id);

  /**
   * Returns the node-seconds of the last attempts of a run's moldable jobs, as far as they have
   * ended.
   */
  double moldableNodeSeconds(long run);
}
