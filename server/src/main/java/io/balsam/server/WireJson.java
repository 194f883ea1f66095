package io.balsam.server;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.balsam.engine.api.Json;
import java.io.IOException;

/** Encoding of values, the same at both ends. */
final class WireJson {

  /** Common mapper; a client must ignore unknown properties, which a newer owner may send. */
  static final ObjectMapper MAPPER =
      Json.mapper().copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** Mapper for input of clients: no database accepts NUL in a text column. */
  static final ObjectMapper WITHOUT_NUL = MAPPER.copy().registerModule(withoutNul());

  private WireJson() {}

  /**
   * Refuses NUL in strings only: values of any type, such as parameters, are stored as JSON and may
   * contain it.
   */
  private static SimpleModule withoutNul() {
    SimpleModule module = new SimpleModule("without-nul");
    module.addDeserializer(
        String.class,
        new StdScalarDeserializer<String>(String.class) {
          private static final long serialVersionUID = 1;

          @Override
          public String deserialize(JsonParser parser, DeserializationContext context)
              throws IOException {
            return checked(StringDeserializer.instance.deserialize(parser, context), context);
          }
        });
    module.addKeyDeserializer(
        String.class,
        new KeyDeserializer() {
          @Override
          public Object deserializeKey(String key, DeserializationContext context)
              throws IOException {
            return checked(key, context);
          }
        });
    return module;
  }

  private static String checked(String text, DeserializationContext context)
      throws JsonMappingException {
    if (text.indexOf('\0') >= 0) {
      throw JsonMappingException.from(context, "a string in it contains a NUL character");
    }
    return text;
  }
}
