package io.balsam.dsl.grammar;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The words of one kind of block with their usage, read off its interface. */
public final class Words {

  public static final Words WORKFLOW = new Words(WorkflowGrammar.class);
  public static final Words APP = new Words(AppGrammar.class);
  public static final Words JOB = new Words(JobGrammar.class);
  public static final Words HOOK = new Words(HookGrammar.class);
  public static final Words FUNCTION = new Words(FunctionGrammar.class);
  public static final Words SUBMIT = new Words(SubmitGrammar.class);

  private final Map<String, String> usage = new TreeMap<>();

  private Words(Class<?> grammar) {
    for (Method method : grammar.getMethods()) {
      Word word = method.getAnnotation(Word.class);
      if (word != null) {
        // Of a word with several forms the shortest one is shown.
        usage.merge(
            method.getName(), word.value(), (one, two) -> one.length() <= two.length() ? one : two);
      }
    }
  }

  /** Returns the words as shown to people: each in the style of its usage. */
  public Set<String> all() {
    Set<String> shown = new TreeSet<>();
    usage.values().forEach(use -> shown.add(use.split("[^A-Za-z_]", 2)[0]));
    return shown;
  }

  /** Returns whether this is a word, in either case style. */
  public boolean has(String word) {
    return usage.containsKey(camelCase(word));
  }

  /** Returns the usage of a word; empty for an unknown one. */
  public Optional<String> usage(String word) {
    return Optional.ofNullable(usage.get(camelCase(word)));
  }

  /** Converts {@code handle_timeout} to {@code handleTimeout}. */
  public static String camelCase(String word) {
    if (word.indexOf('_') < 0) {
      return word;
    }
    StringBuilder camel = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '_' && i > 0 && i + 1 < word.length()) {
        i++;
        camel.append(Character.toUpperCase(word.charAt(i)));
      } else {
        camel.append(c);
      }
    }
    return camel.toString();
  }
}
