package io.balsam.engine.packing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives groups small numbers, by which an index of jobs refers to them in four bytes. */
final class GroupNumbers {

  private final List<RequestQueue.@Nullable Group> groups = new ArrayList<>();
  private final List<Integer> free = new ArrayList<>();

  RequestQueue.@Nullable Group get(int number) {
    return groups.get(number);
  }

  RequestQueue.Group make(RequestQueue line, RequestQueue.Rank rank) {
    if (free.isEmpty()) {
      groups.add(null);
      free.add(groups.size() - 1);
    }
    int number = free.remove(free.size() - 1);
    RequestQueue.Group group = new RequestQueue.Group(line, rank, number);
    groups.set(number, group);
    return group;
  }

  /** Removes a group; its number will be another's. */
  void remove(RequestQueue.Group group) {
    groups.set(group.number, null);
    free.add(group.number);
  }
}
