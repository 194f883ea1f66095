package io.balsam.cli.site;

import io.balsam.cli.log.LogFile;
import io.balsam.dsl.WorkflowReader;
import io.balsam.engine.Engine;
import io.balsam.engine.EngineConfig;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.batchjob.SitePolicy;
import io.balsam.engine.config.Setting;
import io.balsam.engine.config.Settings;
import io.balsam.engine.dispatch.lease.LeaseBackend;
import io.balsam.engine.dispatch.local.LocalBackend;
import io.balsam.engine.store.LostRecordCheck;
import io.balsam.engine.store.OldStoreException;
import io.balsam.engine.store.Ownership;
import io.balsam.engine.store.Store;
import io.balsam.engine.store.jdbc.Stores;
import io.balsam.server.ApiClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens sites for commands that run nothing but read or request changes. */
public final class Looking {

  private Looking() {}

  /**
   * Opens a site for reading: through the process that owns the store if there is one, else from
   * the store without a lock. A directory without a store gives empty answers, and no file is
   * created.
   */
  public static SiteClient look(Invocation call) {
    return look(call, call.nearestSite());
  }

  /** Opens the site for a command that requests allocations, which the site's rules must allow. */
  public static SiteClient asking(Invocation call) {
    return change(call, call.nearestSite(), call);
  }

  /**
   * Opens the site as {@link #look(Invocation)}, for a command that changes something.
   *
   * @throws OperationFailed when the site has no owner and ownership cannot be taken
   */
  public static SiteClient change(Invocation call) {
    return change(call, call.nearestSite(), null);
  }

  /** Opens the given site as {@link #look(Invocation)}. */
  public static SiteClient look(Invocation call, SiteDirectory site) {
    Settings settings = call.settings(site);
    if (nothing(site, settings)) {
      return nothingHere(call, site);
    }
    log(site, settings);
    Instant deadline = Instant.now().plus(Wiring.PATIENCE);
    // The lock decides, not the owner's note, which may be left over from a crash.
    while (Ownership.held(site.balsam())) {
      if (Wiring.listening(site).isPresent()) {
        ApiClient client = Wiring.client(site, Wiring.LOST);
        return new SiteClient(client, true, client);
      }
      if (!Ownership.mayAsk(site.balsam()) || Instant.now().isAfter(deadline)) {
        break;
      }
      Wiring.pause(site, deadline);
    }
    try {
      Store store = Stores.look(Wiring.url(site, settings), site.directory());
      store.warnings().forEach(call.console()::note);
      return opened(site, settings, null, store, () -> {});
    } catch (OldStoreException e) {
      if (e.empty()) {
        return nothingHere(call, site);
      }
      return change(call, site, null);
    }
  }

  /**
   * Returns whether no file indicates that anything was ever run.
   *
   * @throws OperationFailed when this user may not read the files
   */
  private static boolean nothing(SiteDirectory site, Settings settings) {
    if (!settings.text(Setting.DB).isEmpty()) {
      return false;
    }
    Path file = ownFile(site);
    boolean closed = Files.isDirectory(site.balsam()) && !Files.isExecutable(site.balsam());
    if (closed || (Files.exists(file) && !Files.isReadable(file))) {
      throw new OperationFailed(
          "no permission to read %s: its owner can let a group look with 'chmod g+rx %s' and 'chmod g+r %s'"
              .formatted(closed ? site.balsam() : file, site.balsam(), file));
    }
    return !Files.exists(file)
        && (!Files.exists(site.balsam().resolve("owner.json")) || Wiring.listening(site).isEmpty());
  }

  private static Path ownFile(SiteDirectory site) {
    return site.balsam().resolve("balsam.mv.db");
  }

  private static SiteClient nothingHere(Invocation call, SiteDirectory site) {
    LostRecordCheck.ofRecord(site.directory()).ifPresent(call.console()::note);
    return new SiteClient(new EmptySite(), false, () -> {});
  }

  /** Starts to log if the user may write there: looking at another user's site leaves no trace. */
  private static void log(SiteDirectory site, Settings settings) {
    if (Files.isWritable(site.log().getParent())) {
      LogFile.use(site.log(), settings.text(Setting.LOG_LEVEL));
    }
  }

  private static SiteClient change(
      Invocation call, SiteDirectory site, @Nullable Invocation asking) {
    Settings settings = call.settings(site);
    if (asking == null && nothing(site, settings)) {
      return nothingHere(call, site);
    }
    log(site, settings);
    Instant deadline = Instant.now().plus(Wiring.PATIENCE);
    while (true) {
      Optional<Ownership> ownership = Ownership.acquire(site.balsam());
      if (ownership.isPresent()) {
        return changing(call, site, settings, asking, ownership.get());
      }
      if (Wiring.listening(site).isPresent()) {
        ApiClient client = Wiring.client(site, Wiring.LOST);
        return new SiteClient(client, true, client);
      }
      Wiring.pause(site, deadline);
    }
  }

  private static SiteClient changing(
      Invocation call,
      SiteDirectory site,
      Settings settings,
      @Nullable Invocation asking,
      Ownership ownership) {
    try {
      Store store = Stores.open(Wiring.url(site, settings), site.directory());
      store.warnings().forEach(call.console()::note);
      SitePolicy rules = asking == null ? null : SettingsCheck.rules(asking, site).rules();
      return opened(site, settings, rules, store, ownership);
    } catch (RuntimeException e) {
      ownership.close();
      throw e;
    }
  }

  /** Opens an API on a store in this process; with rules for one that is asked for allocations. */
  private static SiteClient opened(
      SiteDirectory site,
      Settings settings,
      @Nullable SitePolicy rules,
      Store store,
      AutoCloseable ownership) {
    CloseStack parts = new CloseStack();
    parts.add(ownership);
    parts.add(store);
    try {
      Balsam balsam = parts.add(looking(site, settings, store, rules));
      return new SiteClient(balsam, false, parts);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private static Balsam looking(
      SiteDirectory site, Settings settings, Store store, @Nullable SitePolicy rules) {
    ReadOnlyPlatform platform = new ReadOnlyPlatform();
    EngineConfig config =
        new EngineConfig(
            site.directory(),
            store,
            platform,
            script -> new WorkflowReader().load(script),
            rules == null
                ? LocalBackend.on(platform, platform, settings.seconds(Setting.KILL_GRACE))
                : LeaseBackend.under(rules),
            Wiring.limits(settings),
            Clock.systemUTC());
    return Engine.open(config);
  }
}
