package io.balsam.engine.store;

import io.balsam.engine.domain.InputFiles;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.ParentKind;
import io.balsam.engine.domain.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Job as it is first written. Ids and parents are resolved; nothing here changes later except
 * through {@link Change}.
 *
 * @param id unique in the store, in order of creation
 * @param run run to which it belongs
 * @param app name of the app
 * @param state initial state: what is written is the state after the commit
 * @param workdir absolute
 * @param parameters with defaults filled in
 * @param environment added after the app's
 * @param tags for filters
 * @param data for the hooks
 * @param resources resources that one attempt occupies
 * @param wallTime limit of one attempt, zero for none
 * @param priority higher first
 * @param launchParams for the MPI runner
 * @param parents jobs that it waits for
 * @param inputs files to be staged in; {@code from} is always {@code Existing}
 * @param transfers slot name to places
 * @param created time of creation
 * @param declaredAt {@code file:line:column}
 * @param reuseKey digest of everything that decides its result; empty when it must not be reused
 * @param reusedFrom earlier job whose result it takes
 * @param createdBy job whose hook created it
 * @param retryOf failed job that it replaces
 */
public record JobRow(
    long id,
    long run,
    String app,
    JobState state,
    String workdir,
    Map<String, Object> parameters,
    Map<String, String> environment,
    Map<String, String> tags,
    Map<String, Object> data,
    Resources resources,
    Duration wallTime,
    int priority,
    Map<String, String> launchParams,
    List<Parent> parents,
    List<InputFiles> inputs,
    Map<String, List<String>> transfers,
    Instant created,
    String declaredAt,
    String reuseKey,
    OptionalLong reusedFrom,
    OptionalLong createdBy,
    OptionalLong retryOf) {

  /** Edge of the graph. */
  public record Parent(long id, ParentKind kind) {}
}
