package io.balsam.engine.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.balsam.engine.api.Json;
import io.balsam.engine.domain.SiteLayout;
import io.balsam.engine.store.OwnerInfo;
import io.balsam.engine.store.StoreException;
import io.balsam.engine.trust.OwnFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * File that names the process of a site's agent: host, process number and the process's start, so
 * that a number taken again by another process is not mistaken for it. Written by the agent once it
 * owns the site, removed at its regular end.
 *
 * <p>A file of this host whose process is gone, or began at another time, is stale. One of another
 * host is never judged, since some shared file systems keep locks for one host only: the start is
 * refused with the name of that host, and with {@code --force} the user confirms that it is gone.
 */
public final class PidFile implements AutoCloseable {

  private final Path file;

  private PidFile(Path file) {
    this.file = file;
  }

  /** Writes the file of this process. */
  public static PidFile write(Path balsamDir) {
    Path file = balsamDir.resolve(SiteLayout.AGENT_PID);
    try {
      OwnFiles.writePrivate(file, Json.mapper().writeValueAsBytes(OwnerInfo.here(balsamDir)));
    } catch (IOException e) {
      throw StoreException.of("cannot write " + file, file, e);
    }
    return new PidFile(file);
  }

  /**
   * Returns the process named in the file; it may be gone, see {@link OwnerInfo#mayLive()}. A file
   * that was copied with its site names nobody.
   */
  public static Optional<OwnerInfo> read(Path balsamDir) {
    Path file = balsamDir.resolve(SiteLayout.AGENT_PID);
    try {
      return Optional.of(Json.mapper().readValue(Files.readAllBytes(file), OwnerInfo.class))
          .filter(agent -> agent.isOf(balsamDir));
    } catch (NoSuchFileException | JsonProcessingException nobody) {
      return Optional.empty();
    } catch (IOException e) {
      throw StoreException.of("cannot read " + file, file, e);
    }
  }

  /** Removes the file of an agent that is gone. */
  public static void remove(Path balsamDir) {
    try {
      Files.deleteIfExists(balsamDir.resolve(SiteLayout.AGENT_PID));
    } catch (IOException e) {
      throw new StoreException("cannot remove " + balsamDir.resolve(SiteLayout.AGENT_PID), e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new StoreException("cannot remove " + file, e);
    }
  }
}
