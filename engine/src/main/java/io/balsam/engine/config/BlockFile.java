package io.balsam.engine.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** YAML file that is one block of keys and values, for {@link ConfigReader}. */
public final class BlockFile {

  private BlockFile() {}

  /**
   * Reads a file. An empty one is a block without keys.
   *
   * @throws SettingsProblem when it cannot be read or is no block, with file, line and column
   */
  public static ConfigBlock read(Path file) {
    List<String> problems = new ArrayList<>();
    Map<String, String> places = new HashMap<>();
    String text = YamlBlocks.text(file, problems);
    YamlBlocks yaml = new YamlBlocks(file, text, places, problems, (parser, path) -> false);
    Map<String, @Nullable Object> values = Map.of();
    try (JsonParser parser = YamlBlocks.MAPPER.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        values = yaml.map(parser, "");
        if (parser.nextToken() != null) {
          yaml.problem(parser, "a second document begins here: remove the line '---'");
        }
      } else if (first != null && !YamlBlocks.empty(parser)) {
        yaml.problem(parser, "must be lines of the form 'key: value'");
      }
    } catch (JsonProcessingException e) {
      YamlFault.of(text, e).forEach(fault -> problems.add(fault.in(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory that cannot be read", e);
    }
    if (!problems.isEmpty()) {
      throw new SettingsProblem(problems);
    }
    return new ConfigBlock(values, key -> places.getOrDefault(key, file.toString()));
  }
}
