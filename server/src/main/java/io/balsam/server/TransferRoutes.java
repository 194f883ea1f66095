package io.balsam.server;

import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.Page;
import io.balsam.engine.api.TransferFilter;
import io.balsam.engine.api.TransferItemView;
import java.util.List;

/** Routes of {@code /transfers}. */
final class TransferRoutes {

  private final Balsam balsam;

  TransferRoutes(Balsam balsam) {
    this.balsam = balsam;
  }

  List<Route> all() {
    return List.of(
        Route.get("/transfers", this::find),
        Route.post("/transfers/query", this::find),
        Route.get("/transfers/{id}", this::one));
  }

  private Object find(Call call) {
    TransferFilter filter = TransferFilters.page(call.params());
    call.params().nothingElse();
    Page<TransferItemView> page = balsam.transfers(filter);
    return new Page<>(page.count(), page.results().stream().map(TransferDocument::of).toList());
  }

  private Object one(Call call) {
    call.params().nothingElse();
    return balsam.transfers(TransferFilter.ALL.withIds(List.of(call.id()))).results().stream()
        .findFirst()
        .map(TransferDocument::of)
        .orElseThrow(() -> HttpProblem.noSuch("transfer item", call.id()));
  }
}
