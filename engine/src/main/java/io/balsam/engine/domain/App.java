package io.balsam.engine.domain;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Program or function that jobs run.
 *
 * @param name unique in its workflow
 * @param description for people
 * @param body the command or function
 * @param parameters by name, in the order declared
 * @param environment added to the launcher's environment
 * @param shellPreamble shell text run before the command, empty for none
 * @param transfers slots by name
 * @param cleanup globs relative to the workdir; matching files are removed when a job has finished
 * @param retry handling of an error that no hook decides
 * @param hooks by kind; no entry where the default applies
 * @param hookLimit a hook that runs longer fails its job
 * @param mergeOutput whether standard error goes to job.out as well
 * @param strictShell whether the shell ends a command at the first part that fails, also inside a
 *     pipe
 * @param runner name of the MPI runner; empty: plain for one rank, otherwise the platform's
 * @param predictBy parameters and tags on which the run time of its jobs depends, at most four
 * @param fingerprint changes whenever the app's text does; part of what decides reuse
 * @param declaredAt position of the declaration
 */
public record App(
    String name,
    String description,
    AppBody body,
    Map<String, Parameter> parameters,
    Map<String, String> environment,
    String shellPreamble,
    Map<String, TransferSlot> transfers,
    List<String> cleanup,
    Retry retry,
    Map<HookKind, Hook> hooks,
    Duration hookLimit,
    boolean mergeOutput,
    boolean strictShell,
    String runner,
    List<String> predictBy,
    String fingerprint,
    SourceRef declaredAt) {

  public App {
    // Apps of earlier versions were written without.
    predictBy = predictBy == null ? List.of() : List.copyOf(predictBy);
  }

  /** Largest number of parameters and tags that run times are predicted by. */
  public static final int PREDICTORS = 4;

  /** Returns the same app with other code. */
  public App withCode(AppBody otherBody, Map<HookKind, Hook> otherHooks) {
    return new App(
        name,
        description,
        otherBody,
        parameters,
        environment,
        shellPreamble,
        transfers,
        cleanup,
        retry,
        otherHooks,
        hookLimit,
        mergeOutput,
        strictShell,
        runner,
        predictBy,
        fingerprint,
        declaredAt);
  }
}
