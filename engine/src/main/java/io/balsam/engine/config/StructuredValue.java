package io.balsam.engine.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.balsam.engine.domain.NamedAmounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Value of a setting that is written as a list or as a block, and becomes one text. */
final class StructuredValue {

  private final JsonParser parser;
  private final Setting setting;
  private final BiConsumer<JsonParser, String> problems;

  /**
   * Creates a value that begins at the parser's token.
   *
   * @param problems receives each mistake, with the parser at its position
   */
  StructuredValue(JsonParser parser, Setting setting, BiConsumer<JsonParser, String> problems) {
    this.parser = parser;
    this.setting = setting;
    this.problems = problems;
  }

  /** Returns whether such a value begins at the parser's token. */
  static boolean isOne(JsonParser parser, Setting setting) {
    return switch (setting.kind()) {
      case PATHS -> parser.currentToken() == JsonToken.START_ARRAY;
      case AMOUNTS, LOCATIONS -> parser.currentToken() == JsonToken.START_OBJECT;
      default -> false;
    };
  }

  String read() throws IOException {
    return switch (setting.kind()) {
      case PATHS -> paths();
      case AMOUNTS -> amounts();
      case LOCATIONS -> locations();
      default -> throw new IllegalStateException(setting + " is one word");
    };
  }

  private String amounts() throws IOException {
    List<String> parts = new ArrayList<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      String complaint = NamedAmounts.wrongName(name);
      if (!complaint.isEmpty()) {
        problem("cannot take " + complaint);
      }
      parser.nextToken();
      String part = name + "=" + scalar();
      if (complaint.isEmpty() && !NamedAmounts.isWritten(part)) {
        problem(name + ": must be a whole number of at least 1");
      }
      parser.skipChildren();
      parts.add(part);
    }
    return String.join(",", parts);
  }

  private String locations() throws IOException {
    List<String> parts = new ArrayList<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      TransferLocations.wrongName(name).ifPresent(this::problem);
      List<String> urls = new ArrayList<>();
      if (parser.nextToken() == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          url(name).ifPresent(urls::add);
        }
      } else {
        url(name).ifPresent(urls::add);
      }
      parts.add(TransferLocations.text(name, urls));
    }
    return TransferLocations.text(parts);
  }

  private Optional<String> url(String name) throws IOException {
    String text = scalar().strip();
    Optional<String> wrong =
        text.isEmpty()
            ? Optional.of("must be a URL, or a list of URLs in [ ]")
            : TransferLocations.wrongUrl(text);
    wrong.ifPresent(what -> problem(name + ": " + what));
    parser.skipChildren();
    return Optional.of(text).filter(url -> wrong.isEmpty());
  }

  private String paths() throws IOException {
    List<String> parts = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String text = scalar();
      if (text.isEmpty()
          || text.contains(Setting.Kind.SEPARATOR)
          || !setting.kind().accepts(text)) {
        problem("must be " + setting.wanted());
      }
      parser.skipChildren();
      parts.add(text);
    }
    return String.join(Setting.Kind.SEPARATOR, parts);
  }

  private String scalar() throws IOException {
    return parser.currentToken().isScalarValue() ? parser.getText() : "";
  }

  private void problem(String what) {
    problems.accept(parser, setting.key() + ": " + what);
  }
}
