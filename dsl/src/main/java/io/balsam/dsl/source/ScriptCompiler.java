package io.balsam.dsl.source;

import groovy.lang.GroovyClassLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.codehaus.groovy.tools.GroovyClass;

/** Calls the Groovy compiler; the only class that does, since the compiler is slow to load. */
final class ScriptCompiler {

  /** Transforms that download, or that no script needs: looking for them costs start-up time. */
  private static final Set<String> DISABLED =
      Set.of(
          "groovy.grape.GrabAnnotationTransformation",
          "org.codehaus.groovy.ast.builder.AstBuilderTransformation",
          "org.apache.groovy.ginq.transform.GinqASTTransformation");

  private ScriptCompiler() {}

  /**
   * Compiles a script.
   *
   * @param className name for the script's class
   * @param baseClass the class whose methods are the words of the top level
   * @throws CompilationFailedException when the text is not Groovy
   */
  static CompiledScript compile(String className, String text, String baseClass) {
    CompilerConfiguration configuration = new CompilerConfiguration();
    configuration.setScriptBaseClass(baseClass);
    configuration.setParameters(true);
    configuration.setTargetBytecode(CompilerConfiguration.JDK17);
    // A script runs once: linking its calls costs more than executing them.
    configuration.getOptimizationOptions().put(CompilerConfiguration.INVOKEDYNAMIC, false);
    configuration.setDisabledGlobalASTTransformations(DISABLED);
    MapBuilder builder = new MapBuilder();
    ScriptMap[] map = new ScriptMap[1];
    Set<String> variables = new TreeSet<>();
    configuration.addCompilationCustomizers(
        new CompilationCustomizer(CompilePhase.SEMANTIC_ANALYSIS) {
          @Override
          public void call(SourceUnit source, GeneratorContext context, ClassNode node) {
            if (node.isScript()) {
              map[0] = builder.build(node);
            }
            new Rewriting(source, variables).visitClass(node);
          }
        });
    ClassLoader parent = ScriptCompiler.class.getClassLoader();
    try (GroovyClassLoader loader = new GroovyClassLoader(parent, configuration)) {
      CompilationUnit unit = new CompilationUnit(configuration, null, loader);
      unit.addSource(className, text);
      unit.compile(Phases.CLASS_GENERATION);
      Map<String, byte[]> classes = new LinkedHashMap<>();
      for (GroovyClass generated : unit.getClasses()) {
        classes.put(generated.getName(), generated.getBytes());
      }
      return new CompiledScript(className, classes, map[0], variables);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
