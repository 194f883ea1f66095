package io.balsam.engine.api;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.balsam.engine.domain.AppBody;
import io.balsam.engine.domain.JobSpec;
import io.balsam.engine.domain.ParentRef;
import io.balsam.engine.domain.Resources;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Balsam's only dialect of JSON: in the HTTP API, in {@code --json} and in the store. Records are
 * written as they are, names in snake_case, instants and durations in ISO 8601, an empty {@code
 * Optional} as null. Reading rejects unknown names, missing numbers and text after the end. Decimal
 * numbers keep their digits.
 */
public final class Json {

  /** Maximum nesting depth: more than is ever written, few enough for any thread's stack. */
  private static final int NESTING = 1_500;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(factory())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .addModule(plainTexts())
          .addMixIn(ParentRef.class, ByItsFields.class)
          .addMixIn(Resources.class, ResourcesInJson.Converted.class)
          .addMixIn(AppBody.class, CommandOrFunction.class)
          .addMixIn(JobSpec.class, PlacesInJson.Converted.class)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /**
   * Returns the shared mapper. It is thread-safe and must not be reconfigured; use {@code copy()}.
   */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /**
   * Creates a factory without size limits, so that everything once written can be read. Limits
   * apply where a value enters, see {@link io.balsam.engine.domain.ValueLimits}.
   */
  private static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(NESTING)
                .maxStringLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .maxNumberLength(Integer.MAX_VALUE)
                .build())
        .build();
  }

  private static SimpleModule plainTexts() {
    SimpleModule module = new SimpleModule("balsam");
    // A GString in a job's data is a text to its author; Jackson would treat it as a bean.
    module.addSerializer(CharSequence.class, ToStringSerializer.instance);
    module.addSerializer(Path.class, ToStringSerializer.instance);
    module.addDeserializer(Path.class, new PathReader());
    CodeInJson.addTo(module);
    return module;
  }

  /** Reads a path as text; Jackson's own reader takes {@code a:b} for a URI. */
  private static final class PathReader extends StdScalarDeserializer<Path> {

    private static final long serialVersionUID = 1;

    PathReader() {
      super(Path.class);
    }

    @Override
    public Path deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      return Path.of(parser.getText());
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
  @JsonSubTypes({
    @JsonSubTypes.Type(ParentRef.Declared.class),
    @JsonSubTypes.Type(ParentRef.Existing.class)
  })
  private interface ByItsFields {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
  @JsonSubTypes({
    @JsonSubTypes.Type(AppBody.Command.class),
    @JsonSubTypes.Type(AppBody.Function.class)
  })
  private interface CommandOrFunction {}
}
