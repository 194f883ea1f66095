package io.balsam.engine.api;

import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.Resources;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job as it stands, as machines and people see it.
 *
 * @param id unique in the store
 * @param run its run's number
 * @param app its app's name
 * @param state where it is
 * @param workdir absolute
 * @param parameters with defaults filled in
 * @param tags as declared
 * @param data as the hooks left it
 * @param resources what it occupies
 * @param wallTimeSeconds limit of one run, 0 for none
 * @param priority higher first
 * @param parents ids
 * @param attempts runs begun so far
 * @param created when
 * @param began the last run's begin
 * @param ended the last run's end
 * @param node where the last run was, empty before
 * @param batchJob the allocation the last run was in; null for none
 * @param exitCode of the last run
 * @param signal that ended the last run, 0 for none
 * @param cpuSeconds of the last run; null where not known
 * @param peakMemoryKib of the last run; null where not known
 * @param result value of a function app
 * @param declaredAt {@code file:line:column}
 * @param reusedFrom the earlier job whose result it takes
 * @param createdBy the job whose hook made it
 * @param retryOf the failed job it stands in for
 * @param retriedBy the job that stands in for it
 */
public record JobView(
    long id,
    long run,
    String app,
    JobState state,
    String workdir,
    Map<String, Object> parameters,
    Map<String, String> tags,
    Map<String, Object> data,
    Resources resources,
    double wallTimeSeconds,
    int priority,
    List<Long> parents,
    int attempts,
    Instant created,
    @Nullable Instant began,
    @Nullable Instant ended,
    String node,
    @Nullable Long batchJob,
    @Nullable Integer exitCode,
    int signal,
    @Nullable Double cpuSeconds,
    @Nullable Long peakMemoryKib,
    @Nullable Object result,
    String declaredAt,
    @Nullable Long reusedFrom,
    @Nullable Long createdBy,
    @Nullable Long retryOf,
    @Nullable Long retriedBy) {}
