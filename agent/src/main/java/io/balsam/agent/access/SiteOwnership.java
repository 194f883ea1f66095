package io.balsam.agent.access;

import io.balsam.agent.site.Frontend;
import io.balsam.agent.site.OperationFailed;
import io.balsam.agent.site.SiteContext;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.engine.execution.RunTexts;
import io.balsam.engine.site.PidFile;
import io.balsam.engine.store.OwnerInfo;
import io.balsam.engine.store.Ownership;
import io.balsam.engine.trust.FileTrouble;
import io.balsam.engine.trust.OwnFiles;
import io.balsam.server.ApiClient;
import io.balsam.server.OwnerAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Finds the owner of a site, or makes this process the owner. */
public final class SiteOwnership {

  /**
   * Limit for waiting while the store is held by another command that reads it, or by an owner that
   * starts.
   */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private SiteOwnership() {}

  /** Returns the network address that an owner has recorded. */
  public static OwnerAddress address(OwnerInfo owner) {
    return new OwnerAddress(owner.url(), owner.token(), owner.pin());
  }

  static ApiClient client(SiteDirectory site, Duration patience) {
    return new ApiClient(() -> listening(site).map(SiteOwnership::address), patience);
  }

  static Optional<OwnerInfo> listening(SiteDirectory site) {
    return Ownership.read(site.balsam()).filter(owner -> !owner.url().isEmpty());
  }

  /**
   * Takes ownership of a site.
   *
   * @throws OperationFailed when another process owns it and answers, or has not answered for long
   */
  public static Ownership take(SiteContext context) {
    SiteDirectory site = context.site();
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      Optional<Ownership> ownership = Ownership.acquire(site.balsam());
      if (ownership.isPresent()) {
        return ownership.get();
      }
      Optional<OwnerInfo> owner = listening(site);
      if (owner.isPresent()) {
        throw owned(site, owner.get(), context.frontend());
      }
      pause(site, deadline);
    }
  }

  private static OperationFailed owned(SiteDirectory site, OwnerInfo owner, Frontend frontend) {
    if (owner.pid() == OwnerInfo.here().pid() && owner.host().equals(OwnerInfo.thisHost())) {
      return new OperationFailed(
          "this program has %s open already: use that SiteEngine, or close it first"
              .formatted(site.directory()));
    }
    String since = RunTexts.time(owner.started());
    if (PidFile.read(site.balsam()).filter(agent -> agent.pid() == owner.pid()).isPresent()) {
      return new OperationFailed(
          "the agent of %s is already running (process %d on %s, since %s): '%s' ends it"
              .formatted(
                  site.directory(),
                  owner.pid(),
                  owner.host(),
                  since,
                  frontend.command("site stop", site.directory())));
    }
    return new OperationFailed(
        ("a run is already in progress in %s (process %d on %s, since %s): "
                + "wait for it ('%s' shows it), or use another site: --site DIR")
            .formatted(
                site.directory(), owner.pid(), owner.host(), since, frontend.commandHere("runs")));
  }

  /** Creates the directories that an owner needs. */
  public static void makeDirectories(SiteDirectory site) {
    try {
      OwnFiles.makePrivate(site.balsam());
      OwnFiles.make(Objects.requireNonNull(site.log().getParent()));
    } catch (IOException e) {
      throw new OperationFailed(
          FileTrouble.of("cannot write to " + site.directory(), site.balsam(), e)
              + "; use another site: --site DIR",
          e);
    }
  }

  static void pause(SiteDirectory site, Instant deadline) {
    if (Instant.now().isAfter(deadline)) {
      throw new OperationFailed(
          "another process holds %s and does not answer; end it, then try again"
              .formatted(site.ownerLock()));
    }
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationFailed("interrupted while waiting for " + site.directory(), e);
    }
  }
}
