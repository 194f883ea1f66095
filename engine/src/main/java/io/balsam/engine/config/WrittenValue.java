package io.balsam.engine.config;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of YAML and JSON files as their authors wrote them. YAML 1.1 takes {@code 012} for
 * ten, {@code 1:30} for ninety and {@code on} for true: a value that would print differently stays
 * text.
 */
public final class WrittenValue {

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?");

  private WrittenValue() {}

  /**
   * Returns the scalar at the parser's position: null, text, boolean, int, long, big integer or
   * decimal.
   *
   * @throws JsonParseException at an alias, which stands for a value elsewhere
   */
  public static @Nullable Object scalar(JsonParser parser) throws IOException {
    String text = text(parser);
    return switch (parser.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_TRUE, VALUE_FALSE ->
          text.equals("true") || text.equals("false") ? (Object) Boolean.valueOf(text) : text;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(text);
      default -> text;
    };
  }

  /**
   * Returns the text of the scalar at the parser's position.
   *
   * @throws JsonParseException at an alias, which stands for a value elsewhere
   */
  static String text(JsonParser parser) throws IOException {
    String text = parser.getText();
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      throw new JsonParseException(
          parser,
          "'*" + text + "' is an alias: write the value here",
          parser.currentTokenLocation());
    }
    return text;
  }

  private static Object number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return text;
    }
    BigDecimal number = new BigDecimal(text);
    if (!number.toString().equals(text)) {
      return text;
    }
    if (number.scale() > 0) {
      return number;
    }
    int bits = number.toBigInteger().bitLength();
    if (bits < Integer.SIZE) {
      return number.intValueExact();
    }
    return bits < Long.SIZE ? (Object) number.longValueExact() : number.toBigInteger();
  }
}
