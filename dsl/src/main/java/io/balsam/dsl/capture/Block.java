package io.balsam.dsl.capture;

import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import io.balsam.dsl.grammar.Words;
import io.balsam.dsl.problem.ProblemLog;
import io.balsam.dsl.source.Context;
import io.balsam.dsl.source.SourcePosition;
import io.balsam.dsl.value.BadValue;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.jspecify.annotations.Nullable;

/**
 * Delegate of a block of the script. Words are the methods of the subclass; any other name is
 * looked up among the script's own methods and variables, and is a mistake when it is not found.
 */
abstract class Block extends GroovyObjectSupport {

  private final Names names;
  private final Context context;
  private final SourcePosition declared;

  /**
   * Creates the delegate.
   *
   * @param declared the beginning of the block, for problems without a more precise position
   */
  Block(Names names, Context context, SourcePosition declared) {
    this.names = names;
    this.context = context;
    this.declared = declared;
  }

  /** Runs a copy of a block, so that threads do not share its delegate. */
  static @Nullable Object run(Closure<?> block, Block words, @Nullable Object... arguments) {
    Closure<?> own = (Closure<?>) block.clone();
    own.setDelegate(words);
    own.setResolveStrategy(Closure.DELEGATE_ONLY);
    return own.call(arguments);
  }

  /** Called by Groovy for a name that is no method here, or not with such arguments. */
  public @Nullable Object methodMissing(String name, Object arguments) {
    Object[] given = (Object[]) arguments;
    String word = Words.camelCase(name);
    if (!word.equals(name) && !getMetaClass().respondsTo(this, word, given).isEmpty()) {
      return InvokerHelper.invokeMethod(this, word, given);
    }
    return names.call(name, given, context);
  }

  /** Called by Groovy for a name that is no property here. */
  public @Nullable Object propertyMissing(String name) {
    return names.value(name, context);
  }

  /** Called by Groovy for an assignment to such a name. */
  public void propertyMissing(String name, @Nullable Object value) {
    names.assigned(name, context);
  }

  final ProblemLog problems() {
    return names.problems();
  }

  final SourcePosition declaredHere() {
    return declared;
  }

  /** Returns the position of the word that the script has just called. */
  final SourcePosition here(String word) {
    return names.here(word).orElse(declared);
  }

  /** Returns the value read; reports a bad value at the word and returns the other value. */
  final <T> T taking(String word, T otherwise, Reader<T> reader) {
    try {
      return reader.read();
    } catch (BadValue e) {
      here(word).report(names.problems(), "'" + word + "' " + e.getMessage(), usage(word));
      return otherwise;
    }
  }

  private String usage(String word) {
    return context.words().usage(word).map(usage -> "write " + usage).orElse("");
  }

  /** Reads a value that may be bad. */
  interface Reader<T> {
    T read() throws BadValue;
  }
}
