package io.balsam.dsl.capture;

import groovy.lang.MissingMethodException;
import groovy.lang.MissingPropertyException;
import io.balsam.dsl.source.UnknownWords.Complaint;
import io.balsam.engine.text.Nearest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.runtime.InvokerInvocationException;
import org.codehaus.groovy.runtime.typehandling.GroovyCastException;
import org.jspecify.annotations.Nullable;

/** Translates exceptions of a script's own code into messages for its author. */
final class ScriptErrors {

  private static final Pattern NULL_PROPERTY =
      Pattern.compile("Cannot (?:get|set) property '(.*)' on null object");
  private static final Pattern NULL_METHOD =
      Pattern.compile("Cannot invoke method (.*)\\(\\) on null object");
  private static final Map<String, String> TYPES =
      Map.of(
          "String", "a string",
          "GString", "a string",
          "Integer", "a whole number",
          "Long", "a whole number",
          "BigDecimal", "a number",
          "Double", "a number",
          "Boolean", "true or false",
          "File", "a file",
          "JobView", "a job",
          "DeclaredJob", "a job");

  private ScriptErrors() {}

  /** Returns the exception that the script's code threw, without its wrappers. */
  static Throwable cause(Throwable thrown) {
    Throwable cause = thrown;
    while ((cause instanceof InvokerInvocationException
            || cause instanceof InvocationTargetException
            || cause instanceof UndeclaredThrowableException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  static Complaint complaint(Throwable thrown) {
    if (thrown instanceof ScriptFault) {
      return new Complaint(String.valueOf(thrown.getMessage()), "");
    }
    if (thrown instanceof MissingMethodException missing) {
      return missing(
          missing.getType(),
          missing.getMethod(),
          missing.getMethod() + "()",
          methods(missing.getType()));
    }
    if (thrown instanceof MissingPropertyException missing && missing.getProperty() != null) {
      return missing(
          missing.getType(),
          missing.getProperty(),
          missing.getProperty(),
          properties(missing.getType()));
    }
    if (thrown instanceof NullPointerException) {
      return nothing(String.valueOf(thrown.getMessage()));
    }
    if (thrown instanceof GroovyCastException) {
      return new Complaint(cast(String.valueOf(thrown.getMessage())), "");
    }
    if (thrown instanceof NumberFormatException) {
      return new Complaint(
          String.valueOf(thrown.getMessage())
              .replaceFirst("(?s)^For input string: \"(.*?)\".*", "'$1' is not a number"),
          "");
    }
    if (thrown instanceof ArithmeticException) {
      return new Complaint(
          String.valueOf(thrown.getMessage()).replaceFirst("^(/|Division) by", "division by"), "");
    }
    if (thrown instanceof StackOverflowError) {
      return new Complaint("a method calls itself endlessly", "");
    }
    if (thrown instanceof OutOfMemoryError) {
      return new Complaint(
          "the script ran out of memory",
          "keep less in memory at once, or start with BALSAM_OPTS=-Xmx4g");
    }
    String message = thrown.getMessage();
    return new Complaint(
        message == null || message.isBlank()
            ? words(thrown)
            : message.lines().findFirst().orElse(""),
        "");
  }

  private static Complaint missing(
      @Nullable Class<?> type, String name, String shown, Set<String> known) {
    String owner =
        type == null ? "nothing" : TYPES.getOrDefault(type.getSimpleName(), typeName(type));
    return new Complaint(owner + " has no '" + shown + "'", Nearest.question(name, known, ""));
  }

  private static String typeName(Class<?> type) {
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    if (Map.class.isAssignableFrom(type)) {
      return "a map";
    }
    return type.getName().startsWith("Script_") ? "the script" : "a " + type.getSimpleName();
  }

  private static Complaint nothing(String message) {
    Matcher property = NULL_PROPERTY.matcher(message);
    if (property.matches()) {
      return new Complaint(
          "'" + property.group(1) + "' is read from null", "check what is left of the dot");
    }
    Matcher method = NULL_METHOD.matcher(message);
    if (method.matches()) {
      return new Complaint(
          "'" + method.group(1) + "()' is called on null", "check what is left of it");
    }
    return new Complaint("a value is null here", "");
  }

  private static String cast(String message) {
    return message
        .replaceAll(
            "(?s)Cannot cast object '(.*)' with class '.*' to class '(?:[a-z]+\\.)*(\\w+)'.*",
            "'$1' cannot be used as $2")
        .replaceAll("class '?(?:[a-z]+\\.)+([A-Z]\\w*)'?", "$1");
  }

  private static String words(Throwable thrown) {
    String name = thrown.getClass().getSimpleName().replaceAll("(Exception|Error)$", "");
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  private static Set<String> methods(@Nullable Class<?> type) {
    Set<String> names = new TreeSet<>();
    if (type != null) {
      InvokerHelper.getMetaClass(type).getMethods().forEach(m -> names.add(m.getName()));
      InvokerHelper.getMetaClass(type).getMetaMethods().forEach(m -> names.add(m.getName()));
    }
    return names;
  }

  private static Set<String> properties(@Nullable Class<?> type) {
    Set<String> names = new TreeSet<>();
    if (type != null) {
      InvokerHelper.getMetaClass(type).getProperties().forEach(p -> names.add(p.getName()));
    }
    return names;
  }
}
