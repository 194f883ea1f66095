package io.balsam.engine.domain;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Everything needed to read a workflow again; kept with the run.
 *
 * @param main name of the first script, a key of {@code texts}
 * @param directory directory of the first script, the base of relative input files
 * @param texts script texts by name, including included scripts
 * @param params script parameters with their values, defaults filled in
 * @param context context in which the script was first read
 * @param format name of the format that it is written in
 */
public record Script(
    String main,
    Path directory,
    Map<String, String> texts,
    Map<String, Object> params,
    ScriptContext context,
    String format) {

  /** Name of the format of scripts that name none: Balsam's own language. */
  public static final String GROOVY = "groovy";

  public Script {
    // Records of earlier versions have neither.
    context = Objects.requireNonNullElse(context, ScriptContext.UNKNOWN);
    format = Objects.requireNonNullElse(format, GROOVY);
  }

  /** Creates a script that does not depend on the context in which it is read. */
  public Script(
      String main, Path directory, Map<String, String> texts, Map<String, Object> params) {
    this(main, directory, texts, params, ScriptContext.UNKNOWN, GROOVY);
  }

  /** Returns this script with its directories mapped, for writing and reading the store. */
  public Script with(UnaryOperator<Path> directories) {
    ScriptContext there =
        new ScriptContext(
            directories.apply(context.directory()), context.environment(), context.marks());
    return new Script(main, directories.apply(directory), texts, params, there, format);
  }
}
