package io.balsam.engine.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.balsam.engine.domain.NodeRange;
import io.balsam.engine.domain.Resources;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@link Resources} as they stand in JSON.
 *
 * @param nodePackingCount null when only cores and GPUs limit the number of jobs on a node
 * @param nodeRange null for a job that is not moldable
 */
record ResourcesInJson(
    int nodes,
    int ranksPerNode,
    int threadsPerRank,
    int threadsPerCore,
    double gpusPerRank,
    @Nullable Integer nodePackingCount,
    long memory,
    @Nullable Map<String, Integer> named,
    @Nullable NodeRange nodeRange) {

  /** Annotations for {@link Resources}. */
  @JsonSerialize(converter = Writing.class)
  @JsonDeserialize(converter = Reading.class)
  interface Converted {}

  static final class Writing extends StdConverter<Resources, ResourcesInJson> {

    @Override
    public ResourcesInJson convert(Resources value) {
      int packing = value.nodePackingCount();
      return new ResourcesInJson(
          value.nodes(),
          value.ranksPerNode(),
          value.threadsPerRank(),
          value.threadsPerCore(),
          value.gpusPerRank(),
          packing == Resources.UNLIMITED ? null : packing,
          value.memory(),
          value.named(),
          value.range().orElse(null));
    }
  }

  static final class Reading extends StdConverter<ResourcesInJson, Resources> {

    @Override
    public Resources convert(ResourcesInJson value) {
      Integer packing = value.nodePackingCount;
      return new Resources(
          value.nodes,
          value.ranksPerNode,
          value.threadsPerRank,
          value.threadsPerCore,
          value.gpusPerRank,
          packing == null ? Resources.UNLIMITED : packing,
          value.memory,
          value.named == null ? Map.of() : value.named,
          Optional.ofNullable(value.nodeRange));
    }
  }
}
