package io.balsam.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.balsam.cli.spec.UsageProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A file of script parameters: YAML, and so JSON too. */
final class ParamsFile {

  private ParamsFile() {}

  /**
   * Its values.
   *
   * @throws UsageProblem with file, line and column
   */
  static Map<String, Object> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UsageProblem("--params-file: there is no file " + file);
    }
    YAMLMapper mapper =
        new YAMLMapper(
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());
    try {
      JsonNode tree = mapper.readTree(Files.readString(file));
      if (tree == null || tree.isMissingNode() || tree.isNull()) {
        return Map.of();
      }
      if (!tree.isObject()) {
        throw new UsageProblem(file + ": must be lines of the form 'name: value'");
      }
      @SuppressWarnings("unchecked")
      Map<String, Object> values = mapper.convertValue(tree, LinkedHashMap.class);
      return values;
    } catch (JsonProcessingException e) {
      String what = e.getOriginalMessage().lines().findFirst().orElse("not YAML");
      String at =
          e.getLocation() == null
              ? ""
              : ":" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
      throw new UsageProblem(file + at + ": " + what);
    }
  }
}
