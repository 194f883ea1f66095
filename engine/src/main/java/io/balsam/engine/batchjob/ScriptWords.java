package io.balsam.engine.batchjob;

import io.balsam.spi.BatchJobRequest;
import io.balsam.spi.Partition;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks the words that get into the script of a BatchJob and into the command that submits it.
 * Lines of a script that begin with {@code #SBATCH} or {@code #COBALT} are directives to the batch
 * system, and a template need not quote its values: so no value may begin a line of its own.
 */
public final class ScriptWords {

  private static final Pattern NAME =
      Pattern.compile("(?!-)[\\p{L}\\p{M}\\p{N}._+/:@,=%-]*", Pattern.UNICODE_CHARACTER_CLASS);

  private ScriptWords() {}

  /**
   * Returns what is wrong with the name of a queue or project, for users; an empty name is valid.
   */
  public static Optional<String> wrongName(String text) {
    return NAME.matcher(text).matches()
        ? Optional.empty()
        : Optional.of(
            "'%s' must be one word of letters, digits and . _ - + / : @ , = %%, not beginning with -"
                .formatted(shown(text)));
  }

  /** Returns what is wrong with any other word, for users. */
  public static Optional<String> wrongText(String text) {
    return text.codePoints().anyMatch(ScriptWords::control)
        ? Optional.of("'%s' must be one line without control characters".formatted(shown(text)))
        : Optional.empty();
  }

  /** Returns the first error in a request's words, with the kind of word. */
  public static Optional<String> wrong(BatchJobRequest request) {
    return first(
        named("queue", wrongName(request.queue())),
        named("project", wrongName(request.project())),
        pairs("tag", request.tags()),
        request.partitions().stream()
            .map(Partition::tags)
            .flatMap(tags -> pairs("tag of a partition", tags).stream())
            .findFirst(),
        pairs("option", request.options()));
  }

  private static Optional<String> pairs(String what, Map<String, String> pairs) {
    return pairs.entrySet().stream()
        .flatMap(pair -> wrongText(pair.getKey() + "=" + pair.getValue()).stream())
        .findFirst()
        .map(complaint -> what + ": " + complaint);
  }

  private static Optional<String> named(String what, Optional<String> complaint) {
    return complaint.map(text -> what + ": " + text);
  }

  @SafeVarargs
  private static Optional<String> first(Optional<String>... complaints) {
    for (Optional<String> complaint : complaints) {
      if (complaint.isPresent()) {
        return complaint;
      }
    }
    return Optional.empty();
  }

  /** Returns the text in one line, for an error message. */
  private static String shown(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            code -> {
              if (code == '\n') {
                out.append("\\n");
              } else if (control(code)) {
                out.append("\\u%04x".formatted(code));
              } else {
                out.appendCodePoint(code);
              }
            });
    return out.toString();
  }

  private static boolean control(int code) {
    int type = Character.getType(code);
    return type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }
}
