package io.balsam.cli.transfer;

import io.balsam.cli.look.Filters;
import io.balsam.cli.option.Arguments;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.term.Sizes;
import io.balsam.cli.term.Style;
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.TransferItemState;
import io.balsam.engine.api.TransferItemView;
import io.balsam.engine.config.TransferLocations.Place;
import io.balsam.engine.text.Nearest;
import io.balsam.server.TransferDocument;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Formats items of transfers for users, and parses the words by which users choose them. */
final class TransferWords {

  private TransferWords() {}

  /** Parses numbers of items. */
  static List<Long> ids(List<String> words) {
    return Filters.numbers(
        words,
        "'%s' is not the number of a transfer item; '"
            + Typed.here("transfer ls")
            + "' lists them");
  }

  /**
   * Returns the values of an option that takes constants of an enum, several in a word after
   * commas.
   */
  static <E extends Enum<E>> Set<E> values(Arguments arguments, String option, Class<E> type) {
    Map<String, E> known = new LinkedHashMap<>();
    EnumSet.allOf(type).forEach(value -> known.put(TransferDocument.word(value), value));
    Set<E> values = EnumSet.noneOf(type);
    for (String text : arguments.texts(option)) {
      for (String word : text.split(",")) {
        E value = known.get(word.strip().toLowerCase(Locale.ROOT).replace('-', '_'));
        if (value == null) {
          String all = "one of " + String.join(", ", known.keySet());
          throw new UsageProblem(
              "--%s: unknown %s '%s': %s"
                  .formatted(option, option, word, Nearest.question(word, known.keySet(), all)));
        }
        values.add(value);
      }
    }
    return values;
  }

  static UnaryOperator<String> paint(TransferItemState state, Style style) {
    return switch (state) {
      case ACTIVE -> style::cyan;
      case DONE -> style::green;
      case ERROR -> style::red;
      case INACTIVE, CANCELLED -> style::yellow;
      case AWAITING_JOB -> style::dim;
      case PENDING -> UnaryOperator.identity();
    };
  }

  /** Returns the place that a job names, as {@code archive:/meshes/a.h5}. */
  static String place(TransferItemView item) {
    return new Place(item.location(), item.remotePath()).toString();
  }

  /** Returns the size of what has arrived, and nothing before. */
  static String size(TransferItemView item) {
    return item.state() == TransferItemState.DONE ? Sizes.bytes(item.bytes()) : "";
  }
}
