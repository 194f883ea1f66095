package io.balsam.dsl.source;

import io.balsam.dsl.grammar.Words;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Kind of context in a script, with the words that are valid there. */
public enum Context {
  TOP("at the top level", Words.WORKFLOW, Set.of()),
  APP("in an app", Words.APP, Set.of()),
  JOB("in a job", Words.JOB, Set.of("job")),
  PREPROCESS("in preprocess", Words.HOOK, Set.of("job")),
  POSTPROCESS("in postprocess", Words.HOOK, Set.of("job")),
  HANDLE_TIMEOUT("in handle_timeout", Words.HOOK, Set.of("job")),
  HANDLE_ERROR("in handle_error", Words.HOOK, Set.of("job")),
  FUNCTION("in run", Words.FUNCTION, Set.of("job")),
  SUBMIT("in submit", Words.SUBMIT, Set.of("job")),
  /** A method of the script: the words that are valid depend on its caller. */
  METHOD("in a method", Words.WORKFLOW, Set.of("job")),
  /** Code that may be called on anything, such as the block of {@code with}. */
  FREE("here", Words.WORKFLOW, Set.of());

  private final String where;
  private final Words words;
  private final Set<String> values;

  Context(String where, Words words, Set<String> values) {
    this.where = where;
    this.words = words;
    this.values = values;
  }

  /** Returns the description for people. */
  public String where() {
    return where;
  }

  /** Returns the words that may be called here. */
  public Words words() {
    return words;
  }

  boolean hook() {
    return words == Words.HOOK;
  }

  /** Returns whether this hook must not use the word of hooks. */
  boolean forbids(String word) {
    return switch (this) {
      case HANDLE_TIMEOUT, HANDLE_ERROR -> word.equals("proceed");
      case PREPROCESS -> word.equals("restart");
      default -> false;
    };
  }

  boolean knowsCall(String word) {
    if (forbids(word)) {
      return false;
    }
    if (this == METHOD && (Words.HOOK.has(word) || Words.JOB.has(word) || Words.APP.has(word))) {
      return true;
    }
    return words.has(word);
  }

  boolean knowsValue(String word) {
    return word.equals("params") || values.contains(word);
  }

  /** Returns the context of the block behind a word; null when the word has no block of its own. */
  static @Nullable Context behind(String word, Context outer) {
    return switch (Words.camelCase(word)) {
      case "app" -> outer == APP || outer == JOB || outer.hook() ? null : APP;
      case "job" -> outer == APP || outer == JOB ? null : JOB;
      case "preprocess" -> outer == APP ? PREPROCESS : null;
      case "postprocess" -> outer == APP ? POSTPROCESS : null;
      case "handleTimeout" -> outer == APP ? HANDLE_TIMEOUT : null;
      case "handleError" -> outer == APP ? HANDLE_ERROR : null;
      case "run" -> outer == APP ? FUNCTION : null;
      case "submit" -> outer.hook() || outer == METHOD ? SUBMIT : null;
      default -> null;
    };
  }
}
