package io.balsam.dsl.capture;

import io.balsam.dsl.problem.ProblemLog;
import io.balsam.dsl.source.SourcePosition;
import io.balsam.dsl.value.BadValue;
import io.balsam.dsl.value.PlainValues;
import io.balsam.dsl.value.ValueType;
import io.balsam.engine.domain.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Options of a script's or an app's parameter: {@code default: 3, type: int, help: '…'}. */
final class ParameterOptions {

  private static final List<String> KNOWN = List.of("default", "required", "type", "help");

  private ParameterOptions() {}

  static Parameter read(
      String word, String name, Map<String, Object> given, SourcePosition at, ProblemLog problems) {
    Options options = new Options(word, given, KNOWN, at, problems);
    Object value = options.get("default");
    boolean required = options.yes("required", value == null);
    if (options.has("default") && value == null) {
      options.bad("default", "must be a value, not null: leave it out", "");
    }
    if (required && value != null) {
      options.bad("required", "must not be true where there is a default", true);
      required = false;
    }
    if (!required && value == null) {
      options.bad("required", "can only be false where there is a default", true);
      required = true;
    }
    ValueType type = type(options, value);
    try {
      Object plain = value == null ? null : type.check(value);
      return new Parameter(name, required, plain, type.word(), options.text("help", ""));
    } catch (BadValue e) {
      Object plain = options.bad("default", String.valueOf(e.getMessage()), type.sample());
      return new Parameter(name, required, plain, type.word(), "");
    }
  }

  private static ValueType type(Options options, @Nullable Object value) {
    Object said = options.get("type");
    if (said == null) {
      return ValueType.of(value);
    }
    Optional<ValueType> type = ValueType.said(said);
    return type.orElseGet(
        () ->
            options.bad(
                "type",
                "must be one of "
                    + String.join(", ", ValueType.words())
                    + ", not "
                    + PlainValues.kind(said),
                ValueType.of(value)));
  }
}
