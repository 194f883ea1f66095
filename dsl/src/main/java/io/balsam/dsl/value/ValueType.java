package io.balsam.dsl.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Type of a parameter. */
public enum ValueType {
  STRING("must be a string"),
  INT("must be a whole number"),
  NUMBER("must be a number"),
  BOOLEAN("must be true or false"),
  ANY("");

  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,19}");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,3})?");

  private final String must;

  ValueType(String must) {
    this.must = must;
  }

  /** Returns the name of the type for users and in stored data. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the type of that name. */
  public static ValueType named(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Returns the type of a default value. */
  public static ValueType of(@Nullable Object value) {
    if (value instanceof Boolean) {
      return BOOLEAN;
    }
    if (value instanceof Integer || value instanceof Long) {
      return INT;
    }
    if (value instanceof Number) {
      return NUMBER;
    }
    return value instanceof CharSequence ? STRING : ANY;
  }

  /**
   * Returns the type that {@code type:} names: by a class such as {@code int} or {@code String}, or
   * by its name.
   */
  public static Optional<ValueType> said(Object value) {
    String name = value instanceof Class<?> type ? type.getSimpleName() : value.toString();
    return switch (name) {
      case "int", "Integer", "long", "Long", "integer" -> Optional.of(INT);
      case "double", "float", "Double", "Float", "BigDecimal", "Number", "number" ->
          Optional.of(NUMBER);
      case "boolean", "Boolean" -> Optional.of(BOOLEAN);
      case "String", "string", "GString", "CharSequence" -> Optional.of(STRING);
      case "Object", "any" -> Optional.of(ANY);
      default -> Optional.empty();
    };
  }

  /** Returns the words for {@code type:}. */
  public static List<String> words() {
    return List.of("int", "double", "boolean", "String");
  }

  /**
   * Checks a value given in the script, which must have the type; numbers of another width are
   * converted.
   *
   * @throws BadValue when it has another type
   */
  public @Nullable Object check(@Nullable Object value) throws BadValue {
    Object plain = PlainValues.value(value);
    boolean right =
        switch (this) {
          case ANY -> true;
          case STRING -> plain instanceof String;
          case BOOLEAN -> plain instanceof Boolean;
          case NUMBER -> plain instanceof Number;
          case INT -> isWhole(plain);
        };
    if (!right) {
      throw new BadValue(must + ", not " + PlainValues.kind(value));
    }
    return this == INT && plain instanceof Number number ? narrow(number) : plain;
  }

  /**
   * Parses a value given as text on a command line.
   *
   * @throws BadValue when the text is not of this type
   */
  public Object parse(String text) throws BadValue {
    return switch (this) {
      case ANY, STRING -> text;
      case BOOLEAN -> {
        if (!text.equals("true") && !text.equals("false")) {
          throw new BadValue(must + ", not '" + text + "'");
        }
        yield text.equals("true");
      }
      case INT -> {
        if (!WHOLE.matcher(text).matches() || !fits(new BigInteger(text))) {
          throw new BadValue(must + ", not '" + text + "'");
        }
        yield narrow(Long.valueOf(text));
      }
      case NUMBER -> {
        if (!DECIMAL.matcher(text).matches() || Double.isInfinite(Double.parseDouble(text))) {
          throw new BadValue(must + ", not '" + text + "'");
        }
        yield WHOLE.matcher(text).matches() && fits(new BigInteger(text))
            ? narrow(Long.valueOf(text))
            : new BigDecimal(text);
      }
    };
  }

  private static boolean isWhole(@Nullable Object value) {
    return value instanceof Integer
        || value instanceof Long
        || (value instanceof BigInteger big && fits(big));
  }

  private static boolean fits(BigInteger value) {
    return value.bitLength() < Long.SIZE;
  }

  private static Number narrow(Number number) {
    long value = number.longValue();
    return value == (int) value ? (Number) (int) value : (Number) value;
  }

  /** Returns a value of this type, for a script that is only read for its declarations. */
  public Object sample() {
    return switch (this) {
      case STRING, ANY -> "";
      case INT, NUMBER -> 1;
      case BOOLEAN -> false;
    };
  }

  /** Returns all names, for records that keep the type as text. */
  public static List<String> all() {
    return Arrays.stream(values()).map(ValueType::word).toList();
  }
}
