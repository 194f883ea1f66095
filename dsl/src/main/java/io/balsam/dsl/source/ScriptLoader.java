package io.balsam.dsl.source;

import io.balsam.dsl.host.Host;
import io.balsam.dsl.problem.ProblemLog;
import io.balsam.engine.domain.SourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.codehaus.groovy.control.CompilationFailedException;

/** Loads each script of one reading once, and finds the script that a stack frame belongs to. */
public final class ScriptLoader {

  private final ScriptCache cache;
  private final String baseClass;
  private final ProblemLog problems;
  private final Host host;
  private final Map<String, ScriptText> byClass = new ConcurrentHashMap<>();
  private final List<ScriptText> scripts = new ArrayList<>();

  /**
   * Creates the loader.
   *
   * @param baseClass name of the class that scripts extend
   * @param problems log for syntax errors
   * @param host the process as the scripts see it
   */
  public ScriptLoader(ScriptCache cache, String baseClass, ProblemLog problems, Host host) {
    this.cache = cache;
    this.baseClass = baseClass;
    this.problems = problems;
    this.host = host;
  }

  /**
   * Loads a script.
   *
   * @param name relative to the first script's directory
   * @return empty when it does not compile; the problems say why
   */
  public Optional<LoadedScript> load(String name, String text) {
    Optional<SourceRef> grab = SyntaxErrors.grab(name, text);
    if (grab.isPresent()) {
      String hint = "install what the script needs, as a program for a command or as a plugin";
      problems.add(grab.get(), 5, text, "@Grab is switched off: scripts download nothing", hint);
      return Optional.empty();
    }
    try {
      CompiledScript compiled = cache.get(text, baseClass);
      ScriptText script = new ScriptText(name, text, compiled.map());
      byClass.put(compiled.mainClass(), script);
      scripts.add(script);
      host.ask(compiled.environment());
      return Optional.of(new LoadedScript(script, new BytesLoader(compiled, host).main()));
    } catch (CompilationFailedException e) {
      SyntaxErrors.report(name, text, e, problems);
      return Optional.empty();
    }
  }

  /** Returns all scripts loaded so far, the first one first. */
  public List<ScriptText> scripts() {
    return scripts;
  }

  /** Returns the script whose code a stack frame of this class belongs to. */
  public Optional<ScriptText> ofClass(String className) {
    int inner = className.indexOf('$');
    return Optional.ofNullable(byClass.get(inner < 0 ? className : className.substring(0, inner)));
  }

  /**
   * Returns the current position of the script; to be called from code that the script has called.
   */
  public Optional<SourcePosition> here(String word) {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(frame -> frame.getLineNumber() > 0)
                    .flatMap(
                        frame ->
                            ofClass(frame.getClassName()).stream()
                                .map(script -> script.onLine(frame.getLineNumber(), word)))
                    .findFirst());
  }

  /** Returns the innermost position of a script in a stack trace. */
  public Optional<SourcePosition> in(Throwable thrown) {
    for (StackTraceElement frame : thrown.getStackTrace()) {
      Optional<ScriptText> script = ofClass(frame.getClassName());
      if (script.isPresent() && frame.getLineNumber() > 0) {
        return Optional.of(script.get().onLine(frame.getLineNumber(), ""));
      }
    }
    return Optional.empty();
  }

  private static final class BytesLoader extends ClassLoader implements Host.OfScripts {
    private final CompiledScript script;
    private final Host host;

    BytesLoader(CompiledScript script, Host host) {
      super(ScriptLoader.class.getClassLoader());
      this.script = script;
      this.host = host;
    }

    @Override
    public Host host() {
      return host;
    }

    Class<?> main() {
      try {
        return loadClass(script.mainClass());
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = script.classes().get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
