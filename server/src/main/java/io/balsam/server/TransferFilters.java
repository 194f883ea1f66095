package io.balsam.server;

import io.balsam.engine.api.TransferFilter;
import io.balsam.engine.api.TransferItemState;
import io.balsam.engine.domain.TransferSlot.Direction;
import java.util.LinkedHashSet;

/** Converts filters of what jobs move to request parameters and back, as {@link Filters} does. */
final class TransferFilters {

  private TransferFilters() {}

  static Params page(TransferFilter filter) {
    return new Params()
        .addAll("id", filter.ids())
        .addAll("job_id", filter.jobs())
        .addAll("run_id", filter.runs())
        .addAll("state", filter.states().stream().map(TransferDocument::word).toList())
        .addAll("direction", filter.directions().stream().map(TransferDocument::word).toList())
        .addAll("location_alias", filter.locations())
        .addAll("task_id", filter.tasks())
        .add("limit", filter.limit())
        .add("offset", filter.offset());
  }

  static TransferFilter page(Params params) {
    return new TransferFilter(
        params.numbers("id"),
        params.numbers("job_id"),
        params.numbers("run_id"),
        params.words("state", TransferItemState.class),
        params.words("direction", Direction.class),
        new LinkedHashSet<>(params.all("location_alias")),
        new LinkedHashSet<>(params.all("task_id")),
        (int) params.number("limit", 1, Filters.MOST, Filters.USUAL),
        params.number("offset", 0, Long.MAX_VALUE, 0));
  }
}
