package io.balsam.ssh;

import io.balsam.spi.CommandResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines of a script that are answers about an item; a login may print others. */
final class Answers {

  private static final Pattern ANSWER = Pattern.compile("(?m)^balsam: (-?\\d+) (.*)$");

  private final Map<Integer, List<String>> byItem = new HashMap<>();

  Answers(CommandResult result) {
    Matcher answer = ANSWER.matcher(result.out());
    while (answer.find()) {
      byItem
          .computeIfAbsent(Integer.parseInt(answer.group(1)), i -> new ArrayList<>())
          .add(answer.group(2));
    }
  }

  /** Returns a command of a script that answers; the text is expanded by the shell. */
  static String say(int item, String text) {
    return "echo \"balsam: %d %s\"".formatted(item, text);
  }

  /** Returns the first answer about an item; empty when there is none. */
  String about(int item) {
    List<String> all = all(item);
    return all.isEmpty() ? "" : all.get(0);
  }

  /** Returns all answers about an item, in sequence. */
  List<String> all(int item) {
    return byItem.getOrDefault(item, List.of());
  }
}
