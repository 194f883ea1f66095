package io.balsam.dsl.grammar;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import java.util.Map;

/**
 * The words inside {@code app('name') { … }}. Exactly one of {@code command} and {@code run} is
 * needed, everything else may be left out.
 */
public interface AppGrammar {

  /** Describes the app, for people. */
  @Word("description 'One sentence'")
  void description(String text);

  /**
   * Sets the command line of the app. {@code {{x}}} stands for the parameter {@code x}, quoted for
   * the shell. Exit code 0 means success.
   */
  @Word("command 'program --x {{x}}'")
  void command(String template);

  /** Declares a parameter that every job must set. */
  @Word("parameter 'name', required: true, default: 1, type: int, help: 'what it is'")
  void parameter(String name);

  /**
   * Declares a parameter. Names that are used in the command and not declared are required
   * parameters without a type.
   *
   * @param options {@code default:} the value of jobs that do not set it (without one it is
   *     required), {@code required:} true or false, {@code type:} {@code int}, {@code double},
   *     {@code boolean} or {@code String} (otherwise that of the default), {@code help:} for people
   * @param name an identifier
   */
  void parameter(Map<String, Object> options, String name);

  /** Sets environment variables of each attempt; the values become strings. */
  @Word("environment NAME: 'value'")
  void environment(Map<String, Object> variables);

  /**
   * Sets shell text that is run before the command in the same shell, such as {@code module load}.
   *
   * @param text a string or a list of lines
   */
  @Word("shell_preamble 'module load gcc'")
  void shellPreamble(Object text);

  /**
   * Sets how the shell runs the preamble and the command.
   *
   * @param options {@code strict:} whether it ends at the first part that fails, also inside a pipe
   *     ({@code bash -e -o pipefail}); true unless said otherwise
   */
  @Word("shell strict: false")
  void shell(Map<String, Object> options);

  /**
   * Declares a transfer slot: a path of the workdir that files are moved into or out of.
   *
   * @param options {@code direction:} {@code 'in'} or {@code 'out'}; {@code path:} relative to the
   *     workdir ({@code '.'} on the way in keeps the file's name); {@code required:} true unless
   *     said otherwise; {@code recursive:} true for a directory; {@code via:} the transfer to use,
   *     else the best there is; {@code checksum:} true to compare contents; {@code description:}
   * @param slot the word jobs fill it by: {@code transfers slot: 'location:/path'}
   */
  @Word("transfer 'slot', direction: 'in', path: 'data.h5'")
  void transfer(Map<String, Object> options, String slot);

  /** Removes files from the workdir when a job has finished: globs relative to it. */
  @Word("cleanup '*.tmp', 'scratch/**'")
  void cleanup(Object... globs);

  /**
   * Starts a job again after an error that no hook decides.
   *
   * @param options {@code attempts:} attempts in all, at least 1; {@code backoff:} pause before the
   *     second attempt (default 0 s), doubled each time; {@code max:} the longest pause (default 1
   *     h)
   */
  @Word("retry attempts: 3, backoff: 10.seconds")
  void retry(Map<String, Object> options);

  /**
   * Limits the duration of hooks; one that takes longer fails its job. 5 minutes unless said
   * otherwise.
   */
  @Word("hook_time_limit 5.minutes")
  void hookTimeLimit(Object duration);

  /** Sends standard error to {@code job.out} too, if true; false unless said otherwise. */
  @Word("merge_output true")
  void mergeOutput(boolean merge);

  /**
   * Selects the MPI runner by name; otherwise it is the platform's own for several ranks, none for
   * one.
   */
  @Word("runner 'mpirun'")
  void runner(String name);

  /**
   * Names what the run time of jobs depends on, besides their numbers of nodes and ranks. Balsam
   * learns from each job how long such jobs take.
   *
   * @param options {@code by:} names of at most four parameters and tags
   */
  @Word("predict by: ['n', 'mesh']")
  void predict(Map<String, Object> options);

  /**
   * Sets the hook that is called when the inputs are there, before the first attempt. Default:
   * {@code proceed()}.
   */
  @Word("preprocess { job -> proceed() }")
  void preprocess(
      @DelegatesTo(value = HookGrammar.class, strategy = Closure.DELEGATE_ONLY) Closure<?> hook);

  /** Sets the hook that is called after a successful attempt. Default: {@code proceed()}. */
  @Word("postprocess { job -> proceed() }")
  void postprocess(
      @DelegatesTo(value = HookGrammar.class, strategy = Closure.DELEGATE_ONLY) Closure<?> hook);

  /**
   * Sets the hook that is called after an attempt that was cut off by time. Default: {@code
   * restart()}.
   */
  @Word("handle_timeout { job -> restart() }")
  void handleTimeout(
      @DelegatesTo(value = HookGrammar.class, strategy = Closure.DELEGATE_ONLY) Closure<?> hook);

  /**
   * Sets the hook that is called after a failed attempt. Default: as {@code retry} says, else fail.
   */
  @Word("handle_error { job -> fail('why') }")
  void handleError(
      @DelegatesTo(value = HookGrammar.class, strategy = Closure.DELEGATE_ONLY) Closure<?> hook);

  /**
   * Makes the app a function. Its arguments are the app's parameters (all required unless {@code
   * parameter} gives a default; types are checked); one called {@code job} is the job itself. The
   * value must be text, number, boolean, null, or lists and maps of those.
   */
  @Word("run { x, y -> x + y }")
  void run(
      @DelegatesTo(value = FunctionGrammar.class, strategy = Closure.DELEGATE_ONLY)
          Closure<?> function);
}
