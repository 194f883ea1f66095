package io.balsam.engine.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import io.balsam.engine.domain.FunctionCode;
import io.balsam.engine.domain.Hook;
import java.io.IOException;

/**
 * Handles the code of scripts in JSON: it cannot be written, so JSON has {@code true} in its place.
 */
final class CodeInJson {

  private static final String ABSENT = "the code of a script is not part of its record";

  private CodeInJson() {}

  static void addTo(SimpleModule module) {
    module.addSerializer(Hook.class, new There<>(Hook.class));
    module.addSerializer(FunctionCode.class, new There<>(FunctionCode.class));
    Hook hook =
        job -> {
          throw new IllegalStateException(ABSENT);
        };
    FunctionCode function =
        (arguments, job) -> {
          throw new IllegalStateException(ABSENT);
        };
    module.addDeserializer(Hook.class, new Absent<>(Hook.class, hook));
    module.addDeserializer(FunctionCode.class, new Absent<>(FunctionCode.class, function));
  }

  private static final class There<T> extends StdScalarSerializer<T> {

    private static final long serialVersionUID = 1;

    There(Class<T> type) {
      super(type);
    }

    @Override
    public void serialize(T code, JsonGenerator to, SerializerProvider provider)
        throws IOException {
      to.writeBoolean(true);
    }
  }

  private static final class Absent<T> extends StdScalarDeserializer<T> {

    private static final long serialVersionUID = 1;

    private final transient T code;

    Absent(Class<T> type, T code) {
      super(type);
      this.code = code;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      parser.skipChildren();
      return code;
    }
  }
}
