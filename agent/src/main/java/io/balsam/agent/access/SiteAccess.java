package io.balsam.agent.access;

import io.balsam.agent.site.OperationFailed;
import io.balsam.agent.site.SiteContext;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.batchjob.SitePolicy;
import io.balsam.engine.config.Setting;
import io.balsam.engine.dispatch.lease.LeaseBackend;
import io.balsam.engine.store.LostRecordCheck;
import io.balsam.engine.store.OldStoreException;
import io.balsam.engine.store.Ownership;
import io.balsam.engine.store.Store;
import io.balsam.engine.store.jdbc.Stores;
import io.balsam.server.ApiClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens sites for operations that run nothing but read or request changes. */
public final class SiteAccess {

  /** Time after which a lost connection means that the owner has ended. */
  private static final Duration LOST = Duration.ofSeconds(1);

  /** Maximum duration of a restart of the agent. */
  private static final Duration RESTART = Duration.ofMinutes(1);

  private SiteAccess() {}

  /**
   * Returns the agent of a site, which may be restarted during the connection; empty when it is
   * down.
   *
   * @throws OperationFailed when a run of this directory without an agent is going on
   */
  public static Optional<Balsam> agent(SiteContext context) {
    SiteDirectory site = context.site();
    Instant deadline = Instant.now().plus(SiteOwnership.PATIENCE);
    while (true) {
      if (!Ownership.held(site.balsam())) {
        return Optional.empty();
      }
      if (SiteOwnership.listening(site).isPresent()) {
        Balsam agent = SiteOwnership.client(site, RESTART);
        if (!agent.site().agent()) {
          throw new OperationFailed(
              "a run without the agent is in progress in %s: wait for it, then '%s'"
                  .formatted(site.directory(), context.frontend().commandHere("site start")));
        }
        return Optional.of(agent);
      }
      SiteOwnership.pause(site, deadline);
    }
  }

  /**
   * Opens a site for reading: through the process that owns the store if there is one, else from
   * the store without a lock. A directory without a store gives empty answers, and no file is
   * created.
   */
  public static SiteClient openReadOnly(SiteContext context) {
    SiteDirectory site = context.site();
    if (nothing(context)) {
      return nothingHere(context);
    }
    log(context);
    Instant deadline = Instant.now().plus(SiteOwnership.PATIENCE);
    // The lock decides, not the owner's note, which may be left over from a crash.
    while (Ownership.held(site.balsam())) {
      if (SiteOwnership.listening(site).isPresent()) {
        return served(site);
      }
      if (!Ownership.mayAsk(site.balsam()) || Instant.now().isAfter(deadline)) {
        break;
      }
      SiteOwnership.pause(site, deadline);
    }
    try {
      Store store = Stores.openReadOnly(EngineFactory.databaseUrl(context), site.directory());
      store.warnings().forEach(context.frontend()::note);
      return opened(context, null, store, () -> {});
    } catch (OldStoreException e) {
      if (e.empty()) {
        return nothingHere(context);
      }
      return change(context);
    }
  }

  /** Opens the site to request allocations, which the site's rules must allow. */
  public static SiteClient asking(SiteContext context) {
    return change(context, true);
  }

  /**
   * Opens the site as {@link #look}, for an operation that changes something.
   *
   * @throws OperationFailed when the site has no owner and ownership cannot be taken
   */
  public static SiteClient change(SiteContext context) {
    return change(context, false);
  }

  /**
   * Returns whether no file indicates that anything was ever run.
   *
   * @throws OperationFailed when this user may not read the files
   */
  private static boolean nothing(SiteContext context) {
    if (!context.settings().text(Setting.DB).isEmpty()) {
      return false;
    }
    SiteDirectory site = context.site();
    Path file = site.databaseFile();
    boolean closed = Files.isDirectory(site.balsam()) && !Files.isExecutable(site.balsam());
    if (closed || (Files.exists(file) && !Files.isReadable(file))) {
      throw new OperationFailed(
          "no permission to read %s: its owner can let a group look with 'chmod g+rx %s' and 'chmod g+r %s'"
              .formatted(closed ? site.balsam() : file, site.balsam(), file));
    }
    return !Files.exists(file)
        && (!Files.exists(site.ownerFile()) || SiteOwnership.listening(site).isEmpty());
  }

  private static SiteClient nothingHere(SiteContext context) {
    LostRecordCheck.ofRecord(context.site().directory()).ifPresent(context.frontend()::note);
    return new SiteClient(new EmptySite(), false, () -> {});
  }

  private static SiteClient served(SiteDirectory site) {
    ApiClient client = SiteOwnership.client(site, LOST);
    return new SiteClient(client, true, client);
  }

  /** Starts to log if the user may write there: looking at another user's site leaves no trace. */
  private static void log(SiteContext context) {
    Path file = context.site().log();
    if (Files.isWritable(file.getParent())) {
      context.log(file);
    }
  }

  private static SiteClient change(SiteContext context, boolean asking) {
    SiteDirectory site = context.site();
    if (!asking && nothing(context)) {
      return nothingHere(context);
    }
    log(context);
    Instant deadline = Instant.now().plus(SiteOwnership.PATIENCE);
    while (true) {
      Optional<Ownership> ownership = Ownership.acquire(site.balsam());
      if (ownership.isPresent()) {
        return changing(context, asking, ownership.get());
      }
      if (SiteOwnership.listening(site).isPresent()) {
        return served(site);
      }
      SiteOwnership.pause(site, deadline);
    }
  }

  private static SiteClient changing(SiteContext context, boolean asking, Ownership ownership) {
    try {
      Store store = Stores.open(EngineFactory.databaseUrl(context), context.site().directory());
      store.warnings().forEach(context.frontend()::note);
      SitePolicy rules = asking ? SettingsCheck.rules(context).rules() : null;
      return opened(context, rules, store, ownership);
    } catch (RuntimeException e) {
      ownership.close();
      throw e;
    }
  }

  /** Opens an API on a store in this process; with rules for one that is asked for allocations. */
  private static SiteClient opened(
      SiteContext context, @Nullable SitePolicy rules, Store store, AutoCloseable ownership) {
    CloseStack parts = new CloseStack();
    parts.add(ownership);
    parts.add(store);
    try {
      Balsam balsam = parts.add(looking(context, store, rules));
      return new SiteClient(balsam, false, parts);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private static Balsam looking(SiteContext context, Store store, @Nullable SitePolicy rules) {
    ReadOnlyPlatform platform = new ReadOnlyPlatform();
    return EngineFactory.engine(
        context,
        store,
        platform,
        script -> WorkflowFormats.all().load(script),
        rules == null
            ? EngineFactory.onOwnNodes(context, platform, platform)
            : LeaseBackend.under(rules));
  }
}
