package io.balsam.dsl.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.runtime.ProcessGroovyMethods;
import org.jspecify.annotations.Nullable;

/**
 * The process that a script runs in, as the script sees it: with the directory and the environment
 * of the process that read it first. Compiled scripts call the static methods instead of the JDK's
 * own; the class loader of a script provides its host.
 */
public final class Host {

  /** Class loader of scripts. */
  public interface OfScripts {

    /** Returns the host that its scripts see. */
    Host host();
  }

  /** Reason why {@code System.exit} is refused, and what to do instead. */
  public static final String EXIT =
      "would end Balsam itself; 'return' ends a script or a hook early";

  private static final Path HERE = Path.of("").toAbsolutePath();

  private final Path directory;
  private final Map<String, Optional<String>> asked = Collections.synchronizedMap(new TreeMap<>());

  /**
   * Creates a host.
   *
   * @param directory directory that relative files are resolved against; empty for the directory of
   *     this process
   * @param environment variables that are not to be looked up here
   */
  public Host(Path directory, Map<String, Optional<String>> environment) {
    this.directory = directory.toString().isEmpty() ? HERE : directory;
    this.asked.putAll(environment);
  }

  /** Returns the directory that relative files are resolved against. */
  public Path directory() {
    return directory;
  }

  /** Returns every variable that was read, including the given ones. */
  public Map<String, Optional<String>> environment() {
    synchronized (asked) {
      return Collections.unmodifiableMap(new TreeMap<>(asked));
    }
  }

  /** Records the values of variables that code will read later. */
  public void ask(Collection<String> names) {
    names.forEach(this::variable);
  }

  private @Nullable String variable(String name) {
    return asked.computeIfAbsent(name, n -> Optional.ofNullable(System.getenv(n))).orElse(null);
  }

  private static Host of(Class<?> script) {
    return ((OfScripts) script.getClassLoader()).host();
  }

  /** Replaces {@code System.getenv(name)}. */
  public static @Nullable String getenv(Class<?> script, String name) {
    return of(script).variable(name);
  }

  /** Replaces {@code System.getenv()}. */
  public static Map<String, String> getenv(Class<?> script) {
    Host host = of(script);
    return new AbstractMap<>() {
      @Override
      public @Nullable String get(@Nullable Object name) {
        return name == null ? null : host.variable(name.toString());
      }

      @Override
      public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
      }

      @Override
      public Set<Entry<String, String>> entrySet() {
        Map<String, String> all = new HashMap<>(System.getenv());
        host.environment()
            .forEach(
                (name, value) ->
                    value.ifPresentOrElse(text -> all.put(name, text), () -> all.remove(name)));
        return Collections.unmodifiableMap(all).entrySet();
      }
    };
  }

  /**
   * Wraps file names: a relative name is resolved against the directory in which the script was
   * read first.
   */
  public static @Nullable Object file(Class<?> script, @Nullable Object name) {
    Host host = of(script);
    if (host.directory.equals(HERE)) {
      return name;
    }
    if (name instanceof File file && !file.isAbsolute() && !file.getPath().isEmpty()) {
      return host.directory.resolve(file.getPath()).toFile();
    }
    if (name instanceof Path path && !path.isAbsolute()) {
      return host.directory.resolve(path);
    }
    if (name instanceof CharSequence text && !text.isEmpty()) {
      return host.directory.resolve(text.toString()).toString();
    }
    return name;
  }

  /** Replaces {@code text.execute()}. */
  public static @Nullable Object execute(Class<?> script, @Nullable Object command)
      throws IOException {
    File directory = of(script).directory.toFile();
    if (command instanceof CharSequence text) {
      return ProcessGroovyMethods.execute(text.toString(), (String[]) null, directory);
    }
    if (command instanceof List<?> words) {
      return ProcessGroovyMethods.execute(words, (String[]) null, directory);
    }
    return InvokerHelper.invokeMethod(command, "execute", new Object[0]);
  }

  /** Replaces {@code System.exit(code)}. */
  public static void exit(Object code) {
    throw new UnsupportedOperationException("System.exit " + EXIT);
  }

  /** Replaces methods called {@code exit} or {@code halt}, which may be those of the JVM. */
  public static @Nullable Object end(@Nullable Object object, String method, Object code) {
    if (object instanceof Runtime || object == System.class) {
      exit(code);
    }
    return InvokerHelper.invokeMethod(object, method, new Object[] {code});
  }

  /**
   * Checks for an interrupt, in each round of a loop and each block, so that endless code can be
   * ended.
   */
  public static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
  }
}
