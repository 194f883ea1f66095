package io.balsam.agent.access;

import io.balsam.engine.plugin.Platform;
import io.balsam.engine.process.ProcessEnd;
import io.balsam.engine.process.ProcessSpec;
import io.balsam.engine.process.Spawner;
import io.balsam.spi.MpiRunner;
import io.balsam.spi.Node;
import io.balsam.spi.Transfer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Platform of a command that only reads: nothing is ever run on it, so that a listing starts no
 * plugin.
 */
final class ReadOnlyPlatform implements Platform, Spawner {

  @Override
  public List<Node> nodes() {
    int cores = Runtime.getRuntime().availableProcessors();
    return List.of(new Node("localhost", IntStream.range(0, cores).boxed().toList(), List.of()));
  }

  @Override
  public MpiRunner runner(String name) {
    throw new IllegalStateException("a read-only command needs the runner " + name);
  }

  @Override
  public Transfer transfer(String protocol) {
    throw new IllegalStateException("a read-only command needs the transfer " + protocol);
  }

  @Override
  public void start(ProcessSpec spec, Consumer<ProcessEnd> onEnd) {
    throw new IllegalStateException("a read-only command cannot start job " + spec.job());
  }

  @Override
  public void end(long job, Duration grace) {}

  @Override
  public void close() {}
}
