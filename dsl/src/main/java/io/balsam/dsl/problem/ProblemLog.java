package io.balsam.dsl.problem;

import io.balsam.engine.domain.SourceRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects problems. A loop of a thousand bad jobs is one mistake of the script's author, so only a
 * few problems are kept for each position. Thread-safe.
 */
public final class ProblemLog {

  private static final int PER_PLACE = 3;

  private final Map<String, Problem> problems = new LinkedHashMap<>();
  private final Map<String, Problem> onLine = new LinkedHashMap<>();
  private final Map<SourceRef, Integer> perPlace = new HashMap<>();
  private final List<String> files = new ArrayList<>();

  /**
   * Adds a problem.
   *
   * @param width number of columns the caret line marks
   * @param text the whole script, for the frame; empty when there is none
   */
  public synchronized void add(SourceRef at, int width, String text, String what, String hint) {
    if (perPlace.merge(at, 1, Integer::sum) > PER_PLACE && at.line() > 0) {
      return;
    }
    if (!files.contains(at.file())) {
      files.add(at.file());
    }
    Problem problem = new Problem(at, what, hint, Frame.around(at, width, text));
    problems.putIfAbsent(at + what, problem);
  }

  /**
   * Adds a problem of which only the line is certain; dropped in favour of the same problem with an
   * exact position on that line.
   */
  public synchronized void addOnLine(
      SourceRef at, int width, String text, String what, String hint) {
    Problem problem = new Problem(at, what, hint, Frame.around(at, width, text));
    onLine.putIfAbsent(line(problem), problem);
  }

  public synchronized boolean isEmpty() {
    return problems.isEmpty() && onLine.isEmpty();
  }

  private static String line(Problem problem) {
    return problem.at().file() + ":" + problem.at().line() + ":" + problem.what();
  }

  /**
   * Returns the problems by file in the sequence of their first problem, then by line and column.
   */
  public synchronized List<Problem> sorted() {
    Map<String, Problem> all = new LinkedHashMap<>(problems);
    Set<String> certain = new HashSet<>();
    problems.values().forEach(problem -> certain.add(line(problem)));
    onLine.forEach(
        (line, problem) -> {
          if (!certain.contains(line)) {
            all.put(line, problem);
          }
        });
    return all.values().stream()
        .sorted(
            Comparator.comparing((Problem p) -> files.indexOf(p.at().file()))
                .thenComparing(p -> p.at().line())
                .thenComparing(p -> p.at().column()))
        .toList();
  }

  /**
   * Throws if there is any problem.
   *
   * @throws ScriptProblems with all problems
   */
  public void orThrow() {
    if (!isEmpty()) {
      throw new ScriptProblems(sorted());
    }
  }
}
