package io.balsam.engine.plugin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Translates class file versions in JVM messages to Java versions. */
final class ClassFileVersion {

  private static final Pattern VERSION = Pattern.compile("class file version (\\d+)");
  private static final int BEFORE_JAVA_1 = 44;

  private ClassFileVersion() {}

  static String explain(UnsupportedClassVersionError error) {
    Matcher matcher = VERSION.matcher(String.valueOf(error.getMessage()));
    String compiled =
        matcher.find()
            ? "Java " + (Integer.parseInt(matcher.group(1)) - BEFORE_JAVA_1)
            : "a newer Java";
    return "is compiled for %s, but this is Java %d: compile it with --release 17, or start Balsam with a newer Java"
        .formatted(compiled, Runtime.version().feature());
  }
}
