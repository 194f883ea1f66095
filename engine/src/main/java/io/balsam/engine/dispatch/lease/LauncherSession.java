package io.balsam.engine.dispatch.lease;

import io.balsam.engine.api.SiteView;
import io.balsam.engine.api.launcher.OpenSession;
import io.balsam.engine.concurrent.EngineRuntime;
import io.balsam.engine.core.EngineParts;
import io.balsam.engine.session.OutboundQueue;
import io.balsam.engine.store.SessionRow;
import io.balsam.engine.text.Count;
import io.balsam.spi.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The owner's view of one launcher. On the event loop's thread only, but for the time it was last
 * heard from.
 */
public final class LauncherSession {

  final SessionRow row;
  final LauncherCapacity capacity;
  final OutboundQueue outbound;

  /** Jobs that are leased to it. */
  final Set<Long> jobs = new LinkedHashSet<>();

  /** Whether the launcher has opened its session with this engine. */
  volatile boolean attached;

  public boolean draining;
  boolean over;

  /** Version of its queue when jobs were last dispatched. */
  long seen = -1;

  /** Whether capacity became free since jobs were last dispatched. */
  boolean freed;

  long lastReport;

  /** Number of the launcher's newest try to connect that has arrived. */
  long connection;

  /** Shortage that keeps its machine from starting more jobs now; empty for none. */
  String lack = "";

  /** Workers that it has lost, as clauses. */
  final List<String> losses = new ArrayList<>();

  volatile Instant heard;
  private final EngineRuntime runtime;
  private volatile long heardNanos;

  LauncherSession(SessionRow row, OutboundQueue outbound, EngineParts parts) {
    this.row = row;
    this.outbound = outbound;
    this.capacity = new LauncherCapacity(row.opening(), row.opened(), parts.siteResources);
    this.runtime = parts.runtime;
    this.heard = parts.batch.now();
    hear(heard);
  }

  long id() {
    return row.id();
  }

  OpenSession opening() {
    return row.opening();
  }

  public long batchJob() {
    return opening().batchJob().orElse(0);
  }

  void hear(Instant now) {
    heard = now;
    heardNanos = runtime.nanos();
  }

  long silentNanos() {
    return runtime.nanos() - heardNanos;
  }

  SessionRow closed(Instant at, String why) {
    return new SessionRow(row.id(), row.opening(), row.opened(), at, why);
  }

  /** Returns a description of the launcher, for users. */
  String name() {
    List<Node> nodes = opening().nodes();
    String batchJob = batchJob() == 0 ? "" : ", BatchJob " + batchJob();
    return "launcher %d on %s (%s, %s%s)"
        .formatted(id(), opening().host(), mode(), Count.of(nodes.size(), "node"), batchJob);
  }

  private String mode() {
    return opening().mode().name().toLowerCase(Locale.ROOT);
  }

  public SiteView.Launcher view() {
    return new SiteView.Launcher(
        id(),
        batchJob(),
        opening().host(),
        mode(),
        opening().nodes().size(),
        capacity.cores(),
        opening().tags(),
        jobs.size(),
        row.opened(),
        heard,
        opening().ends(),
        lack,
        String.join("; ", losses));
  }
}
