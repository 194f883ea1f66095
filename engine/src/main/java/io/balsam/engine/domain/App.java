package io.balsam.engine.domain;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A program or function that jobs run.
 *
 * @param name unique in its workflow
 * @param description for people
 * @param body what it does
 * @param parameters by name, in the order declared
 * @param environment added to the launcher's environment
 * @param shellPreamble shell text run before the command, empty for none
 * @param transfers slots by name
 * @param cleanup globs relative to the workdir, removed when a job has finished
 * @param retry what happens to an error that no hook decides
 * @param hooks by kind; none where the default is meant
 * @param hookLimit a hook that runs longer fails its job
 * @param mergeOutput standard error goes to job.out as well
 * @param strictShell the shell ends a command at the first part that fails, also inside a pipe
 * @param runner name of the MPI runner; empty: plain for one rank, else the platform's
 * @param fingerprint changes whenever the app's text does; part of what decides reuse
 * @param declaredAt where it was written
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
    String fingerprint,
    SourceRef declaredAt) {

  /** The same app with other code. */
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
        fingerprint,
        declaredAt);
  }
}
