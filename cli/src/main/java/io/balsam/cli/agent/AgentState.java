package io.balsam.cli.agent;

import io.balsam.cli.site.SiteDirectory;
import io.balsam.cli.site.Wiring;
import io.balsam.cli.term.Times;
import io.balsam.engine.site.PidFile;
import io.balsam.engine.store.OwnerInfo;
import io.balsam.engine.store.Ownership;
import io.balsam.server.OwnerAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be told of a site's agent from outside.
 *
 * @param kind how it is
 * @param agent who it is, or was; null when none was written down
 * @param address where it answers, empty when it does not
 */
record AgentState(Kind kind, @Nullable OwnerInfo agent, OwnerAddress address) {

  private static final OwnerAddress NOWHERE = new OwnerAddress("", "", "");

  /** How an agent is. */
  enum Kind {
    /** There, and it answers. */
    UP,
    /** There, not answering yet. */
    STARTING,
    /** Written down on another host. */
    ELSEWHERE,
    /** Written down, and gone without a word. */
    STALE,
    /** Not there. */
    DOWN
  }

  static AgentState of(SiteDirectory site) {
    Optional<OwnerInfo> written = PidFile.read(site.balsam());
    if (written.isEmpty()) {
      return new AgentState(Kind.DOWN, null, NOWHERE);
    }
    OwnerInfo agent = written.get();
    if (!agent.host().equals(OwnerInfo.thisHost())) {
      return new AgentState(Kind.ELSEWHERE, agent, NOWHERE);
    }
    // A copy of a site has the file too, and not the lock.
    if (!agent.mayLive() || !Ownership.held(site.balsam())) {
      return new AgentState(Kind.STALE, agent, NOWHERE);
    }
    return Ownership.read(site.balsam())
        .filter(owner -> owner.pid() == agent.pid() && !owner.url().isEmpty())
        .map(owner -> new AgentState(Kind.UP, agent, Wiring.address(owner)))
        .orElse(new AgentState(Kind.STARTING, agent, NOWHERE));
  }

  /** Where it answers, empty when it does not. */
  String url() {
    return address.url();
  }

  /** Whether its process is there, on this host. */
  boolean lives() {
    return kind == Kind.UP || kind == Kind.STARTING;
  }

  /** The sentence about an agent on another host. */
  static String elsewhere(OwnerInfo agent) {
    return "the agent runs on %s (process %d, since %s): use that host"
        .formatted(agent.host(), agent.pid(), Times.day(agent.started()));
  }

  /** {@code process 12 on login1, since …}. */
  String who() {
    return agent == null
        ? ""
        : "process %d on %s, since %s"
            .formatted(agent.pid(), agent.host(), Times.day(agent.started()));
  }
}
