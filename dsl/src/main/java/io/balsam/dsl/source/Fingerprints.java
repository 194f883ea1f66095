package io.balsam.dsl.source;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects the text that decides whether an app has changed: its own block, the methods and
 * variables it mentions (and those mention), and the values of script parameters used in any of
 * them. Other apps, jobs and comments outside are left out. An app declared in a loop or method
 * depends on the whole of its file, since the values it uses cannot be traced.
 *
 * <p>A hash of the whole file would discard results because a job was added; a hash of the
 * evaluated app alone would miss a changed hook. A comment inside the block counts. Values reached
 * by reflection, or through a file that the script reads, are not covered.
 */
public final class Fingerprints {

  private final List<ScriptText> scripts;
  private final Map<String, Object> params;

  public Fingerprints(List<ScriptText> scripts, Map<String, Object> params) {
    this.scripts = scripts;
    this.params = params;
  }

  /** Returns all text and values that the app at this position depends on. */
  public String basis(SourcePosition app) {
    StringBuilder basis = new StringBuilder();
    follow(begin(app, basis), basis);
    return basis.toString();
  }

  /** Returns all names that the app at this position mentions, directly or indirectly. */
  public Set<String> uses(SourcePosition app) {
    return follow(begin(app, new StringBuilder()), new StringBuilder());
  }

  private static Deque<String> begin(SourcePosition app, StringBuilder basis) {
    ScriptText script = app.script();
    Deque<String> open = new ArrayDeque<>();
    boolean alone = false;
    for (SourceUnit piece : script.map().pieces()) {
      if (piece.isApp()
          && piece.line() <= app.range().line()
          && app.range().line() <= piece.endLine()) {
        basis.append(script.lines(piece.line(), piece.endLine())).append('\n');
        open.addAll(piece.uses());
        alone = true;
      }
    }
    if (!alone) {
      basis.append(script.text()).append('\n');
      script.map().pieces().forEach(piece -> open.addAll(piece.uses()));
    }
    return open;
  }

  private Set<String> follow(Deque<String> open, StringBuilder basis) {
    Set<String> seen = new LinkedHashSet<>();
    Map<String, String> texts = new LinkedHashMap<>();
    while (!open.isEmpty()) {
      String name = open.pop();
      if (!seen.add(name)) {
        continue;
      }
      for (ScriptText script : scripts) {
        for (SourceUnit piece : script.map().pieces()) {
          if (piece.names().contains(name)) {
            texts.put(script.name() + ":" + name, script.lines(piece.line(), piece.endLine()));
            open.addAll(piece.uses());
          }
        }
      }
    }
    texts.values().stream().distinct().sorted().forEach(text -> basis.append(text).append('\n'));
    params.forEach(
        (name, value) -> {
          if (seen.contains("params") || seen.contains("params." + name)) {
            basis.append(name).append('=').append(value).append('\n');
          }
        });
    return seen;
  }
}
