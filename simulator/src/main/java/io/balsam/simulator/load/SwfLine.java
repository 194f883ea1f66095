package io.balsam.simulator.load;

import java.util.List;
import java.util.regex.Pattern;

/** Line of a trace, with the positions and limits of its fields. */
final class SwfLine {

  private static final List<String> FIELDS =
      List.of(
          "job number",
          "submit time",
          "wait time",
          "run time",
          "allocated processors",
          "average CPU time",
          "used memory",
          "requested processors",
          "requested time",
          "requested memory",
          "status",
          "user",
          "group",
          "application",
          "queue",
          "partition",
          "preceding job",
          "think time");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d*)?");
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,15}(\\.0*)?");
  private static final int MOST_PROCESSORS = 100_000_000;
  // A hundred years.
  private static final long MOST_SECONDS = 3_155_760_000L;

  private final String[] words;
  private final String place;

  SwfLine(String line, String place) {
    this.words = line.split("\\s+");
    this.place = place;
    if (words.length != FIELDS.size()) {
      throw new TraceException(
          "%s: %d fields, where a job has %d".formatted(place, words.length, FIELDS.size()));
    }
    for (int i = 0; i < words.length; i++) {
      if (!NUMBER.matcher(words[i]).matches()) {
        throw wrong(i, "must be a number, -1 if it is not known");
      }
    }
  }

  SwfJob job() {
    double submitted = seconds(1);
    if (submitted < 0) {
      throw wrong(1, "must be known");
    }
    return new SwfJob(
        whole(0, Long.MAX_VALUE),
        submitted,
        seconds(3),
        (int) whole(4, MOST_PROCESSORS),
        (int) whole(7, MOST_PROCESSORS),
        seconds(8),
        (int) whole(10, 5));
  }

  private double seconds(int field) {
    double number = Double.parseDouble(words[field]);
    if (number > MOST_SECONDS) {
      throw wrong(field, "must be at most a hundred years in seconds");
    }
    return number < 0 ? -1 : number;
  }

  private long whole(int field, long most) {
    if (!WHOLE.matcher(words[field]).matches()) {
      throw wrong(field, "must be a whole number");
    }
    long number = (long) Double.parseDouble(words[field]);
    if (number > most) {
      throw wrong(field, "must be at most " + most);
    }
    return Math.max(-1, number);
  }

  private TraceException wrong(int field, String what) {
    return new TraceException(
        "%s: field %d (%s): '%s' %s"
            .formatted(place, field + 1, FIELDS.get(field), words[field], what));
  }
}
