package io.balsam.agent.process;

import io.balsam.agent.site.OperationFailed;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.engine.trust.FileTrouble;
import io.balsam.engine.trust.OwnFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Lock that admits one start or stop of a site's agent at a time, across processes.
 *
 * <p>Of five simultaneous starts, one starts the agent and four find it running.
 */
final class StartLock implements AutoCloseable {

  private final FileChannel channel;

  private StartLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @throws OperationFailed when it is not free within the limit
   */
  static StartLock take(SiteDirectory site, Duration limit) throws InterruptedException {
    Path file = site.startLock();
    Instant deadline = Instant.now().plus(limit);
    try {
      FileChannel channel = OwnFiles.openPrivate(file);
      boolean locked = false;
      try {
        while (!locked(channel)) {
          if (Instant.now().isAfter(deadline)) {
            throw new OperationFailed(
                "another start or stop of the agent is in progress and does not finish");
          }
          Thread.sleep(50);
        }
        locked = true;
        return new StartLock(channel);
      } finally {
        if (!locked) {
          channel.close();
        }
      }
    } catch (IOException e) {
      throw new OperationFailed(FileTrouble.of("cannot lock " + file, file, e), e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException inThisProcess) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new OperationFailed("cannot release the start lock", e);
    }
  }
}
