package io.balsam.dsl.source;

import io.balsam.dsl.grammar.HookJob;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Names that are valid behind {@code job.} in a hook. */
final class JobMembers {

  private static final Set<String> NAMES = new TreeSet<>();

  static {
    for (Method method : HookJob.class.getMethods()) {
      String name = method.getName();
      NAMES.add(
          name.startsWith("get")
              ? name.substring(3, 4).toLowerCase(Locale.ROOT) + name.substring(4)
              : name + "()");
    }
  }

  private JobMembers() {}

  static boolean has(String name) {
    return NAMES.contains(name);
  }

  static Set<String> all() {
    return NAMES;
  }
}
