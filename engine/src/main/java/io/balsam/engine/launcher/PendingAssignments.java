package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Assignment;
import io.balsam.engine.domain.Placement;
import java.util.List;
import java.util.function.BiConsumer;

/** Assignments that have not begun, and the resources they wait for. */
interface PendingAssignments {

  /** Adds an assignment; one that is there already is ignored. */
  void add(Assignment assignment);

  /** Removes an assignment; returns whether it was there. */
  boolean remove(long job);

  /** Hands out the assignments that can begin now, with their placements, up to a limit. */
  void drain(int most, BiConsumer<Assignment, Placement> begin);

  /** Releases the placement of an assignment that was handed out. */
  void free(Assignment assignment, Placement placement);

  /** Removes all and returns their jobs. */
  List<Long> clear();

  boolean has(long job);

  boolean isEmpty();
}
