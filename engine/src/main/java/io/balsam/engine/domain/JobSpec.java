package io.balsam.engine.domain;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Job as declared.
 *
 * @param app name of the app that it runs
 * @param workdir relative to the run's directory, without {@code ..}; unique in the run
 * @param parameters as given; defaults are not filled in
 * @param environment added after the app's
 * @param tags for filters
 * @param data any JSON data, for the hooks
 * @param resources resources that one attempt occupies
 * @param wallTime limit of one attempt, {@link Duration#ZERO} for none; longer ones are also
 *     started first
 * @param priority higher first
 * @param launchParams passed to the MPI runner verbatim
 * @param parents jobs that it waits for
 * @param inputs files staged in before it runs
 * @param transfers slot name to places, each {@code location:/path} or an absolute path
 * @param declaredAt position of the declaration
 */
public record JobSpec(
    String app,
    String workdir,
    Map<String, Object> parameters,
    Map<String, String> environment,
    Map<String, String> tags,
    Map<String, Object> data,
    Resources resources,
    Duration wallTime,
    int priority,
    Map<String, String> launchParams,
    List<ParentRef> parents,
    List<InputFiles> inputs,
    Map<String, List<String>> transfers,
    SourceRef declaredAt) {

  /** Returns this job with other resources. */
  public JobSpec withResources(Resources others) {
    return new JobSpec(
        app,
        workdir,
        parameters,
        environment,
        tags,
        data,
        others,
        wallTime,
        priority,
        launchParams,
        parents,
        inputs,
        transfers,
        declaredAt);
  }
}
