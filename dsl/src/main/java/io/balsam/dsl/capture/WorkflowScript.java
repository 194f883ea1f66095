package io.balsam.dsl.capture;

import groovy.lang.Closure;
import groovy.lang.Script;
import io.balsam.dsl.grammar.HookGrammar;
import io.balsam.dsl.grammar.JobHandle;
import io.balsam.dsl.grammar.WorkflowGrammar;
import io.balsam.dsl.source.Context;
import io.balsam.dsl.source.ScriptText;
import io.balsam.dsl.source.SourcePosition;
import java.util.Map;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.jspecify.annotations.Nullable;

/** Base class of scripts: its methods are the words of the top level. */
public abstract class WorkflowScript extends Script implements WorkflowGrammar {

  static final int UNKNOWN = -1;

  private @Nullable Reading reading;
  private @Nullable ScriptText text;

  /** Attaches the reading; no word of the grammar, called once before the script runs. */
  final void attach(Reading current, ScriptText own) {
    reading = current;
    text = own;
  }

  final ScriptText text() {
    if (text == null) {
      throw new IllegalStateException("a script runs only inside a reading");
    }
    return text;
  }

  final SourcePosition place(int range, String word) {
    return range == UNKNOWN ? attached().names().hereOrStart(word) : text().place(range);
  }

  private Reading attached() {
    if (reading == null) {
      throw new IllegalStateException("a script runs only inside a reading");
    }
    return reading;
  }

  @Override
  public void workflow(String name) {
    workflow(UNKNOWN, name);
  }

  /** Called by compiled code, with the word's number. */
  public void workflow(int range, String name) {
    attached().workflow(place(range, "workflow"), name);
  }

  @Override
  public void param(String name) {
    param(UNKNOWN, Map.of(), name);
  }

  @Override
  public void param(Map<String, Object> options, String name) {
    param(UNKNOWN, options, name);
  }

  /** Called by compiled code, with the word's number. */
  public void param(int range, String name) {
    param(range, Map.of(), name);
  }

  /** Called by compiled code, with the word's number. */
  public void param(int range, Map<String, Object> options, String name) {
    attached().param(place(range, "param"), options, name);
  }

  @Override
  public Map<String, Object> getParams() {
    return attached().params();
  }

  @Override
  public void include(String path) {
    include(UNKNOWN, path);
  }

  /** Called by compiled code, with the word's number. */
  public void include(int range, String path) {
    attached().include(place(range, "include"), path);
  }

  @Override
  public void moldable(Map<String, Object> limits) {
    moldable(UNKNOWN, limits);
  }

  /** Called by compiled code, with the word's number. */
  public void moldable(int range, Map<String, Object> limits) {
    attached().moldable(place(range, "moldable"), limits);
  }

  @Override
  public void app(String name, Closure<?> block) {
    app(UNKNOWN, name, block);
  }

  /** Called by compiled code, with the word's number. */
  public void app(int range, String name, Closure<?> block) {
    attached().app(place(range, "app"), name, block);
  }

  @Override
  public JobHandle job(String app) {
    return attached().job(place(UNKNOWN, "job"), app, null);
  }

  @Override
  public JobHandle job(String app, Closure<?> block) {
    return attached().job(place(UNKNOWN, "job"), app, block);
  }

  /** Called by compiled code, with the word's number. */
  public JobHandle job(int range, String app) {
    return attached().job(place(range, "job"), app, null);
  }

  /** Called by compiled code, with the word's number. */
  public JobHandle job(int range, String app, Closure<?> block) {
    return attached().job(place(range, "job"), app, block);
  }

  /** Called by Groovy for a name that is no method of the script. */
  public @Nullable Object methodMissing(String name, Object arguments) {
    HookGrammar hook = HookBlock.current();
    if (hook != null && Context.POSTPROCESS.words().has(name)) {
      return InvokerHelper.invokeMethod(hook, name, arguments);
    }
    return attached().names().call(name, (Object[]) arguments, Context.TOP);
  }

  /** Called by Groovy for a name that is no variable of the script. */
  public @Nullable Object propertyMissing(String name) {
    return attached().names().value(name, Context.TOP);
  }
}
