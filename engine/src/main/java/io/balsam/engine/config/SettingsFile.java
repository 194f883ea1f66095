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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** One {@code settings.yml}. Read token by token, so that every complaint has its place. */
final class SettingsFile {

  /** What a file sets. */
  record Content(Map<Setting, Value> values, Map<String, Map<String, Object>> plugins) {}

  private static final YAMLMapper MAPPER =
      new YAMLMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private final Path file;
  private final Map<Setting, Value> values = new EnumMap<>(Setting.class);
  private final Map<String, Map<String, Object>> plugins = new LinkedHashMap<>();

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
    if (first == null || first == JsonToken.VALUE_NULL) {
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
      String text = token == JsonToken.VALUE_NULL ? setting.defaultText() : parser.getText();
      String place = at(parser.currentTokenLocation());
      if (!text.isEmpty() || !setting.defaultText().isEmpty()) {
        if (!setting.kind().accepts(text)) {
          throw problem(
              parser,
              "%s: must be %s, not '%s'".formatted(setting.key(), setting.kind().wanted(), text));
        }
      }
      values.put(setting, new Value(text, place));
    }
  }

  /** The plugins know their own keys; here only the shape is checked. */
  private void blocks(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw problem(parser, "plugins: must be one block for each plugin");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (token == JsonToken.VALUE_NULL) {
        continue;
      }
      if (token != JsonToken.START_OBJECT) {
        throw problem(parser, "plugins: " + name + ": must be a block of 'key: value' lines");
      }
      @SuppressWarnings("unchecked")
      Map<String, Object> block = parser.readValueAs(LinkedHashMap.class);
      plugins.put(name, block);
    }
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
