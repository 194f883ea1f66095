package io.balsam.dsl.capture;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.MissingPropertyException;
import io.balsam.dsl.problem.ProblemLog;
import io.balsam.dsl.source.Context;
import io.balsam.dsl.source.ScriptLoader;
import io.balsam.dsl.source.SourcePosition;
import io.balsam.dsl.source.UnknownWords;
import io.balsam.dsl.source.UnknownWords.Complaint;
import io.balsam.engine.text.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.jspecify.annotations.Nullable;

/**
 * Resolves names that are not words of a block: methods and variables of the scripts. An unknown
 * name is recorded as a problem while the script is read, and causes an exception later.
 */
final class Names {

  private final ScriptLoader loader;
  private final ProblemLog problems;
  private final List<WorkflowScript> scripts;
  private final Binding variables;
  private final Supplier<Map<String, Object>> params;
  private boolean closed;

  Names(
      ScriptLoader loader,
      ProblemLog problems,
      List<WorkflowScript> scripts,
      Binding variables,
      Supplier<Map<String, Object>> params) {
    this.loader = loader;
    this.problems = problems;
    this.scripts = scripts;
    this.variables = variables;
    this.params = params;
  }

  /** Returns the same names with a separate problem log, for jobs that are added later. */
  Names later(ProblemLog own) {
    return new Names(loader, own, scripts, variables, params);
  }

  void close() {
    closed = true;
  }

  ProblemLog problems() {
    return problems;
  }

  /** Resolves a call that is no word of the block. */
  @Nullable Object call(String word, Object[] arguments, Context context) {
    boolean own = false;
    for (WorkflowScript script : scripts) {
      if (script.text().methods().contains(word)) {
        own = true;
        if (!script.getMetaClass().respondsTo(script, word, arguments).isEmpty()) {
          return InvokerHelper.invokeMethod(script, word, arguments);
        }
      }
    }
    if (variables.hasVariable(word) && variables.getVariable(word) instanceof Closure<?> code) {
      return code.call(arguments);
    }
    Complaint complaint =
        own
            ? new Complaint("the method '" + word + "' cannot take these arguments", "")
            : UnknownWords.called(word, context, UnknownWords.own(loader.scripts()));
    return complain(word, complaint);
  }

  /** Resolves a name that is no word of the block. */
  @Nullable Object value(String word, Context context) {
    if (word.equals("params")) {
      return params.get();
    }
    if (word.equals("out")) {
      // Queried by println, which then uses the standard output.
      throw new MissingPropertyException(word, WorkflowScript.class);
    }
    if (variables.hasVariable(word)) {
      return variables.getVariable(word);
    }
    return complain(word, UnknownWords.read(word, context, UnknownWords.own(loader.scripts())));
  }

  void assigned(String word, Context context) {
    complain(word, UnknownWords.assigned(word, context, UnknownWords.own(loader.scripts())));
  }

  @Nullable Object unknownParameter(String word, Set<String> known) {
    String otherwise = "declare it: param '" + word + "', default: ...";
    return complain(
        word,
        new Complaint(
            "unknown script parameter '" + word + "'", Nearest.question(word, known, otherwise)));
  }

  private @Nullable Object complain(String word, Complaint complaint) {
    if (closed) {
      throw new ScriptFault(complaint.what() + ": " + complaint.hint());
    }
    here(word).orElseGet(this::nowhere).reportLine(problems, complaint.what(), complaint.hint());
    return null;
  }

  private SourcePosition nowhere() {
    return loader.scripts().get(0).onLine(0, "");
  }

  Optional<SourcePosition> here(String word) {
    return loader.here(word);
  }

  SourcePosition hereOrStart(String word) {
    return here(word).orElseGet(this::nowhere);
  }

  /** Returns the exception of a hook or function with its position, for the job's event. */
  Exception failure(Throwable thrown, String who) {
    Throwable cause = ScriptErrors.cause(thrown);
    if (cause instanceof InterruptedException interrupted) {
      return interrupted;
    }
    if (cause instanceof VirtualMachineError error && !(cause instanceof StackOverflowError)) {
      throw error;
    }
    Complaint complaint = ScriptErrors.complaint(cause);
    String hint = complaint.hint().isEmpty() ? "" : ": " + complaint.hint();
    String at = loader.in(cause).map(place -> place.ref() + ": ").orElse("");
    return new ScriptFault(at + complaint.what() + hint + " (in " + who + ")", cause);
  }
}
