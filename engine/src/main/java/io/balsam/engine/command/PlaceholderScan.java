package io.balsam.engine.command;

import io.balsam.engine.command.Placeholder.Place;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text with placeholders, and the position up to which it has been read. */
class PlaceholderScan {

  private static final Pattern SLOT = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
  static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  final String text;
  int at;
  private final List<Placeholder> placeholders = new ArrayList<>();

  /** Placeholders whose word has ended: one inside $(…) is not judged by the surrounding word. */
  private final BitSet settled = new BitSet();

  private String doubt = "";
  private boolean fed;
  final ShellBuiltins builtins = new ShellBuiltins();

  PlaceholderScan(String text) {
    this.text = text;
  }

  final List<Placeholder> placeholders() {
    return placeholders;
  }

  /** Notes that the context of placeholders is uncertain from now on. */
  final void doubt(String why) {
    doubt = why;
  }

  /** Notes that a shell reads commands from an input that any here-document may be. */
  final void fedByDocuments() {
    fed = true;
  }

  /** Finishes the scan when everything has been read. */
  final void end() {
    for (int i = 0; fed && i < placeholders.size(); i++) {
      if (placeholders.get(i).place() == Place.HERE_DOCUMENT) {
        refuse(i, i + 1, ShellInput.WHY, ShellInput.CURE);
      }
    }
  }

  /** Changes the placeholders from a number on, each once: those whose word has ended stay. */
  final void settle(int from, UnaryOperator<Placeholder> change) {
    for (int i = from; i < placeholders.size(); i++) {
      Placeholder placeholder = placeholders.get(i);
      if (!settled.get(i) && placeholder.refusal().isEmpty()) {
        placeholders.set(i, change.apply(placeholder));
      }
      settled.set(i);
    }
  }

  /** Returns whether letters there would continue the name of a variable: {@code $x{{name}}}. */
  final boolean afterVariable(int place) {
    int i = place;
    while (i > 0 && (Character.isLetterOrDigit(text.charAt(i - 1)) || text.charAt(i - 1) == '_')) {
      i--;
    }
    return i > 0 && text.charAt(i - 1) == '$';
  }

  final boolean placeholder(Place place) {
    return placeholder(place, place == Place.ARITHMETIC || place == Place.HERE_DOCUMENT);
  }

  final boolean placeholder(Place place, boolean single) {
    if (!text.startsWith("{{", at)) {
      return false;
    }
    Matcher matcher = SLOT.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      add(at, at + 2, "", "{{", place, "'{{' is not closed by '}}'", BRACES);
      return true;
    }
    String name = matcher.group(1).strip();
    if (!NAME.matcher(name).matches()) {
      String what = "'" + matcher.group() + "' does not name a parameter";
      add(at, matcher.end(), "", matcher.group(), place, what, BRACES);
      return true;
    }
    placeholders.add(
        new Placeholder(
            at, matcher.end(), name, matcher.group(), place, false, single, null, "", ""));
    at = matcher.end();
    if (!doubt.isEmpty()) {
      refuseLast(placeholders.size() - 1, doubt, "write that text without $'…'");
    }
    return true;
  }

  private static final String BRACES =
      "write {{name}}; other text in braces goes through a parameter's value";

  private void add(
      int start, int end, String name, String written, Place place, String why, String cure) {
    placeholders.add(
        new Placeholder(start, end, name, written, place, false, true, null, why, cure));
    at = end;
  }

  final boolean refuse(Place place, String why, String cure) {
    int index = placeholders.size();
    placeholder(place);
    refuseLast(index, why, cure);
    return true;
  }

  /**
   * Ends a quotation. A placeholder that is alone between two quotes is treated as if it had none.
   */
  final void closeQuote(int open) {
    int last = placeholders.size() - 1;
    if (last >= 0 && at < text.length()) {
      Placeholder placeholder = placeholders.get(last);
      if (placeholder.start() == open + 1
          && placeholder.end() == at
          && placeholder.refusal().isEmpty()) {
        placeholders.set(
            last,
            new Placeholder(
                open,
                at + 1,
                placeholder.name(),
                placeholder.written(),
                Place.WORD,
                false,
                false,
                null,
                "",
                ""));
      }
    }
    at++;
  }

  /**
   * Reads text in which no value is allowed, up to its end; a backslash escapes the next character.
   */
  final void refuseUpTo(String end, String why, String cure) {
    while (at < text.length() && !text.startsWith(end, at)) {
      if (text.startsWith("{{", at)) {
        refuse(Place.WORD, why, cure);
      } else {
        at += text.charAt(at) == '\\' && !text.startsWith("{{", at + 1) ? 2 : 1;
      }
    }
    at = Math.min(text.length(), at + end.length());
  }

  final void refuseLast(int from, String why, String cure) {
    refuse(from, placeholders.size(), why, cure);
  }

  final void refuse(int from, int to, String why, String cure) {
    for (int i = from; i < to; i++) {
      Placeholder placeholder = placeholders.get(i);
      placeholders.set(
          i,
          placeholder.refused(
              "no value is allowed at '" + placeholder.written() + "': " + why,
              cure.replace("{{name}}", placeholder.written())));
    }
  }
}
