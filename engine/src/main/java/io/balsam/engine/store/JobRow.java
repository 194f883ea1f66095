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
 * A job as it is first written. Ids and parents are resolved; nothing here changes later but
 * through {@link Change}.
 *
 * @param id unique in the store, rising in order of creation
 * @param run the run it belongs to
 * @param app the app's name
 * @param state the state it is created in: what is written is the state after the commit
 * @param workdir absolute
 * @param parameters with defaults filled in
 * @param environment added after the app's
 * @param tags for filters
 * @param data for the hooks
 * @param resources what it occupies
 * @param wallTime limit of one run, zero for none
 * @param priority higher first
 * @param launchParams for the MPI runner
 * @param parents what it waits for
 * @param inputs files brought in; {@code from} is always {@code Existing}
 * @param transfers slot name to location
 * @param created when
 * @param declaredAt {@code file:line:column}
 * @param reuseKey digest of everything that decides its result; empty when it must not be reused
 * @param reusedFrom the earlier job whose result it takes
 * @param createdBy the job whose hook made it
 * @param retryOf the failed job it stands in for
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
    Map<String, String> transfers,
    Instant created,
    String declaredAt,
    String reuseKey,
    OptionalLong reusedFrom,
    OptionalLong createdBy,
    OptionalLong retryOf) {

  /** An edge of the graph. */
  public record Parent(long id, ParentKind kind) {}
}
