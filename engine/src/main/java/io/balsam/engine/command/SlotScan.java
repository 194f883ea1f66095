package io.balsam.engine.command;

import io.balsam.engine.command.Slot.Place;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text with slots, and the position up to which it has been read. */
class SlotScan {

  private static final Pattern SLOT = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
  static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  final String text;
  int at;
  private final List<Slot> slots = new ArrayList<>();

  /** Slots whose word has ended: one inside $(…) is not judged by the surrounding word. */
  private final BitSet settled = new BitSet();

  private String doubt = "";
  private boolean fed;
  final ShellBuiltins builtins = new ShellBuiltins();

  SlotScan(String text) {
    this.text = text;
  }

  final List<Slot> slots() {
    return slots;
  }

  /** Notes that the context of slots is uncertain from now on. */
  final void doubt(String why) {
    doubt = why;
  }

  /** Notes that a shell reads commands from an input that any here-document may be. */
  final void fedByDocuments() {
    fed = true;
  }

  /** Finishes the scan when everything has been read. */
  final void end() {
    for (int i = 0; fed && i < slots.size(); i++) {
      if (slots.get(i).place() == Place.HERE_DOCUMENT) {
        refuse(i, i + 1, ShellInput.WHY, ShellInput.CURE);
      }
    }
  }

  /** Changes the slots from a number on, each once: those whose word has ended stay. */
  final void settle(int from, UnaryOperator<Slot> change) {
    for (int i = from; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      if (!settled.get(i) && slot.refusal().isEmpty()) {
        slots.set(i, change.apply(slot));
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

  final boolean slot(Place place) {
    return slot(place, place == Place.ARITHMETIC || place == Place.HERE_DOCUMENT);
  }

  final boolean slot(Place place, boolean single) {
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
    slots.add(
        new Slot(at, matcher.end(), name, matcher.group(), place, false, single, null, "", ""));
    at = matcher.end();
    if (!doubt.isEmpty()) {
      refuseLast(slots.size() - 1, doubt, "write that text without $'…'");
    }
    return true;
  }

  private static final String BRACES =
      "write {{name}}; other text in braces goes through a parameter's value";

  private void add(
      int start, int end, String name, String written, Place place, String why, String cure) {
    slots.add(new Slot(start, end, name, written, place, false, true, null, why, cure));
    at = end;
  }

  final boolean refuse(Place place, String why, String cure) {
    int index = slots.size();
    slot(place);
    refuseLast(index, why, cure);
    return true;
  }

  /** Ends a quotation. A slot that is alone between two quotes is treated as if it had none. */
  final void closeQuote(int open) {
    int last = slots.size() - 1;
    if (last >= 0 && at < text.length()) {
      Slot slot = slots.get(last);
      if (slot.start() == open + 1 && slot.end() == at && slot.refusal().isEmpty()) {
        slots.set(
            last,
            new Slot(
                open, at + 1, slot.name(), slot.written(), Place.WORD, false, false, null, "", ""));
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
    refuse(from, slots.size(), why, cure);
  }

  final void refuse(int from, int to, String why, String cure) {
    for (int i = from; i < to; i++) {
      Slot slot = slots.get(i);
      slots.set(
          i,
          slot.refused(
              "no value is allowed at '" + slot.written() + "': " + why,
              cure.replace("{{name}}", slot.written())));
    }
  }
}
