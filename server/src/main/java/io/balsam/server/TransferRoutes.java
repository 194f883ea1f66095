package io.balsam.server;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.Page;
import io.balsam.engine.api.TransferFilter;
import io.balsam.engine.api.TransferItemView;
import java.util.List;

/** Routes of {@code /transfers}. */
final class TransferRoutes {

  private static final TypeReference<JsonNode> DOCUMENT = new TypeReference<>() {};

  private final Balsam balsam;

  TransferRoutes(Balsam balsam) {
    this.balsam = balsam;
  }

  List<Route> all() {
    return List.of(
        Route.get("/transfers", this::find),
        Route.post("/transfers/query", this::find),
        Route.of("PATCH", "/transfers", 200, this::changeMany).withJson(),
        Route.get("/transfers/{id}", this::one),
        Route.of("PUT", "/transfers/{id}", 200, this::change).withJson());
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

  private Object changeMany(Call call) {
    call.params().nothingElse();
    return TransferChanger.execute(
        TransferChange.many(call.json(DOCUMENT)), balsam.as(call.principal()));
  }

  private Object change(Call call) {
    call.params().nothingElse();
    TransferChanges changes =
        TransferChanger.execute(
            List.of(TransferChange.one(call.id(), call.json(DOCUMENT))),
            balsam.as(call.principal()));
    String refused = changes.refused().get(call.id());
    if (refused != null) {
      throw new HttpProblem(409, ErrorBody.CONFLICT, refused);
    }
    return changes.results().stream()
        .findFirst()
        .orElseThrow(() -> HttpProblem.noSuch("transfer item", call.id()));
  }
}
