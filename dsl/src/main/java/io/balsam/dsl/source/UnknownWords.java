package io.balsam.dsl.source;

import groovy.lang.MetaMethod;
import groovy.lang.Script;
import io.balsam.dsl.grammar.Words;
import io.balsam.dsl.problem.ProblemLog;
import io.balsam.engine.text.Nearest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.codehaus.groovy.runtime.InvokerHelper;

/** Describes the mistake in a word that is unknown or used in the wrong context. */
public final class UnknownWords {

  private static final Set<String> DECISIONS = Set.of("proceed", "restart", "fail");

  /** Description of a mistake, and what to do instead. */
  public record Complaint(String what, String hint) {}

  private UnknownWords() {}

  /** Reports the words that no script of this reading explains. */
  public static void report(List<ScriptText> scripts, ProblemLog problems) {
    Set<String> own = own(scripts);
    Set<String> groovy = null;
    for (ScriptText script : scripts) {
      for (UnresolvedWord unresolved : script.map().unresolved()) {
        SourcePosition place = script.place(unresolved.range());
        String word = place.range().word();
        boolean ownCounts =
            unresolved.use() == UnresolvedWord.Use.CALL
                || unresolved.use() == UnresolvedWord.Use.VALUE;
        if (ownCounts && own.contains(word)) {
          continue;
        }
        if (unresolved.use() == UnresolvedWord.Use.CALL && elsewhere(word).isEmpty()) {
          groovy = groovy == null ? groovyMethods() : groovy;
          if (groovy.contains(word)) {
            continue;
          }
        }
        Complaint complaint = complaint(unresolved.use(), word, unresolved.context(), own);
        place.report(problems, complaint.what(), complaint.hint());
      }
    }
  }

  /** Returns the names of methods and undeclared variables of these scripts. */
  public static Set<String> own(List<ScriptText> scripts) {
    Set<String> own = new TreeSet<>();
    for (ScriptText script : scripts) {
      own.addAll(script.methods());
      own.addAll(script.variables());
    }
    return own;
  }

  /** Returns the complaint about an unknown word that is called. */
  public static Complaint called(String word, Context context, Set<String> own) {
    return complaint(UnresolvedWord.Use.CALL, word, context, own);
  }

  /** Returns the complaint about an unknown name that is read. */
  public static Complaint read(String word, Context context, Set<String> own) {
    return complaint(UnresolvedWord.Use.VALUE, word, context, own);
  }

  /** Returns the complaint about a name that is assigned in a context that only allows words. */
  public static Complaint assigned(String word, Context context, Set<String> own) {
    return complaint(UnresolvedWord.Use.ASSIGNED, word, context, own);
  }

  private static Complaint complaint(
      UnresolvedWord.Use use, String word, Context context, Set<String> own) {
    if (use == UnresolvedWord.Use.MEMBER) {
      return new Complaint(
          "a job has no '" + word + "'",
          Nearest.question(
              word, JobMembers.all(), "it has " + String.join(", ", JobMembers.all())));
    }
    if (context.forbids(word)) {
      String instead = context == Context.PREPROCESS ? "proceed()" : "restart()";
      return new Complaint(
          context.where().substring("in ".length()) + " cannot " + word + "()",
          "call " + instead + " or fail('why')");
    }
    Optional<String> usage = context.words().usage(word);
    if (usage.isPresent()) {
      return switch (use) {
        case ASSIGNED ->
            context == Context.TOP
                ? new Complaint(
                    "a variable cannot be called '" + word + "' here",
                    "it would hide the word " + word)
                : new Complaint("'" + word + "' takes no '='", "write " + usage.get());
        case VALUE, MEMBER -> new Complaint("'" + word + "' needs a value", "write " + usage.get());
        case CALL ->
            new Complaint("'" + word + "' does not take these arguments", "write " + usage.get());
      };
    }
    if (context.hook() && word.equals("job") && use == UnresolvedWord.Use.CALL) {
      return new Complaint("a hook adds jobs with 'submit'", "write submit { job('app') { ... } }");
    }
    Optional<String> elsewhere = elsewhere(word);
    if (elsewhere.isPresent() && use == UnresolvedWord.Use.CALL) {
      return new Complaint(
          "'" + word + "' is not available " + context.where(), "it belongs " + elsewhere.get());
    }
    return nearest(use, word, context, own);
  }

  private static Complaint nearest(
      UnresolvedWord.Use use, String word, Context context, Set<String> own) {
    Set<String> known = new TreeSet<>(context.words().all());
    known.addAll(own);
    if (use == UnresolvedWord.Use.VALUE) {
      known.add("params");
      if (context.knowsValue("job")) {
        known.add("job");
      }
    }
    String otherwise =
        use == UnresolvedWord.Use.VALUE
            ? "strings need quotes, variables need 'def'"
            : context.words().all().isEmpty()
                ? "declare it as a method of the script"
                : "known here: " + String.join(", ", context.words().all());
    return new Complaint(
        "unknown word '" + word + "' " + context.where(), Nearest.question(word, known, otherwise));
  }

  private static Optional<String> elsewhere(String word) {
    if (Words.WORKFLOW.has(word)) {
      return Optional.of("at the top level");
    }
    if (Words.APP.has(word)) {
      return Optional.of(Words.JOB.has(word) ? "in an app or a job" : "in an app");
    }
    if (Words.JOB.has(word)) {
      return Optional.of("in a job");
    }
    return Words.HOOK.has(word) || DECISIONS.contains(word)
        ? Optional.of("in a hook of an app")
        : Optional.empty();
  }

  private static Set<String> groovyMethods() {
    Set<String> names = new HashSet<>();
    for (MetaMethod method : InvokerHelper.getMetaClass(Script.class).getMethods()) {
      names.add(method.getName());
    }
    for (MetaMethod method : InvokerHelper.getMetaClass(Script.class).getMetaMethods()) {
      names.add(method.getName());
    }
    return names;
  }
}
