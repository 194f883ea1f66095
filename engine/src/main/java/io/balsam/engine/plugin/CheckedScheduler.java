package io.balsam.engine.plugin;

import io.balsam.spi.BackfillWindow;
import io.balsam.spi.BatchReport;
import io.balsam.spi.BatchSubmission;
import io.balsam.spi.QueueReport;
import io.balsam.spi.Scheduler;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scheduler of a plugin, whose unexpected exceptions become errors that the engine can act on. */
record CheckedScheduler(ProviderName offer, Scheduler scheduler) implements Scheduler {

  @Override
  public String submit(BatchSubmission submission) {
    return PluginCalls.call(offer, () -> scheduler.submit(submission));
  }

  @Override
  public Map<String, BatchReport> status(Collection<String> ids) {
    return PluginCalls.call(offer, () -> scheduler.status(ids));
  }

  @Override
  public void cancel(String id) {
    PluginCalls.run(offer, () -> scheduler.cancel(id));
  }

  @Override
  public Map<String, BatchReport> history(Collection<String> ids) {
    return PluginCalls.call(offer, () -> scheduler.history(ids));
  }

  @Override
  public Optional<List<String>> named(String name, Path workdir, String site) {
    return PluginCalls.call(offer, () -> scheduler.named(name, workdir, site));
  }

  @Override
  public Optional<List<BackfillWindow>> backfill() {
    return PluginCalls.call(offer, scheduler::backfill);
  }

  @Override
  public Optional<List<QueueReport>> queues() {
    return PluginCalls.call(offer, scheduler::queues);
  }

  @Override
  public Optional<List<String>> projects() {
    return PluginCalls.call(offer, scheduler::projects);
  }

  @Override
  public List<String> settings() {
    return PluginCalls.call(offer, scheduler::settings);
  }

  @Override
  public List<String> remarks() {
    return PluginCalls.call(offer, scheduler::remarks);
  }

  @Override
  public List<String> remarks(BatchSubmission submission) {
    return PluginCalls.call(offer, () -> scheduler.remarks(submission));
  }

  @Override
  public Optional<String> dryRun(BatchSubmission submission) {
    return PluginCalls.call(offer, () -> scheduler.dryRun(submission));
  }
}
