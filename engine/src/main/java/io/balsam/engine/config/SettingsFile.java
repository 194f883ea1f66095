package io.balsam.engine.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.balsam.engine.text.Nearest;
import io.balsam.engine.trust.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One {@code settings.yml}. Read token by token, so that every message has a position. */
final class SettingsFile {

  static final String PLUGINS = "plugins";
  static final String MODULES = "service_modules";

  private final Path file;
  private final String text;
  private final List<String> problems;
  private final YamlBlocks yaml;
  private final Map<Setting, SettingValue> values = new EnumMap<>(Setting.class);
  private final Map<ProviderKind, Map<String, Map<String, Object>>> plugins =
      new EnumMap<>(ProviderKind.class);
  private final Map<String, Optional<Map<String, Object>>> modules = new LinkedHashMap<>();
  private final Map<String, String> places = new HashMap<>();
  private boolean broken;

  private SettingsFile(Path file, String text, List<String> problems) {
    this.file = file;
    this.text = text;
    this.problems = problems;
    this.yaml = new YamlBlocks(file, text, places, problems, this::elsewhere);
  }

  /**
   * Reads a file.
   *
   * @param problems receives a line for each mistake, with file, line and column
   * @return the parts that could be interpreted
   */
  static SettingsContent read(Path file, List<String> problems) {
    SettingsFile reader = new SettingsFile(file, YamlBlocks.text(file, problems), problems);
    try (JsonParser parser = YamlBlocks.MAPPER.createParser(reader.text)) {
      reader.top(parser);
    } catch (JsonProcessingException e) {
      reader.broken(e);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory that cannot be read", e);
    }
    SettingsContent content =
        new SettingsContent(
            reader.values, reader.plugins, reader.modules, reader.places, reader.broken);
    TransferBlock.moveEndpoint(content, problems);
    return content;
  }

  private void broken(JsonProcessingException problem) {
    broken = true;
    YamlFault.of(text, problem).forEach(fault -> problems.add(fault.in(file)));
  }

  private void top(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null || YamlBlocks.empty(parser)) {
      return;
    }
    if (first != JsonToken.START_OBJECT) {
      problem(parser, "must be lines of the form 'key: value'");
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      Setting setting = Setting.byKey(key).orElse(null);
      if (key.equals(PLUGINS)) {
        parser.nextToken();
        plugins(parser);
      } else if (key.equals(MODULES)) {
        parser.nextToken();
        modules(parser);
      } else if (setting == null) {
        unknown(parser, key);
        parser.nextToken();
        parser.skipChildren();
      } else {
        setting(parser, key, setting);
      }
    }
    if (parser.nextToken() != null) {
      problem(parser, "a second document begins here: remove the line '---'");
    }
  }

  private void setting(JsonParser parser, String key, Setting setting) throws IOException {
    SettingValue before = values.get(setting);
    if (before != null) {
      String same = setting.otherKey(key);
      problem(
          parser,
          same.isEmpty()
              ? "'%s' is set at %s too: keep one of them".formatted(key, before.origin())
              : "'%s' is the same setting as '%s': keep one of them".formatted(key, same));
    }
    parser.nextToken();
    if (before == null) {
      flat(parser, setting);
    } else {
      parser.skipChildren();
    }
  }

  private void unknown(JsonParser parser, String key) {
    String hint = ModuleKeys.hint(key);
    problem(
        parser, Secrets.named(key) ? Secrets.complaint(key) : "unknown key '" + key + "': " + hint);
  }

  private void flat(JsonParser parser, Setting setting) throws IOException {
    if (StructuredValue.isOne(parser, setting)) {
      String place = at(parser.currentTokenLocation());
      String text = new StructuredValue(parser, setting, this::problem).read();
      values.put(setting, new SettingValue(text, place));
      return;
    }
    if (!parser.currentToken().isScalarValue()) {
      problem(parser, setting.key() + ": must be " + setting.wanted());
      parser.skipChildren();
      return;
    }
    // 'key:' with nothing after it restores the default.
    String text = YamlBlocks.empty(parser) ? setting.defaultText() : WrittenValue.text(parser);
    Optional<String> complaint = setting.complaint(text);
    if (complaint.isPresent()) {
      problem(parser, setting.key() + ": " + complaint.get());
    } else if (setting == Setting.DB && DatabaseUrl.hasPassword(text)) {
      problem(parser, Secrets.inAddress(setting.key()));
    } else {
      values.put(setting, new SettingValue(text, at(parser.currentTokenLocation())));
    }
  }

  private void modules(JsonParser parser) throws IOException {
    if (!block(parser, MODULES)) {
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      String path = MODULES + "." + name;
      places.put(path, at(parser.currentTokenLocation()));
      JsonToken token = parser.nextToken();
      if (YamlBlocks.empty(parser)) {
        modules.put(name, Optional.empty());
      } else if (token != JsonToken.START_OBJECT) {
        String off = name.equals(TransferLimits.MODULE) ? "" : ", or null to switch it off";
        problem(parser, path + ": must be a block of 'key: value' lines" + off);
        parser.skipChildren();
      } else {
        modules.put(name, Optional.of(yaml.map(parser, path)));
      }
    }
  }

  private void plugins(JsonParser parser) throws IOException {
    if (!block(parser, PLUGINS)) {
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String word = parser.currentName();
      ProviderKind kind = ProviderKind.of(word).orElse(null);
      if (kind == null || kind == ProviderKind.SERVICE) {
        List<String> words =
            ProviderKind.words().stream().filter(w -> !w.equals("service")).toList();
        String hint =
            kind == null
                ? Nearest.question(word, words, "one of " + String.join(", ", words))
                : "service modules belong below " + MODULES;
        problem(parser, "plugins: unknown kind '" + word + "': " + hint);
        parser.nextToken();
        parser.skipChildren();
        continue;
      }
      parser.nextToken();
      if (block(parser, "plugins: " + word)) {
        plugins.put(kind, ofKind(parser, word));
      }
    }
  }

  /**
   * Reads the blocks of a kind. Plugins check their own keys; here only the structure is checked.
   */
  private Map<String, Map<String, Object>> ofKind(JsonParser parser, String kind)
      throws IOException {
    Map<String, Map<String, Object>> blocks = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      places.put(PLUGINS + "." + kind + "." + name, at(parser.currentTokenLocation()));
      parser.nextToken();
      if (block(parser, "plugins: " + kind + ": " + name)) {
        blocks.put(name, yaml.map(parser, PLUGINS + "." + kind + "." + name));
      }
    }
    return blocks;
  }

  /** Returns whether a block begins here; an empty value is allowed too. */
  private boolean block(JsonParser parser, String where) throws IOException {
    if (YamlBlocks.empty(parser)) {
      return false;
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      problem(parser, where + ": must be a block of 'key: value' lines");
      parser.skipChildren();
      return false;
    }
    return true;
  }

  /** Reads keys that stand for settings with a place of their own. */
  private boolean elsewhere(JsonParser parser, String path) throws IOException {
    Setting setting = TransferBlock.setting(path).orElse(null);
    if (setting == null) {
      return false;
    }
    setting(parser, parser.currentName(), setting);
    return true;
  }

  private void problem(JsonParser parser, String what) {
    yaml.problem(parser, what);
  }

  private String at(JsonLocation location) {
    return yaml.at(location);
  }
}
