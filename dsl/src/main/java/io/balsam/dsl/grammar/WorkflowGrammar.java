package io.balsam.dsl.grammar;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import java.util.Map;

/**
 * The words of a script at the top level. Any Groovy code is allowed between them: loops,
 * variables, methods.
 */
public interface WorkflowGrammar {

  /**
   * Names the workflow; otherwise it is called as the file without {@code .groovy}.
   *
   * @param name letters, digits, {@code . _ -}; part of directory names
   */
  @Word("workflow 'name'")
  void workflow(String name);

  /**
   * Asks for a value that must be given with {@code --param}.
   *
   * @param name an identifier
   */
  @Word("param 'name', default: 3, type: int, help: 'what it is'")
  void param(String name);

  /**
   * Asks for a value.
   *
   * @param options {@code default:} the value when none is given (without it one must be given),
   *     {@code type:} {@code int}, {@code double}, {@code boolean} or {@code String} (otherwise
   *     that of the default), {@code help:} a sentence for people
   * @param name an identifier; {@code params.name} is the value afterwards
   */
  void param(Map<String, Object> options, String name);

  /**
   * Returns the values of all declared parameters, read-only: {@code params.size}. Usable
   * everywhere, also in hooks.
   */
  Map<String, Object> getParams();

  /**
   * Reads another script now: its apps, jobs, parameters and methods become usable here.
   *
   * @param path relative to the script that says it
   */
  @Word("include 'other.groovy'")
  void include(String path);

  /**
   * Limits the numbers of nodes that are chosen for jobs with a range of them.
   *
   * @param limits {@code nodeHours:} what these jobs are to take together (no limit unless said),
   *     {@code efficiency:} least parallel efficiency, from 0 to 1 (0.5 unless said): node-hours of
   *     a job on the fewest nodes of its range, divided by those on the chosen number
   */
  @Word("moldable nodeHours: 500, efficiency: 0.7")
  void moldable(Map<String, Object> limits);

  /**
   * Declares an app.
   *
   * @param name letters, digits, {@code . _ -}; unique in the workflow
   */
  @Word("app('name') { command '...' }")
  void app(
      String name,
      @DelegatesTo(value = AppGrammar.class, strategy = Closure.DELEGATE_ONLY) Closure<?> block);

  /**
   * Declares a job of an app that has no required parameters.
   *
   * @param app the app's name; the app may be declared later
   */
  @Word("job('app') { parameters x: 1 }")
  JobHandle job(String app);

  /**
   * Declares a job.
   *
   * @param app the app's name; the app may be declared later
   * @return for {@code after} and {@code inputs from:} of other jobs
   */
  JobHandle job(
      String app,
      @DelegatesTo(value = JobGrammar.class, strategy = Closure.DELEGATE_ONLY) Closure<?> block);
}
