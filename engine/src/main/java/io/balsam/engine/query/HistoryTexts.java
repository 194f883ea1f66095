package io.balsam.engine.query;

import io.balsam.engine.api.EventView;
import io.balsam.engine.execution.RunTexts;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Texts for users from the events of a job. */
final class HistoryTexts {

  private static final int SIGNALLED = 128;
  private static final int SIGPIPE = 13;

  private HistoryTexts() {}

  /** Returns whether a pipe that was not read to its end ended the attempt. */
  static boolean brokenPipe(Map<String, Object> data) {
    return data.get("signal") instanceof Number signal && signal.intValue() == SIGPIPE
        || data.get("exit_code") instanceof Number code && code.intValue() == SIGNALLED + SIGPIPE;
  }

  /** Returns the longest time that the job ran until its launcher was out of time. */
  static Optional<Duration> had(List<EventView> history) {
    return history.stream()
        .map(event -> event.data().get(RunTexts.HAD_SECONDS))
        .filter(Number.class::isInstance)
        .map(seconds -> Duration.ofSeconds(((Number) seconds).longValue()))
        .max(Comparator.naturalOrder());
  }

  /** Returns the messages of a job's history, those about an attempt with its number. */
  static String[] attempts(List<EventView> history) {
    return history.stream()
        .filter(event -> event.data().containsKey("message"))
        .map(
            event ->
                event.data().containsKey("attempt")
                    ? "attempt " + event.data().get("attempt") + ": " + message(event)
                    : message(event))
        .distinct()
        .toArray(String[]::new);
  }

  /** Returns the different messages of a job's history. */
  static String[] messages(List<EventView> history) {
    return history.stream()
        .filter(event -> event.data().containsKey("message"))
        .map(HistoryTexts::message)
        .distinct()
        .toArray(String[]::new);
  }

  /** Returns what an event says to users. */
  static String message(EventView event) {
    Object message = event.data().get("message");
    return message == null ? event.cause() : message.toString();
  }
}
