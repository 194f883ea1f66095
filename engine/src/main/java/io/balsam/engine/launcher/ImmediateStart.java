package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Assignment;
import io.balsam.engine.domain.Placement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Assignments that the owner has placed on free resources: nothing waits. */
final class ImmediateStart implements PendingAssignments {

  private final Map<Long, Assignment> assignments = new LinkedHashMap<>();

  @Override
  public void add(Assignment assignment) {
    assignments.putIfAbsent(assignment.job(), assignment);
  }

  @Override
  public boolean remove(long job) {
    return assignments.remove(job) != null;
  }

  @Override
  public void drain(int most, BiConsumer<Assignment, Placement> begin) {
    List<Assignment> now = assignments.values().stream().limit(most).toList();
    now.forEach(assignment -> assignments.remove(assignment.job()));
    now.forEach(assignment -> begin.accept(assignment, assignment.placement()));
  }

  @Override
  public void free(Assignment assignment, Placement placement) {}

  @Override
  public List<Long> clear() {
    List<Long> jobs = new ArrayList<>(assignments.keySet());
    assignments.clear();
    return jobs;
  }

  @Override
  public boolean has(long job) {
    return assignments.containsKey(job);
  }

  @Override
  public boolean isEmpty() {
    return assignments.isEmpty();
  }
}
