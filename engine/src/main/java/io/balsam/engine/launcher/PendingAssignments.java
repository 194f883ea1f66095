package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Assignment;
import io.balsam.engine.domain.Placement;
import java.util.List;
import java.util.function.BiConsumer;

/** Orders that have not begun, and the room they wait for. */
interface PendingAssignments {

  /** One more; one that is there already is no news. */
  void add(Assignment assignment);

  /** Takes one out; whether it was there. */
  boolean remove(long job);

  /** Hands out what can begin now, with its place, but no more than so many. */
  void drain(int most, BiConsumer<Assignment, Placement> begin);

  /** Gives the place of one that was handed out back. */
  void free(Assignment assignment, Placement placement);

  /** Takes all out. */
  List<Long> clear();

  boolean has(long job);

  boolean isEmpty();
}
