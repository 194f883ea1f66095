package io.balsam.engine.domain;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A job as declared.
 *
 * @param app name of the app it runs
 * @param workdir relative to the run's directory, no {@code ..}; unique in the run
 * @param parameters as given; defaults are not filled in
 * @param environment added after the app's
 * @param tags for filters
 * @param data anything JSON can say, for the hooks
 * @param resources what it occupies
 * @param wallTime limit of one run, {@link Duration#ZERO} for none; also sorts longer ones first
 * @param priority higher first
 * @param launchParams passed to the MPI runner verbatim
 * @param parents what it waits for
 * @param inputs files brought in before it runs
 * @param transfers slot name to location, {@code alias:/path} or an absolute path
 * @param declaredAt where it was written
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
    Map<String, String> transfers,
    SourceRef declaredAt) {}
