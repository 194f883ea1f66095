package io.balsam.server;

import io.balsam.engine.api.TransferFilter;
import io.balsam.engine.api.TransferFilter.By;
import io.balsam.engine.api.TransferFilter.Order;
import io.balsam.engine.api.TransferItemState;
import io.balsam.engine.domain.TransferSlot.Direction;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/** Converts filters of what jobs move to request parameters and back, as {@link Filters} does. */
final class TransferFilters {

  private static final Map<String, Order> ORDERS = orders();

  private TransferFilters() {}

  private static Map<String, Order> orders() {
    Map<String, Order> orders = new LinkedHashMap<>();
    for (By by : By.values()) {
      orders.put(TransferDocument.word(by), new Order(by, false));
      orders.put("-" + TransferDocument.word(by), new Order(by, true));
    }
    return orders;
  }

  static Params page(TransferFilter filter) {
    Params params =
        new Params()
            .addAll("id", filter.ids())
            .addAll("job_id", filter.jobs())
            .addAll("run_id", filter.runs())
            .addAll("job_state", filter.jobStates());
    Filters.tags(params, filter.jobTags());
    Filters.ordering(params, filter.order(), ORDERS);
    return params
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
        Filters.states(params, "job_state"),
        Filters.tags(params),
        params.words("state", TransferItemState.class),
        params.words("direction", Direction.class),
        new LinkedHashSet<>(params.all("location_alias")),
        new LinkedHashSet<>(params.all("task_id")),
        params.oneOf("ordering", ORDERS).orElse(Order.ID),
        (int) params.number("limit", 1, Filters.MOST, Filters.USUAL),
        params.number("offset", 0, Long.MAX_VALUE, 0));
  }
}
