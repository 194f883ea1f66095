package io.balsam.agent.launch;

import io.balsam.agent.access.SiteOwnership;
import io.balsam.engine.api.launcher.Assignments;
import io.balsam.engine.api.launcher.OpenSession;
import io.balsam.engine.api.launcher.Report;
import io.balsam.engine.api.launcher.Session;
import io.balsam.engine.api.launcher.Sessions;
import io.balsam.engine.domain.Script;
import io.balsam.engine.launcher.OwnerUnavailable;
import io.balsam.engine.store.Ownership;
import io.balsam.engine.store.StoreNote;
import io.balsam.server.ApiClient;
import io.balsam.server.ApiException;
import io.balsam.server.OwnerAddress;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Finds the owner of a site, whichever process that is at the time. */
final class OwnerLocator implements AutoCloseable {

  private final Path balsamDir;
  private final String site;
  private final ApiClient client;
  private volatile boolean met;

  OwnerLocator(Path balsamDir) {
    this.balsamDir = balsamDir;
    this.site = site(balsamDir);
    // The launcher decides when to try again; only brief network failures are hidden from it.
    client = new ApiClient(this::address, Duration.ofSeconds(1));
  }

  private static String site(Path balsamDir) {
    return StoreNote.read(balsamDir).map(StoreNote::site).orElse("");
  }

  /**
   * Returns the owner's address. Another site may replace a removed one; its agent is not asked, as
   * it has none of our sessions.
   */
  private Optional<OwnerAddress> address() {
    return Ownership.read(balsamDir)
        .filter(owner -> !owner.url().isEmpty() && site(balsamDir).equals(site))
        .map(SiteOwnership::address);
  }

  /**
   * Returns the session API of the owner.
   *
   * @throws OwnerUnavailable when there is no owner, here and by {@link Sessions#open}
   */
  Sessions sessions() {
    boolean there = address().isPresent();
    met |= there;
    if (!there) {
      throw away();
    }
    return new Sought(client.sessions());
  }

  private OwnerUnavailable away() {
    return new OwnerUnavailable(
        "no process owns " + balsamDir.getParent() + ": is its agent running?");
  }

  /**
   * Sessions that report a missing owner when they are opened. An owner that was killed leaves its
   * address behind, and connections to it are refused. A proxy may refuse them, too, although the
   * owner lives; but then the owner holds the lock.
   */
  private final class Sought implements Sessions {

    private final Sessions sessions;

    Sought(Sessions sessions) {
      this.sessions = sessions;
    }

    @Override
    public Session open(OpenSession request) {
      try {
        return sessions.open(request);
      } catch (ApiException e) {
        throw e.getCause() instanceof ConnectException && !Ownership.held(balsamDir) ? away() : e;
      }
    }

    @Override
    public CompletableFuture<Assignments> assignments(long session, long received, Duration wait) {
      return sessions.assignments(session, received, wait);
    }

    @Override
    public void report(long session, Report report) {
      sessions.report(session, report);
    }

    @Override
    public void close(long session, String why) {
      sessions.close(session, why);
    }
  }

  /** Returns whether an owner was ever found. */
  boolean met() {
    return met;
  }

  /** Returns whether an owner has published its address now. */
  boolean up() {
    return address().isPresent();
  }

  Script script(long run) {
    return client
        .script(run)
        .orElseThrow(() -> new IllegalStateException("run " + run + " is not known"));
  }

  ApiClient client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
  }
}
