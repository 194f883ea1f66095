package io.balsam.engine.domain;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Everything needed to read a workflow again: kept with the run.
 *
 * @param main name of the first script, a key of {@code texts}
 * @param directory where the first script lay; relative input files start here
 * @param texts script texts by name, included ones too
 * @param params script parameters with their values, defaults filled in
 * @param context what the script met when it was read first
 */
public record Script(
    String main,
    Path directory,
    Map<String, String> texts,
    Map<String, Object> params,
    ScriptContext context) {

  public Script {
    // Records of earlier versions have none.
    context = Objects.requireNonNullElse(context, ScriptContext.UNKNOWN);
  }

  /** A script that asks nothing of the place where it is read. */
  public Script(
      String main, Path directory, Map<String, String> texts, Map<String, Object> params) {
    this(main, directory, texts, params, ScriptContext.UNKNOWN);
  }

  /** The same with other directories, as they are written and read again. */
  public Script with(UnaryOperator<Path> directories) {
    ScriptContext there =
        new ScriptContext(
            directories.apply(context.directory()), context.environment(), context.marks());
    return new Script(main, directories.apply(directory), texts, params, there);
  }
}
