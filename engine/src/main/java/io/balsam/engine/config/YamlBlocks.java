package io.balsam.engine.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.balsam.engine.trust.FileTrouble;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Blocks of a YAML file, read token by token, so that every key has a position. */
final class YamlBlocks {

  static final YAMLMapper MAPPER =
      new YAMLMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private final Path file;
  private final String text;
  private final Map<String, String> places;
  private final List<String> problems;
  private final Elsewhere elsewhere;

  /** Reads a key that does not belong to its block. */
  interface Elsewhere {

    /** Returns whether it has read the key at the parser's position. */
    boolean read(JsonParser parser, String path) throws IOException;
  }

  /**
   * Creates a reader.
   *
   * @param places receives the position of each key by its path
   * @param problems receives a line for each mistake
   */
  YamlBlocks(
      Path file,
      String text,
      Map<String, String> places,
      List<String> problems,
      Elsewhere elsewhere) {
    this.file = file;
    this.text = text;
    this.places = places;
    this.problems = problems;
    this.elsewhere = elsewhere;
  }

  /** Returns the text of a file; empty, with a line for the problem, if it cannot be read. */
  static String text(Path file, List<String> problems) {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      problems.add(file + ": is not UTF-8 text");
      return "";
    } catch (IOException e) {
      problems.add(FileTrouble.of("cannot read " + file, file, e));
      return "";
    }
  }

  /** Reads the block that begins at the parser's position; its path is empty at the top. */
  Map<String, @Nullable Object> map(JsonParser parser, String path) throws IOException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      String inner = path.isEmpty() ? key : path + "." + key;
      if (elsewhere.read(parser, inner)) {
        continue;
      }
      places.put(inner, at(parser.currentTokenLocation()));
      if (Secrets.named(key)) {
        problem(parser, Secrets.complaint(inner));
      }
      parser.nextToken();
      // Empty values too: in a map of names the name counts.
      map.put(key, value(parser, inner));
    }
    return map;
  }

  private @Nullable Object value(JsonParser parser, String path) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> map(parser, path);
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(Objects.requireNonNullElse(value(parser, path), ""));
        }
        yield list;
      }
      default -> nothing(parser) ? null : WrittenValue.scalar(parser);
    };
  }

  static boolean empty(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NULL
        || (parser.currentToken() == JsonToken.VALUE_STRING && parser.getText().isEmpty());
  }

  /**
   * Returns whether a key has no value, which Jackson reports as an empty text; one in quotes is a
   * text.
   */
  private boolean nothing(JsonParser parser) throws IOException {
    if (!empty(parser) || parser.currentToken() == JsonToken.VALUE_NULL) {
      return empty(parser);
    }
    // YAML counts code points, not UTF-16 units.
    int at = (int) parser.currentTokenLocation().getCharOffset();
    int[] characters = text.codePoints().toArray();
    return at < 0 || at >= characters.length || "\"'".indexOf(characters[at]) < 0;
  }

  void problem(JsonParser parser, String what) {
    problems.add(at(parser.currentTokenLocation()) + ": " + what);
  }

  String at(@Nullable JsonLocation location) {
    return location == null
        ? file.toString()
        : file + ":" + location.getLineNr() + ":" + location.getColumnNr();
  }
}
