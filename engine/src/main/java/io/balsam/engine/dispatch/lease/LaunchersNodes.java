package io.balsam.engine.dispatch.lease;

import io.balsam.engine.core.EngineParts;
import io.balsam.engine.dispatch.Machine;
import io.balsam.engine.domain.Resources;
import java.util.List;

/** Nodes of the launchers that take jobs now. A job runs in one of them. */
final class LaunchersNodes implements Machine {

  private final EngineParts parts;
  private final SessionRegistry sessions;

  LaunchersNodes(EngineParts parts, SessionRegistry sessions) {
    this.parts = parts;
    this.sessions = sessions;
  }

  private List<LauncherSession> open() {
    return sessions.open().stream()
        .filter(session -> session.attached && !session.draining)
        .filter(session -> session.capacity.timeLeft(parts.batch.now()).isPresent())
        .toList();
  }

  @Override
  public int nodes() {
    return open().stream().mapToInt(session -> session.opening().nodes().size()).sum();
  }

  @Override
  public boolean fits(Resources resources) {
    List<LauncherSession> open = open();
    return open.isEmpty()
        || open.stream().anyMatch(session -> session.capacity.never(resources).isEmpty());
  }

  @Override
  public Object version() {
    return open().stream().map(LauncherSession::id).toList();
  }
}
