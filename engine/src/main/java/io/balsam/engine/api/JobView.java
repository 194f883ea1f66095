package io.balsam.engine.api;

import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.Resources;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Job in its current state, for people and programs.
 *
 * @param id unique in the store
 * @param run number of its run
 * @param owner name of the principal who submitted the run
 * @param app name of its app
 * @param state state of the job
 * @param workdir absolute
 * @param parameters with defaults filled in
 * @param tags as declared
 * @param data as the hooks left it
 * @param resources resources that one attempt occupies
 * @param wallTimeSeconds limit of one attempt, 0 for none
 * @param priority higher first
 * @param parents ids of its parents
 * @param attempts attempts begun so far
 * @param created creation of the job
 * @param began begin of the last attempt
 * @param ended end of the last attempt
 * @param node node of the last attempt, empty before the first
 * @param batchJob allocation of the last attempt; null for none
 * @param exitCode exit code of the last attempt
 * @param signal signal that ended the last attempt, 0 for none
 * @param cpuSeconds CPU time of the last attempt; null where not known
 * @param peakMemoryKib peak memory of the last attempt; null where not known
 * @param result value of a function app
 * @param declaredAt {@code file:line:column}
 * @param reusedFrom earlier job whose result it takes
 * @param createdBy job whose hook created it
 * @param retryOf failed job that it replaces
 * @param retriedBy job that replaces it
 */
public record JobView(
    long id,
    long run,
    String owner,
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
