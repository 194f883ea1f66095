package io.balsam.dsl.check;

import io.balsam.dsl.problem.ProblemLog;
import io.balsam.dsl.source.SourcePosition;
import io.balsam.engine.domain.App;
import io.balsam.engine.domain.JobSpec;
import io.balsam.engine.domain.ParentRef;
import io.balsam.engine.transfer.SharedTargets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks all jobs together: cycles, and workdirs and places that two jobs would write. */
public final class GraphCheck {

  private static final int NEW = 0;
  private static final int OPEN = 1;
  private static final int DONE = 2;

  private final Map<String, AppEntry> apps;
  private final List<JobEntry> jobs;
  private final ProblemLog problems;

  /**
   * @param apps those declared, by name
   */
  public GraphCheck(Map<String, AppEntry> apps, List<JobEntry> jobs, ProblemLog problems) {
    this.apps = apps;
    this.jobs = jobs;
    this.problems = problems;
  }

  public void check() {
    workdirs();
    cycles();
    if (problems.isEmpty()) {
      targets();
    }
  }

  private void targets() {
    List<JobSpec> specs = jobs.stream().map(JobEntry::job).toList();
    SharedTargets.of(specs, this::app)
        .forEach(
            shared -> {
              JobEntry other = jobs.get(shared.other());
              SourcePosition at = jobs.get(shared.job()).at();
              at.inside("transfers")
                  .inside(shared.slot())
                  .report(
                      problems,
                      shared.message(),
                      other.at().ref().equals(at.ref())
                          ? "build it from a value that differs between the jobs of this loop"
                          : "the other one is at " + other.at().ref());
            });
  }

  private @Nullable App app(String name) {
    AppEntry entry = apps.get(name);
    return entry == null ? null : entry.app();
  }

  private void workdirs() {
    Map<String, JobEntry> owners = new HashMap<>();
    for (JobEntry entry : jobs) {
      JobEntry other = owners.putIfAbsent(entry.job().workdir(), entry);
      if (other != null) {
        boolean same = other.at().ref().equals(entry.at().ref());
        entry
            .at()
            .inside("workdir")
            .report(
                problems,
                "two jobs would write to the workdir '" + entry.job().workdir() + "'",
                same ? inLoop(entry.job().workdir()) : "the other one is at " + other.at().ref());
      }
    }
  }

  /**
   * Returns the hint for a workdir repeated in a loop; a job's block has an {@code it} of its own,
   * which is null.
   */
  private static String inLoop(String workdir) {
    return workdir.contains("null")
        ? "in a job's block 'it' is not the loop's variable: name that variable, as in .each { n -> job(…) { workdir \"t/$n\" } }"
        : "build it from a value that differs between the jobs of this loop";
  }

  /**
   * Searches for cycles depth first without recursion, so that chains of a million jobs are
   * possible.
   */
  private void cycles() {
    byte[] seen = new byte[jobs.size()];
    for (int start = 0; start < jobs.size(); start++) {
      if (seen[start] == NEW) {
        walk(start, seen);
      }
    }
  }

  private void walk(int start, byte[] seen) {
    List<Integer> path = new ArrayList<>();
    List<Integer> next = new ArrayList<>();
    enter(start, seen, path, next);
    while (!path.isEmpty()) {
      int top = path.size() - 1;
      int job = path.get(top);
      List<ParentRef> parents = jobs.get(job).job().parents();
      int position = next.get(top);
      if (position == parents.size()) {
        seen[job] = DONE;
        path.remove(top);
        next.remove(top);
        continue;
      }
      next.set(top, position + 1);
      if (parents.get(position) instanceof ParentRef.Declared parent) {
        if (seen[parent.index()] == OPEN) {
          report(path.subList(path.indexOf(parent.index()), path.size()));
        } else if (seen[parent.index()] == NEW) {
          enter(parent.index(), seen, path, next);
        }
      }
    }
  }

  private static void enter(int job, byte[] seen, List<Integer> path, List<Integer> next) {
    seen[job] = OPEN;
    path.add(job);
    next.add(0);
  }

  private void report(List<Integer> cycle) {
    List<Integer> round = new ArrayList<>(cycle);
    round.add(cycle.get(0));
    List<String> names = round.stream().map(job -> jobs.get(job).job().workdir()).toList();
    String what =
        cycle.size() == 1
            ? "job " + names.get(0) + " waits for itself"
            : "these jobs wait for each other: " + String.join(" -> ", names);
    List<String> places =
        cycle.stream().skip(1).map(job -> jobs.get(job).at().ref().toString()).distinct().toList();
    jobs.get(cycle.get(0))
        .at()
        .report(
            problems,
            what,
            "remove one 'after'"
                + (places.isEmpty()
                    ? ""
                    : " (the others are at " + String.join(", ", places) + ")"));
  }
}
