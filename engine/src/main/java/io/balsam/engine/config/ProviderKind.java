package io.balsam.engine.config;

import com.fasterxml.jackson.annotation.JsonValue;
import io.balsam.spi.MpiRunnerProvider;
import io.balsam.spi.NodeDiscoveryProvider;
import io.balsam.spi.Provider;
import io.balsam.spi.SchedulerProvider;
import io.balsam.spi.ServiceModuleProvider;
import io.balsam.spi.TransferProvider;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Kind of provider that a plugin can contribute. */
public enum ProviderKind {
  SCHEDULER("scheduler", SchedulerProvider.class),
  RUNNER("runner", MpiRunnerProvider.class),
  NODES("nodes", NodeDiscoveryProvider.class),
  TRANSFER("transfer", TransferProvider.class),
  SERVICE("service", ServiceModuleProvider.class);

  private final String word;
  private final Class<? extends Provider> type;

  ProviderKind(String word, Class<? extends Provider> type) {
    this.word = word;
    this.type = type;
  }

  /** Returns the word for it in settings, manifests and messages. */
  @JsonValue
  public String word() {
    return word;
  }

  /** Returns the SPI's interface for it. */
  public Class<? extends Provider> type() {
    return type;
  }

  /** Returns all words, in the order of the constants. */
  public static List<String> words() {
    return Stream.of(values()).map(ProviderKind::word).toList();
  }

  /** Returns the kind of a word, empty for an unknown word. */
  public static Optional<ProviderKind> of(String word) {
    return Stream.of(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  public static Optional<ProviderKind> of(Provider provider) {
    return Stream.of(values()).filter(kind -> kind.type.isInstance(provider)).findFirst();
  }
}
