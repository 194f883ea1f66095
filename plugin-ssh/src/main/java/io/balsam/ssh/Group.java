package io.balsam.ssh;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Items of a batch that one connection moves.
 *
 * @param in whether they come from the host
 * @param entries not empty
 */
record Group(Host host, boolean in, List<Entry> entries) {

  /** Moves entries of one kind. */
  interface Moving {
    Moved move(Host host, List<Entry> entries) throws IOException;
  }

  /** Moves the entries of each kind, one kind after the other. */
  Moved moved(Moving moving) throws IOException {
    Map<Entry.Kind, List<Entry>> kinds =
        entries.stream()
            .collect(Collectors.groupingBy(Entry::kind, LinkedHashMap::new, Collectors.toList()));
    Moved moved = Moved.NOTHING;
    for (List<Entry> alike : kinds.values()) {
      moved = moved.plus(moving.move(host, alike));
    }
    return moved;
  }
}
