package io.balsam.engine.scaling;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Part of each day in which nothing is asked for, as {@code 22:00-06:00}.
 *
 * @param from first minute
 * @param to first minute after it; earlier than {@code from} when midnight is in it
 */
record QuietHours(LocalTime from, LocalTime to) {

  /** Reads a text; empty when it is not of this form. */
  static Optional<QuietHours> parse(String text) {
    String[] parts = text.split("-", -1);
    if (parts.length != 2) {
      return Optional.empty();
    }
    try {
      LocalTime from = LocalTime.parse(parts[0].strip());
      LocalTime to = LocalTime.parse(parts[1].strip());
      return from.equals(to) ? Optional.empty() : Optional.of(new QuietHours(from, to));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  boolean contains(LocalTime time) {
    boolean after = !time.isBefore(from);
    boolean before = time.isBefore(to);
    return from.isBefore(to) ? after && before : after || before;
  }

  @Override
  public String toString() {
    return from + "-" + to;
  }
}
