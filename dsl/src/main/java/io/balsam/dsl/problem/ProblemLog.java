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
 * Collects what is wrong. A loop of a thousand bad jobs is one mistake of the script's author, so
 * each place is named a few times only.
 */
public final class ProblemLog {

  private static final int PER_PLACE = 3;

  private final Map<String, Problem> problems = new LinkedHashMap<>();
  private final Map<String, Problem> onLine = new LinkedHashMap<>();
  private final Map<SourceRef, Integer> perPlace = new HashMap<>();
  private final List<String> files = new ArrayList<>();

  /**
   * @param width how many columns the caret line marks
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
   * The same for a place of which only the line is certain: given up for one that says the same of
   * that line.
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

  /** By file in the order first named, then by line and column. */
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
   * @throws ScriptProblems unless nothing is wrong
   */
  public void orThrow() {
    if (!isEmpty()) {
      throw new ScriptProblems(sorted());
    }
  }
}
