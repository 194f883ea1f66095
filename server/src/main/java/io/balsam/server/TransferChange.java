package io.balsam.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.balsam.engine.api.TransferCommand;
import io.balsam.engine.api.TransferItemState;
import io.balsam.engine.text.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Change of one item that a client asks for, in the reference's words: its next state. The owner
 * moves the items and says how far they are, so only two states can be asked for.
 */
record TransferChange(long id, TransferCommand command) {

  /** Maximum number of changes in one request, as in the reference. */
  static final int MOST = 5_000;

  private static final Map<String, TransferCommand> COMMANDS =
      Map.of(
          TransferDocument.word(TransferItemState.CANCELLED), TransferCommand.CANCEL,
          TransferDocument.word(TransferItemState.PENDING), TransferCommand.RETRY);

  private static final String RULE =
      "the process that owns the site moves the items and records their states; a request may only"
          + " set 'cancelled', which gives up what has not arrived and cancels its job, or"
          + " 'pending', which moves again what did not arrive, for a new job";

  /** Reads a list of changes, each with its id. */
  static List<TransferChange> many(JsonNode list) {
    if (!list.isArray() || list.isEmpty() || list.size() > MOST) {
      throw HttpProblem.badRequest(
          "send a list of 1 to %d changes: [{\"id\": 1, \"state\": \"cancelled\"}]"
              .formatted(MOST));
    }
    List<TransferChange> changes = new ArrayList<>();
    Set<Long> ids = new HashSet<>();
    for (JsonNode change : list) {
      JsonNode id = change.path("id");
      if (!id.isIntegralNumber() || !id.canConvertToLong()) {
        throw HttpProblem.badRequest("'id' must be the number of a transfer item in " + change);
      }
      if (!ids.add(id.asLong())) {
        throw HttpProblem.badRequest(
            "transfer item %d is in the list twice".formatted(id.asLong()));
      }
      changes.add(of(id.asLong(), change, Set.of("id", "state")));
    }
    return changes;
  }

  /** Reads the change of the item in the address. */
  static TransferChange one(long id, JsonNode change) {
    return of(id, change, Set.of("state"));
  }

  private static TransferChange of(long id, JsonNode change, Set<String> known) {
    for (Iterator<String> names = change.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw HttpProblem.badRequest(
            "'%s' cannot be set: %s".formatted(name, Nearest.question(name, known, RULE)));
      }
    }
    JsonNode state = change.path("state");
    if (!state.isTextual()) {
      throw HttpProblem.badRequest("'state' must be cancelled or pending: " + RULE);
    }
    TransferCommand command = COMMANDS.get(state.textValue());
    if (command == null) {
      throw HttpProblem.badRequest(
          "'state' cannot be set to '%s': %s".formatted(state.textValue(), why(state.textValue())));
    }
    return new TransferChange(id, command);
  }

  private static String why(String word) {
    boolean state =
        Arrays.stream(TransferItemState.values())
            .anyMatch(known -> TransferDocument.word(known).equals(word));
    return state ? RULE : Nearest.question(word, COMMANDS.keySet(), RULE);
  }
}
