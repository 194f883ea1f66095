package io.balsam.engine.store.jdbc


import io.balsam.engine.domain.JobState
import io.balsam.engine.domain.ParentKind
import io.balsam.engine.domain.Resources
import io.balsam.engine.domain.Script
import io.balsam.engine.lifecycle.Trigger
import io.balsam.engine.store.Change
import io.balsam.engine.store.Commit
import io.balsam.engine.store.EventRow
import io.balsam.engine.store.JobRow
import io.balsam.engine.store.RunRow
import java.nio.file.Path
import java.time.Duration
import java.time.Instant

/** Rows with sensible values where a spec does not care. */
class Sample {

    static final Instant NOON = Instant.parse('2026-03-01T12:00:00.123456Z')

    static RunRow run(long id, Optional<Instant> ended = Optional.empty()) {
        new RunRow(id, "wf-$id".toString(), 'ada', 'wf', new Script('wf.groovy', Path.of('/work here'),
                ['wf.groovy': "job('é')\n"], [n: 3]), [:], NOON, ended)
    }

    static JobRow job(Map<String, ?> with = [:], long id) {
        new JobRow(id, (long) (with.run ?: 1), (String) (with.app ?: 'tile'),
                (JobState) (with.state ?: JobState.READY), (String) (with.workdir ?: "/site/data/wf-1/$id".toString()),
                (Map) (with.parameters ?: [:]), (Map) (with.environment ?: [:]), (Map) (with.tags ?: [:]),
                (Map) (with.data ?: [:]), (Resources) (with.resources ?: Resources.DEFAULT),
                (Duration) (with.wallTime ?: Duration.ZERO), (int) (with.priority ?: 0),
                (Map) (with.launchParams ?: [:]), (List) (with.parents ?: []), (List) (with.inputs ?: []),
                (Map) (with.transfers ?: [:]).collectEntries { slot, places -> [slot, [places].flatten()] }, NOON, (String) (with.declaredAt ?: ''), (String) (with.reuseKey ?: ''),
                optional(with.reusedFrom), optional(with.createdBy), optional(with.retryOf))
    }

    static JobRow.Parent after(long id, ParentKind kind = ParentKind.SUCCESS) {
        new JobRow.Parent(id, kind)
    }

    static Change.State state(long job, JobState state, int attempts = 0, Instant restartAt = null) {
        new Change.State(job, state, attempts, restartAt)
    }

    static EventRow event(long job, JobState from = JobState.CREATED, JobState to = JobState.READY,
                          Trigger trigger = Trigger.ACCEPTED_WITHOUT_PARENTS, Map<String, Object> data = [:]) {
        new EventRow(job, NOON, from, to, trigger, data)
    }

    static Commit commit(Map<String, ?> parts) {
        new Commit((List) (parts.runs ?: []), (List) (parts.jobs ?: []), (List) (parts.changes ?: []),
                (List) (parts.events ?: []), (Map) (parts.endedRuns ?: [:]))
    }

    private static OptionalLong optional(Object value) {
        value == null ? OptionalLong.empty() : OptionalLong.of((long) value)
    }
}
