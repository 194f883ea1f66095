package io.balsam.engine.process;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Search for the processes of one job that have left its session, as daemons do. They are found by
 * the variables that the job was given, with all processes of the sessions they are in. One that
 * left the session and cleared its environment is found only while another one of its session is.
 *
 * <p>What a batch system or another service started has such variables, too, if the job's
 * environment was passed on to it ({@code sbatch}). It is told by its parent, which is neither of
 * the job nor as old as this process.
 */
final class StraySearch {

  /** Variables that together identify an attempt of a job; empty where it was not given them. */
  private final Set<String> marks;

  private final long session;

  /**
   * Creates a search.
   *
   * @param session session in which the job was started
   */
  StraySearch(ProcessSpec spec, long session) {
    Map<String, String> environment = spec.environment();
    List<String> names = List.of(OrphanReaper.OWNER, OrphanReaper.JOB, OrphanReaper.ATTEMPT);
    this.marks =
        environment.keySet().containsAll(names) && ProcTable.isSupported()
            ? names.stream()
                .map(name -> name + "=" + environment.get(name))
                .collect(Collectors.toSet())
            : Set.of();
    this.session = session;
  }

  /** Returns what there is of them now. */
  List<ProcTable.Proc> find() {
    if (marks.isEmpty()) {
      return List.of();
    }
    Map<Long, ProcTable.Proc> all =
        ProcTable.all().stream()
            .filter(proc -> !proc.ended())
            .collect(Collectors.toMap(ProcTable.Proc::pid, Function.identity(), (a, b) -> b));
    Set<Long> marked =
        all.keySet().stream()
            .filter(pid -> new HashSet<>(ProcTable.environment(pid)).containsAll(marks))
            .collect(Collectors.toSet());
    Set<Long> sessions =
        marked.stream()
            .map(all::get)
            .filter(proc -> proc.session() != session && isOfJob(proc, marked, all))
            .map(ProcTable.Proc::session)
            .collect(Collectors.toSet());
    return all.values().stream().filter(proc -> sessions.contains(proc.session())).toList();
  }

  /** Returns whether a process comes from the job by its parents, as far as they still exist. */
  private boolean isOfJob(ProcTable.Proc proc, Set<Long> marked, Map<Long, ProcTable.Proc> all) {
    ProcTable.Proc self = all.get(ProcessHandle.current().pid());
    return Stream.iterate(proc, parent -> parent != null, parent -> all.get(parent.parent()))
        .filter(parent -> !marked.contains(parent.pid()))
        .findFirst()
        .map(
            parent ->
                parent.session() == session
                    // Orphans are adopted by init, or by what has taken on its part.
                    || (self != null && parent.startTicks() <= self.startTicks()))
        .orElse(true);
  }
}
