package io.balsam.engine.transfer;

import io.balsam.engine.concurrent.GrowingPause;
import io.balsam.engine.files.ContentDigests;
import io.balsam.engine.files.Listing;
import io.balsam.engine.files.PathGuard;
import io.balsam.engine.plugin.Platform;
import io.balsam.engine.process.Lack;
import io.balsam.engine.trust.FileTrouble;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.Transfer;
import io.balsam.spi.TransferItem;
import io.balsam.spi.TransferReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs transfers of the platform and waits for them without holding a thread. */
public final class TransferRunner {

  private static final Logger LOG = LoggerFactory.getLogger(TransferRunner.class);
  private static final int TRIES = 5;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /**
   * Result of a stage in.
   *
   * @param digest of the inputs that arrived, empty when there were none; {@link
   *     TransferPlan#NOT_COMPARED} when one came from elsewhere
   * @param files the files that are in the workdir through this
   */
  public record Arrived(String digest, Listing files) {}

  private final Platform platform;
  private final TransferQueue queue;
  private final ContentDigests contents;
  private final BiConsumer<Duration, Runnable> later;
  private final LongPredicate wanted;

  /**
   * @param platform has the transfers
   * @param queue moves what is not on this machine
   * @param contents caches digests of files
   * @param later runs code after a while, on a thread that may wait
   * @param wanted tells whether a job has not been cancelled; when it is, its items in the queue
   *     are cancelled after that
   */
  public TransferRunner(
      Platform platform,
      TransferQueue queue,
      ContentDigests contents,
      BiConsumer<Duration, Runnable> later,
      LongPredicate wanted) {
    this.platform = platform;
    this.queue = queue;
    this.contents = contents;
    this.later = later;
    this.wanted = wanted;
  }

  /**
   * Begins the transfers of a plan; one of the two callbacks is called, from any thread, unless the
   * job is cancelled.
   *
   * @param items those of its slots, with their rows
   * @param before the files staged in before: they are replaced, or removed when they do not come
   *     again
   * @param onError receives the files that may have arrived; none when all is as before. A transfer
   *     that failed because the machine lacks something is not tried again here
   */
  void run(
      long job,
      TransferPlan plan,
      StagedItems items,
      Listing before,
      Consumer<Arrived> onDone,
      BiConsumer<RuntimeException, Listing> onError) {
    new Move(job, plan, items, before, onDone, onError).begin();
  }

  private final class Move {

    private final long job;
    private final TransferPlan plan;
    private final StagedItems items;
    private final Listing before;
    private final Consumer<Arrived> onDone;
    private final BiConsumer<RuntimeException, Listing> onError;
    private final Queue<Map.Entry<String, List<TransferItem>>> left = new ArrayDeque<>();
    private Set<Path> names = Set.of();
    private Optional<String> digest = Optional.empty();
    private final Set<Path> begun = new HashSet<>();
    private boolean locatedMoved;
    private int tries;
    private Duration pause = FIRST_PAUSE;

    Move(
        long job,
        TransferPlan plan,
        StagedItems items,
        Listing before,
        Consumer<Arrived> onDone,
        BiConsumer<RuntimeException, Listing> onError) {
      this.job = job;
      this.plan = plan;
      this.items = items;
      this.before = before;
      this.onDone = onDone;
      this.onError = onError;
    }

    void begin() {
      try {
        names = plan.names();
        digest = plan.copies() ? plan.digest(contents) : Optional.empty();
        before.remove(plan.workdir(), names);
      } catch (IOException e) {
        failed(new UncheckedIOException("cannot be staged again: " + e.getMessage(), e));
        return;
      } catch (RuntimeException e) {
        failed(e);
        return;
      }
      left.addAll(plan.items().entrySet());
      next();
    }

    private void failed(RuntimeException e) {
      List<Path> perhaps = names.stream().filter(this::begun).toList();
      onError.accept(
          e, begun.isEmpty() ? Listing.NONE : before.and(Listing.of(plan.workdir(), perhaps)));
    }

    private boolean begun(Path name) {
      Path above = name;
      while (above != null && !begun.contains(above)) {
        above = above.getParent();
      }
      return above != null;
    }

    private void next() {
      if (!wanted.test(job)) {
        return;
      }
      Map.Entry<String, List<TransferItem>> batch = left.peek();
      try {
        if (batch == null && !locatedMoved && !items.located().isEmpty()) {
          moveLocated();
          return;
        }
        if (batch == null) {
          arrived();
          return;
        }
        if (!plan.arriving().isEmpty()) {
          batch.getValue().forEach(item -> makeRoom(Path.of(item.destination())));
        }
        Transfer transfer = platform.transfer(batch.getKey());
        follow(transfer, transfer.submit(batch.getValue()));
      } catch (PluginException e) {
        again(e);
      } catch (RuntimeException e) {
        failed(e);
      }
    }

    private void moveLocated() {
      locatedMoved = true;
      // What has been part of a task may have arrived.
      for (RecordedItem one : items.located()) {
        if (one.item().in() && one.begun()) {
          begun.add(plan.workdir().relativize(one.item().here()));
        } else if (one.item().in()) {
          makeRoom(one.item().here());
        }
      }
      queue.move(
          job,
          items,
          error -> {
            if (error == null) {
              next();
            } else {
              failed(error);
            }
          });
      if (!wanted.test(job)) {
        // It was cancelled when it was not in the queue yet.
        queue.cancel(job);
      }
    }

    /**
     * Ends the stage in. Inputs are compared by the digest of their copies only when they did not
     * change while they were copied.
     */
    private void arrived() {
      Optional<String> now = plan.digest(contents);
      if (digest.isPresent() && !digest.equals(now)) {
        digest = now;
        left.addAll(plan.items().entrySet());
        again(
            new PluginException(
                ErrorKind.TRANSIENT, "an input was changed while it was being copied"));
        return;
      }
      String whole = now.orElse(plan.arriving().isEmpty() ? "" : TransferPlan.NOT_COMPARED);
      onDone.accept(new Arrived(whole, Listing.of(plan.workdir(), names)));
    }

    private void follow(Transfer transfer, String task) {
      try {
        TransferReport report = transfer.status(List.of(task)).get(task);
        if (report == null) {
          wait(transfer, task);
          return;
        }
        switch (report.state()) {
          case DONE -> {
            left.remove();
            tries = 0;
            pause = FIRST_PAUSE;
            next();
          }
          case FAILED -> again(new PluginException(report.error(), report.message()));
          case ACTIVE, INACTIVE, UNKNOWN -> wait(transfer, task);
        }
      } catch (PluginException e) {
        if (e.kind().mayPass()) {
          LOG.warn("asking after transfer {} failed, asked again later: {}", task, e.getMessage());
          wait(transfer, task);
        } else {
          failed(e);
        }
      } catch (RuntimeException e) {
        failed(e);
      }
    }

    private void wait(Transfer transfer, String task) {
      later.accept(nextPause(), () -> follow(transfer, task));
    }

    private void again(PluginException e) {
      if (!e.kind().mayPass() || Lack.of(e).isPresent() || ++tries >= TRIES) {
        failed(e);
        return;
      }
      LOG.warn("a transfer failed, tried again: {}", e.getMessage());
      later.accept(nextPause(), this::next);
    }

    private Duration nextPause() {
      Duration now = pause;
      pause = GrowingPause.doubled(pause, LONGEST_PAUSE);
      return now.plusMillis(ThreadLocalRandom.current().nextLong(now.toMillis() / 4 + 1));
    }

    // Removes what an earlier try left in the way; of a link only the link, not its target.
    private void makeRoom(Path target) {
      PathGuard.toWrite(plan.workdir(), target);
      begun.add(plan.workdir().relativize(target));
      try {
        Files.createDirectories(target.getParent());
        if (Files.isSymbolicLink(target) || Files.isRegularFile(target)) {
          Files.delete(target);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(FileTrouble.of("cannot write " + target, target, e), e);
      }
    }
  }
}
