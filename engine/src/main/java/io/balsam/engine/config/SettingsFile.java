package io.balsam.engine.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.balsam.engine.config.Settings.Value;
import io.balsam.engine.domain.Nearest;
import io.balsam.engine.plugin.ProviderKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One {@code settings.yml}. Read token by token, so that every complaint has its place. */
final class SettingsFile {

  /** What a file sets. */
  record Content(
      Map<Setting, Value> values, Map<ProviderKind, Map<String, Map<String, Object>>> plugins) {}

  private static final YAMLMapper MAPPER =
      new YAMLMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private final Path file;
  private final Map<Setting, Value> values = new EnumMap<>(Setting.class);
  private final Map<ProviderKind, Map<String, Map<String, Object>>> plugins =
      new EnumMap<>(ProviderKind.class);

  private SettingsFile(Path file) {
    this.file = file;
  }

  /**
   * @throws SettingsProblem with file, line and column
   */
  static Content read(Path file) {
    SettingsFile reader = new SettingsFile(file);
    try (JsonParser parser = MAPPER.createParser(Files.readString(file))) {
      reader.top(parser);
    } catch (JsonProcessingException e) {
      String what = e.getOriginalMessage().lines().findFirst().orElse("not YAML");
      throw new SettingsProblem(reader.at(e.getLocation()) + ": " + what);
    } catch (IOException e) {
      throw new SettingsProblem(file + ": cannot be read: " + e.getMessage());
    }
    return new Content(reader.values, reader.plugins);
  }

  private void top(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null || empty(parser)) {
      return;
    }
    if (first != JsonToken.START_OBJECT) {
      throw problem(parser, "must be lines of the form 'key: value'");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      if (key.equals("plugins")) {
        parser.nextToken();
        blocks(parser);
        continue;
      }
      Setting setting = Setting.byKey(key).orElse(null);
      if (setting == null) {
        String hint =
            Nearest.question(key, Setting.keys(), "see 'balsam config show' for all keys");
        throw problem(parser, "unknown key '" + key + "': " + hint);
      }
      JsonToken token = parser.nextToken();
      if (!token.isScalarValue()) {
        throw problem(parser, setting.key() + ": must be " + setting.kind().wanted());
      }
      // 'key:' with nothing behind it takes a value back to its default.
      String text = empty(parser) ? setting.defaultText() : parser.getText();
      String place = at(parser.currentTokenLocation());
      if (!text.equals(setting.defaultText()) && !setting.kind().accepts(text)) {
        throw problem(
            parser,
            "%s: must be %s, not '%s'".formatted(setting.key(), setting.kind().wanted(), text));
      }
      values.put(setting, new Value(text, place));
    }
  }

  private void blocks(JsonParser parser) throws IOException {
    if (!block(parser, "plugins")) {
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String word = parser.currentName();
      ProviderKind kind = ProviderKind.of(word).orElse(null);
      if (kind == null) {
        List<String> words = ProviderKind.words();
        String hint = Nearest.question(word, words, "one of " + String.join(", ", words));
        throw problem(parser, "plugins: unknown kind '" + word + "': " + hint);
      }
      parser.nextToken();
      if (block(parser, "plugins: " + word)) {
        plugins.put(kind, ofKind(parser, word));
      }
    }
  }

  /** The plugins know their own keys; here only the shape is checked. */
  private Map<String, Map<String, Object>> ofKind(JsonParser parser, String kind)
      throws IOException {
    Map<String, Map<String, Object>> blocks = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (block(parser, "plugins: " + kind + ": " + name)) {
        @SuppressWarnings("unchecked")
        Map<String, Object> values = parser.readValueAs(LinkedHashMap.class);
        blocks.put(name, values);
      }
    }
    return blocks;
  }

  /** Whether a block begins here; nothing at all is fine too. */
  private boolean block(JsonParser parser, String where) throws IOException {
    if (empty(parser)) {
      return false;
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw problem(parser, where + ": must be a block of 'key: value' lines");
    }
    return true;
  }

  private static boolean empty(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NULL
        || (parser.currentToken() == JsonToken.VALUE_STRING && parser.getText().isEmpty());
  }

  private SettingsProblem problem(JsonParser parser, String what) {
    return new SettingsProblem(at(parser.currentTokenLocation()) + ": " + what);
  }

  private String at(JsonLocation location) {
    return location == null
        ? file.toString()
        : file + ":" + location.getLineNr() + ":" + location.getColumnNr();
  }
}
