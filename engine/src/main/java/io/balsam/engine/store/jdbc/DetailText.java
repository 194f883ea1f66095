package io.balsam.engine.store.jdbc;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.balsam.engine.api.Json;
import io.balsam.engine.domain.InputFiles;
import io.balsam.engine.store.StoreException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Converts the details of a job to and from a JSON object without empty parts. Field by field,
 * because this code is hot.
 */
final class DetailText {

  private static final ObjectReader VALUES = reader(new TypeReference<Map<String, Object>>() {});
  private static final ObjectReader TEXTS = reader(new TypeReference<Map<String, String>>() {});

  /** Records of earlier versions have one text where there is a list now. */
  private static final ObjectReader LISTS =
      reader(new TypeReference<Map<String, List<String>>>() {})
          .with(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY);

  private static final ObjectReader INPUTS = reader(new TypeReference<List<InputFiles>>() {});

  private DetailText() {}

  /** Creates a reader that leaves what follows a part to the next one. */
  private static ObjectReader reader(TypeReference<?> type) {
    return Json.mapper().readerFor(type).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  static void write(Detail detail, SitePaths paths, JsonGenerator to) throws IOException {
    to.writeStartObject();
    to.writeStringField("workdir", paths.kept(detail.workdir()));
    values("parameters", detail.parameters(), to);
    values("environment", detail.environment(), to);
    values("data", detail.data(), to);
    values("launch_params", detail.launchParams(), to);
    if (!detail.inputs().isEmpty()) {
      to.writePOJOField("inputs", detail.inputs());
    }
    values("transfers", detail.transfers(), to);
    text("declared_at", detail.declaredAt(), to);
    text("reuse_key", detail.reuseKey(), to);
    if (detail.reusedFrom().isPresent()) {
      to.writeNumberField("reused_from", detail.reusedFrom().getAsLong());
    }
    to.writeEndObject();
  }

  private static void values(String name, Map<String, ?> values, JsonGenerator to)
      throws IOException {
    if (!values.isEmpty()) {
      to.writePOJOField(name, values);
    }
  }

  private static void text(String name, String text, JsonGenerator to) throws IOException {
    if (!text.isEmpty()) {
      to.writeStringField(name, text);
    }
  }

  /** Reads the result of {@link #write}. */
  static Detail read(String text, SitePaths paths) {
    String workdir = "";
    Map<String, Object> parameters = Map.of();
    Map<String, String> environment = Map.of();
    Map<String, Object> data = Map.of();
    Map<String, String> launchParams = Map.of();
    List<InputFiles> inputs = List.of();
    Map<String, List<String>> transfers = Map.of();
    String declaredAt = "";
    String reuseKey = "";
    OptionalLong reusedFrom = OptionalLong.empty();
    try (JsonParser from = Json.mapper().createParser(text)) {
      from.nextToken();
      while (from.nextToken() == JsonToken.FIELD_NAME) {
        String name = from.currentName();
        from.nextToken();
        switch (name) {
          case "workdir" -> workdir = paths.found(from.getText());
          case "parameters" -> parameters = VALUES.readValue(from);
          case "environment" -> environment = TEXTS.readValue(from);
          case "data" -> data = VALUES.readValue(from);
          case "launch_params" -> launchParams = TEXTS.readValue(from);
          case "inputs" -> inputs = INPUTS.readValue(from);
          case "transfers" -> transfers = LISTS.readValue(from);
          case "declared_at" -> declaredAt = from.getText();
          case "reuse_key" -> reuseKey = from.getText();
          case "reused_from" -> reusedFrom = OptionalLong.of(from.getLongValue());
          default -> throw new StoreException("the details of a job have an unknown field " + name);
        }
      }
    } catch (IOException e) {
      throw new StoreException("the details of a job cannot be read: " + e.getMessage(), e);
    }
    return new Detail(
        workdir,
        parameters,
        environment,
        data,
        launchParams,
        inputs,
        transfers,
        declaredAt,
        reuseKey,
        reusedFrom);
  }
}
