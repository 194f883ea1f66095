package io.balsam.engine.plugin;

import io.balsam.engine.process.Lack;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.Launch;
import io.balsam.spi.LaunchEnd;
import io.balsam.spi.MpiRunner;
import io.balsam.spi.Node;
import io.balsam.spi.NodeDiscovery;
import io.balsam.spi.PluginException;
import io.balsam.spi.Transfer;
import io.balsam.spi.TransferItem;
import io.balsam.spi.TransferLogin;
import io.balsam.spi.TransferReport;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wraps providers so that unexpected exceptions and null results become errors that the engine can
 * act on.
 */
final class PluginCalls {

  private static final Logger LOG = LoggerFactory.getLogger(PluginCalls.class);

  private PluginCalls() {}

  static <T> T call(ProviderName offer, Supplier<T> action) {
    try {
      return Objects.requireNonNull(action.get(), "null was returned");
    } catch (PluginException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      Optional<String> lack = Lack.of(e);
      if (lack.isPresent()) {
        throw new PluginException(ErrorKind.TRANSIENT, lack.get(), e);
      }
      LOG.error("{} has a bug", offer, e);
      throw new PluginException(ErrorKind.INTERNAL, "%s has a bug: %s".formatted(offer, e), e);
    }
  }

  static MpiRunner runner(ProviderName offer, MpiRunner runner) {
    return new MpiRunner() {
      @Override
      public List<String> commandLine(Launch launch) {
        return call(offer, () -> runner.commandLine(launch));
      }

      @Override
      public boolean needed(Launch launch) {
        return call(offer, () -> runner.needed(launch));
      }

      @Override
      public boolean sharesNodes() {
        return call(offer, runner::sharesNodes);
      }

      @Override
      public LaunchEnd end(List<String> output) {
        return call(offer, () -> runner.end(output));
      }

      @Override
      public boolean isNoise(String line) {
        return call(offer, () -> runner.isNoise(line));
      }

      @Override
      public boolean shapesOutput(Map<String, String> launchParams) {
        return call(offer, () -> runner.shapesOutput(launchParams));
      }

      @Override
      public String rankName() {
        return call(offer, runner::rankName);
      }

      @Override
      public List<String> signal(String signal, String name) {
        return call(offer, () -> runner.signal(signal, name));
      }
    };
  }

  static NodeDiscovery nodes(ProviderName offer, NodeDiscovery discovery) {
    return new NodeDiscovery() {
      @Override
      public List<Node> nodes(Map<String, String> environment) {
        return call(offer, () -> discovery.nodes(environment));
      }

      @Override
      public Optional<String> batchId(Map<String, String> environment) {
        return call(offer, () -> discovery.batchId(environment));
      }

      @Override
      public Optional<Instant> end(Map<String, String> environment) {
        return call(offer, () -> discovery.end(environment));
      }

      @Override
      public Optional<Map<String, List<Node>>> nodesByQueue() {
        return call(offer, discovery::nodesByQueue);
      }
    };
  }

  static Transfer transfer(ProviderName offer, Transfer transfer) {
    return new Transfer() {
      @Override
      public Optional<String> unavailable() {
        return call(offer, transfer::unavailable);
      }

      @Override
      public Optional<TransferLogin> login() {
        return call(offer, transfer::login);
      }

      @Override
      public String newSubmission() {
        return call(offer, transfer::newSubmission);
      }

      @Override
      public String submit(String submission, List<TransferItem> items) {
        return call(offer, () -> transfer.submit(submission, items));
      }

      @Override
      public String submit(List<TransferItem> items) {
        return call(offer, () -> transfer.submit(items));
      }

      @Override
      public Map<String, TransferReport> status(Collection<String> taskIds) {
        return call(offer, () -> transfer.status(taskIds));
      }

      @Override
      public boolean tellEnds(Consumer<String> listener) {
        return call(offer, () -> transfer.tellEnds(listener));
      }

      @Override
      public void cancel(String taskId) {
        run(offer, () -> transfer.cancel(taskId));
      }
    };
  }

  static void run(ProviderName offer, Runnable action) {
    boolean unused =
        call(
            offer,
            () -> {
              action.run();
              return true;
            });
  }
}
