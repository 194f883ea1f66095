package io.balsam.engine.launch;

import io.balsam.engine.api.launcher.Order;
import io.balsam.engine.api.launcher.Report;
import io.balsam.engine.domain.Script;
import io.balsam.engine.domain.WorkflowLoader;
import io.balsam.engine.plugin.Platform;
import io.balsam.engine.process.Lack;
import io.balsam.engine.process.LackException;
import io.balsam.engine.process.OrphanReaper;
import io.balsam.engine.process.ProcessEnd;
import io.balsam.engine.process.ProcessLimits;
import io.balsam.engine.process.ProcessSpec;
import io.balsam.engine.process.Spawner;
import io.balsam.engine.run.code.Functions;
import io.balsam.engine.run.command.OrderProcesses;
import io.balsam.engine.run.files.Listing;
import io.balsam.engine.run.files.OutputTail;
import io.balsam.engine.run.files.Workdirs;
import io.balsam.engine.run.threads.Lacks;
import io.balsam.engine.run.threads.PatientPool;
import io.balsam.spi.JobMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and ends what orders run. */
final class Starting {

  /** How much later than its jobs a launcher may learn that its allocation is being ended. */
  private static final Duration EXPLAINED = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(Starting.class);

  private final Spawner spawner;
  private final OrderProcesses processes;
  private final Functions functions;
  private final Scripts scripts;
  private final Executor files;
  private final Clock clock;
  private final Lacks lacks;

  Starting(
      Spawner spawner,
      OrderProcesses processes,
      Functions functions,
      Scripts scripts,
      Executor files,
      Clock clock) {
    this.spawner = spawner;
    this.processes = processes;
    this.functions = functions;
    this.scripts = scripts;
    this.files = files;
    this.clock = clock;
    lacks = new Lacks((pause, code) -> later(pause, files).execute(code));
  }

  /** What is started on this host, or from here by the platform's MPI runner. */
  static Starting here(
      LauncherConfig config,
      LongFunction<Script> scripts,
      Platform platform,
      Spawner spawner,
      WorkflowLoader loader,
      Clock clock) {
    String mark = OrphanReaper.LAUNCHER + UUID.randomUUID();
    boolean singlesByRunner = config.mode() == JobMode.MPI;
    return new Starting(
        spawner,
        new OrderProcesses(platform, config.nodes(), mark, singlesByRunner),
        new Functions(),
        new Scripts(scripts, loader),
        new PatientPool(2, "balsam-files"),
        clock);
  }

  /**
   * Starts a run.
   *
   * @param onEnd called once, from any thread, also from within this call
   * @param onLack called instead when the machine lacks something to start it now; with what
   */
  void start(Held run, Consumer<Report.Ended> onEnd, Consumer<String> onLack) {
    Order order = run.order;
    try {
      Order.FunctionCall function = order.function();
      if (function != null) {
        run.interrupt =
            functions.start(
                () -> {
                  Workdirs.make(order.runDirectory(), order.workdir());
                  return scripts.call(function);
                },
                end -> {
                  if (end.error() instanceof LackException lack) {
                    onLack.accept(String.valueOf(lack.getMessage()));
                    return;
                  }
                  Instant at = clock.instant();
                  made(
                      order,
                      end.error() == null,
                      files ->
                          onEnd.accept(Ends.of(run, end, scripts.tell(function, end), files, at)));
                });
        return;
      }
      ProcessSpec spec = processes.process(order, run.placement);
      LOG.debug("job {} is started with: {}", order.job(), spec.command());
      Workdirs.check(order.runDirectory(), order.workdir());
      spawner.start(spec, end -> ended(run, spec, end, onEnd, onLack));
    } catch (RuntimeException | OutOfMemoryError e) {
      run.refused = true;
      Optional<String> lack = Lack.of(e);
      if (lack.isPresent()) {
        onLack.accept(lack.get());
      } else {
        onEnd.accept(Ends.notStarted(run, String.valueOf(e.getMessage()), clock.instant()));
      }
    }
  }

  private void ended(
      Held run,
      ProcessSpec spec,
      ProcessEnd end,
      Consumer<Report.Ended> onEnd,
      Consumer<String> onLack) {
    Instant at = clock.instant();
    if (end.manner() == ProcessEnd.Manner.LACK) {
      run.refused = true;
      onLack.accept(end.error());
      return;
    }
    if (!end.error().isEmpty() && end.exitCode() == null) {
      run.refused = true;
    }
    if (Integer.valueOf(0).equals(end.exitCode()) || !end.error().isEmpty()) {
      boolean well = end.error().isEmpty();
      made(run.order, well, files -> onEnd.accept(Ends.of(run, end, List.of(), files, at)));
    } else {
      // Batch systems that end an allocation signal all its processes at once. Then it was not the
      // job's own doing, but that is known only when our own signal has come through.
      boolean unexplained = end.signal() != 0 && run.ending == Held.Ending.NO;
      Executor then = unexplained ? later(EXPLAINED, files) : files;
      then.execute(
          () ->
              onEnd.accept(
                  Ends.of(run, end, OutputTail.of(spec.workdir(), spec::isNoise), "", at)));
    }
  }

  private void made(Order order, boolean any, Consumer<String> sink) {
    if (any) {
      lacks.get(order.job(), () -> Listing.ofJob(order.workdir()).text(), sink);
    } else {
      sink.accept("");
    }
  }

  private static Executor later(Duration pause, Executor threads) {
    return CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, threads);
  }

  /** Ends a run; {@code onEnd} tells when it has ended. */
  void end(Held run, Duration grace) {
    if (run.function()) {
      run.interrupt.run();
    } else {
      spawner.end(run.order.job(), grace);
    }
  }

  ProcessLimits.Most most() {
    return spawner.most();
  }

  void close() {
    functions.close();
    spawner.close();
  }
}
