package io.balsam.engine.run.files;

import io.balsam.engine.plugin.Platform;
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
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has files moved by the platform's transfers and waits for them without holding a thread. */
public final class Moves {

  private static final Logger log = LoggerFactory.getLogger(Moves.class);
  private static final int TRIES = 5;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Platform platform;
  private final BiConsumer<Duration, Runnable> later;

  /**
   * @param platform has the transfers
   * @param later runs code after a while, on a thread that may wait
   */
  public Moves(Platform platform, BiConsumer<Duration, Runnable> later) {
    this.platform = platform;
    this.later = later;
  }

  /**
   * Begins to move; one of the two is called, from any thread.
   *
   * @param onDone with the digest of what arrived, empty when nothing did
   */
  public void run(StagePlan plan, Consumer<String> onDone, Consumer<RuntimeException> onError) {
    new Move(plan, onDone, onError).next();
  }

  private final class Move {

    private final StagePlan plan;
    private final Consumer<String> onDone;
    private final Consumer<RuntimeException> onError;
    private final Queue<Map.Entry<String, List<TransferItem>>> left;
    private int tries;
    private Duration pause = FIRST_PAUSE;

    Move(StagePlan plan, Consumer<String> onDone, Consumer<RuntimeException> onError) {
      this.plan = plan;
      this.onDone = onDone;
      this.onError = onError;
      this.left = new ArrayDeque<>(plan.items().entrySet());
    }

    void next() {
      Map.Entry<String, List<TransferItem>> batch = left.peek();
      try {
        if (batch == null) {
          onDone.accept(plan.arriving().isEmpty() ? "" : ContentDigest.of(plan.arriving()));
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
        onError.accept(e);
      }
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
        if (e.kind() == ErrorKind.TRANSIENT || e.kind() == ErrorKind.SITE) {
          log.warn("asking after transfer {} failed, asked again later: {}", task, e.getMessage());
          wait(transfer, task);
        } else {
          onError.accept(e);
        }
      } catch (RuntimeException e) {
        onError.accept(e);
      }
    }

    private void wait(Transfer transfer, String task) {
      later.accept(nextPause(), () -> follow(transfer, task));
    }

    private void again(PluginException e) {
      boolean worthIt = e.kind() == ErrorKind.TRANSIENT || e.kind() == ErrorKind.SITE;
      if (!worthIt || ++tries >= TRIES) {
        onError.accept(e);
        return;
      }
      log.warn("a transfer failed, tried again: {}", e.getMessage());
      later.accept(nextPause(), this::next);
    }

    private Duration nextPause() {
      Duration now = pause;
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
      return now.plusMillis(ThreadLocalRandom.current().nextLong(now.toMillis() / 4 + 1));
    }
  }

  // What an earlier try left would stand in the way; links go, what they name stays.
  private static void makeRoom(Path target) {
    try {
      Files.createDirectories(target.getParent());
      if (Files.isSymbolicLink(target) || Files.isRegularFile(target)) {
        Files.delete(target);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target + ": " + e.getMessage(), e);
    }
  }
}
