package io.balsam.views.report

import io.balsam.engine.api.*
import io.balsam.engine.api.Balsam
import io.balsam.engine.api.BatchJobs
import io.balsam.engine.api.CommandResult
import io.balsam.engine.api.EventFilter
import io.balsam.engine.api.EventView
import io.balsam.engine.api.Explanation
import io.balsam.engine.api.GraphView
import io.balsam.engine.api.JobFilter
import io.balsam.engine.api.JobView
import io.balsam.engine.api.NewRun
import io.balsam.engine.api.Page
import io.balsam.engine.api.Principal
import io.balsam.engine.api.RunView
import io.balsam.engine.api.SiteEvent
import io.balsam.engine.api.SiteView
import io.balsam.engine.api.TransferFilter
import io.balsam.engine.api.TransferItemView
import io.balsam.engine.api.launcher.Sessions
import io.balsam.engine.domain.Script
import java.time.Duration

/** Answers reads from lists and counts the calls. */
class ListBalsam implements Balsam {
    final ReportData data
    List<TransferItemView> items = []
    int calls

    ListBalsam(ReportData data) {
        this.data = data
    }

    @Override
    List<RunView> runs() { calls++; [data.run()] }

    @Override
    Optional<RunView> run(long id) { calls++; id == data.run().id() ? Optional.of(data.run()) : Optional.<RunView> empty() }

    @Override
    Page<JobView> jobs(JobFilter filter) {
        calls++
        new Page<JobView>(data.jobs().size(), data.jobs().drop(filter.offset() as int).take(filter.limit()))
    }

    @Override
    Page<TransferItemView> transfers(TransferFilter filter) {
        calls++
        new Page<TransferItemView>(items.size(), items.drop(filter.offset() as int).take(filter.limit()))
    }

    @Override
    Optional<GraphView> graph(long run) { calls++; Optional.of(data.graph()) }

    @Override
    List<EventView> events(EventFilter filter, Duration wait) {
        calls++
        data.events().findAll { it.seq() > filter.after() && it.to() in filter.to() && it.run() in filter.runs() }.take(filter.limit())
    }

    @Override
    long lastEvent() { throw new UnsupportedOperationException() }

    @Override
    Optional<Explanation> explain(long job) { throw new UnsupportedOperationException('one call for each job is too many') }

    @Override
    CommandResult cancel(JobFilter jobs, boolean subtree) { throw new UnsupportedOperationException() }

    @Override
    CommandResult retry(JobFilter jobs) { throw new UnsupportedOperationException() }

    @Override
    Balsam as(Principal principal) { this }

    @Override
    void close() {}

    @Override
    RunView submit(NewRun run) { throw new UnsupportedOperationException() }

    @Override
    Optional<Script> script(long run) { Optional.empty() }

    @Override
    BatchJobs batchJobs() {
        [find: { ids, states -> calls++; data.batchJobs() }] as BatchJobs
    }

    @Override
    Sessions sessions() { throw new UnsupportedOperationException() }

    @Override
    SiteView site() { throw new UnsupportedOperationException() }

    @Override
    List<SiteEvent> siteEvents(long after, int limit) { [] }
}
