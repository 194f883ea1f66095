package io.balsam.ssh;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sources that are still to be taken out of a tree, each as often as there are entries for it. */
final class Sources {

  private final TreeMap<String, Integer> wanted = new TreeMap<>();

  Sources(List<Entry> entries) {
    entries.forEach(e -> wanted.merge(e.remote(), 1, Integer::sum));
  }

  /** Returns the sources, each once. */
  List<String> names() {
    return List.copyOf(wanted.keySet());
  }

  /** Takes one; returns whether it, something below it or something above it is still wanted. */
  boolean take(String source) {
    wanted.computeIfPresent(source, (s, times) -> times == 1 ? null : times - 1);
    Map.Entry<String, Integer> below = wanted.ceilingEntry(source + "/");
    if (below != null && below.getKey().startsWith(source + "/")) {
      return true;
    }
    for (String above = source; !above.isEmpty(); ) {
      if (wanted.containsKey(above)) {
        return true;
      }
      above = above.substring(0, above.lastIndexOf('/'));
    }
    return false;
  }
}
