package io.balsam.agent.process;

import io.balsam.agent.access.SiteOwnership;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.engine.execution.RunTexts;
import io.balsam.engine.site.PidFile;
import io.balsam.engine.store.OwnerInfo;
import io.balsam.engine.store.Ownership;
import io.balsam.server.OwnerAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * State of a site's agent as seen from other processes.
 *
 * @param kind the state
 * @param agent the present or last agent; null when none was recorded
 * @param address its network address; empty when it does not answer
 */
public record AgentState(Kind kind, @Nullable OwnerInfo agent, OwnerAddress address) {

  private static final OwnerAddress NOWHERE = new OwnerAddress("", "", "");

  /** State of an agent. */
  public enum Kind {
    /** Running, and answers requests. */
    UP,
    /** Running, but does not answer yet. */
    STARTING,
    /** Recorded as running on another host. */
    ELSEWHERE,
    /** Recorded as running, but ended without removing its record. */
    STALE,
    /** Not running. */
    DOWN
  }

  /** Returns the state of a site's agent. */
  public static AgentState of(SiteDirectory site) {
    Optional<OwnerInfo> written = PidFile.read(site.balsam());
    if (written.isEmpty()) {
      return new AgentState(Kind.DOWN, null, NOWHERE);
    }
    OwnerInfo agent = written.get();
    if (!agent.host().equals(OwnerInfo.thisHost())) {
      return new AgentState(Kind.ELSEWHERE, agent, NOWHERE);
    }
    // A copy of a site contains the file, too, but not the lock.
    if (!agent.mayLive() || !Ownership.held(site.balsam())) {
      return new AgentState(Kind.STALE, agent, NOWHERE);
    }
    return Ownership.read(site.balsam())
        .filter(owner -> owner.pid() == agent.pid() && !owner.url().isEmpty())
        .map(owner -> new AgentState(Kind.UP, agent, SiteOwnership.address(owner)))
        .orElse(new AgentState(Kind.STARTING, agent, NOWHERE));
  }

  /** Returns the URL of the agent; empty when it does not answer. */
  public String url() {
    return address.url();
  }

  /** Returns whether its process runs on this host. */
  public boolean lives() {
    return kind == Kind.UP || kind == Kind.STARTING;
  }

  /** Returns the error message about an agent on another host. */
  public static String elsewhere(OwnerInfo agent) {
    return "the agent runs on %s (process %d, since %s): use that host"
        .formatted(agent.host(), agent.pid(), RunTexts.time(agent.started()));
  }

  /** Describes the process of the agent, as in {@code process 12 on login1, since …}. */
  public String who() {
    return agent == null
        ? ""
        : "process %d on %s, since %s"
            .formatted(agent.pid(), agent.host(), RunTexts.time(agent.started()));
  }
}
