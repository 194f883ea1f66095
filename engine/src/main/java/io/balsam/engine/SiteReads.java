package io.balsam.engine;

import io.balsam.engine.api.EngineFailure;
import io.balsam.engine.api.SiteView;
import io.balsam.engine.batchjob.SitePolicy;
import io.balsam.engine.store.OwnerInfo;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the state of a site: its agent, modules and launchers. From any thread. */
record SiteReads(EngineConfig config, EngineCore core, Instant started) {

  SiteView view() {
    SitePolicy rules = config.backend().rules().orElse(null);
    return new SiteView(
        rules == null ? name() : rules.name(),
        config.site().toString(),
        rules != null,
        OwnerInfo.thisHost(),
        ProcessHandle.current().pid(),
        started,
        config.modules().states(),
        launchers(),
        rules == null ? List.of() : rules.queues(),
        rules == null ? Set.of() : rules.projects(),
        rules == null ? Map.of() : rules.options());
  }

  private String name() {
    Path last = config.site().getFileName();
    return last == null ? config.site().toString() : last.toString();
  }

  private List<SiteView.Launcher> launchers() {
    try {
      return core.parts.loop.ask(core.backend::views);
    } catch (IllegalStateException | EngineFailure e) {
      return List.of();
    }
  }
}
