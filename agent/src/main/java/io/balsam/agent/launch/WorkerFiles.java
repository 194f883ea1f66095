package io.balsam.agent.launch;

import io.balsam.agent.access.AccessToken;
import io.balsam.agent.site.JvmCommand;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.engine.api.launcher.Sessions;
import io.balsam.engine.launcher.LauncherConfig;
import io.balsam.engine.launcher.WorkerStarts;
import io.balsam.engine.store.OwnerInfo;
import io.balsam.server.ApiServer;
import io.balsam.spi.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Starts workers as processes of this program. They read the address of their master from a file in
 * the site that only its user may read.
 */
final class WorkerFiles implements WorkerStarts {

  private final SiteDirectory site;
  private final LauncherConfig config;
  private final String listen;
  private final JvmCommand program;
  private final String token = AccessToken.fresh();
  private final List<Path> files = new ArrayList<>();
  private @Nullable ApiServer server;

  /**
   * Creates the starter of workers.
   *
   * @param listen the address the master listens on if a worker is on another machine; empty for
   *     this host's name
   * @param program the program that workers are processes of
   */
  WorkerFiles(SiteDirectory site, LauncherConfig config, String listen, JvmCommand program) {
    this.site = site;
    this.config = config;
    this.listen = listen;
    this.program = program;
  }

  @Override
  public void serve(Sessions master) {
    server =
        ApiServer.start(master, token, config.nodes().stream().allMatch(this::here) ? "" : host());
  }

  /**
   * Returns the host name in the master's address. The setting names the agent's address; its host
   * does not apply to this machine.
   */
  private String host() {
    return listen.startsWith("0.0.0.0") ? "0.0.0.0" : OwnerInfo.thisHost();
  }

  private boolean here(Node node) {
    String name = node.name();
    return name.equals("localhost")
        || name.startsWith("localhost-")
        || name.equals(OwnerInfo.thisHost())
        || OwnerInfo.thisHost().startsWith(name + ".");
  }

  @Override
  public List<String> command(Node node, int position) {
    if (server == null) {
      throw new IllegalStateException("no listener yet");
    }
    Path file = site.workerFile(UUID.randomUUID());
    try {
      files.add(file);
      new WorkerNote(server.address(), config.batchJob().orElse(0), node).write(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    return program.words(
        List.of("launcher", "--site", site.directory().toString(), "--worker", file.toString()));
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // It names a master that is gone.
      }
    }
  }
}
