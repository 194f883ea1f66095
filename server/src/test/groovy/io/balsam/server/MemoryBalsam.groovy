package io.balsam.server

import static io.balsam.engine.domain.JobState.*

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
import io.balsam.engine.api.RunView
import io.balsam.engine.api.SiteEvent
import io.balsam.engine.api.SiteView
import io.balsam.engine.api.TransferFilter
import io.balsam.engine.api.TransferItemState
import io.balsam.engine.api.TransferItemView
import io.balsam.engine.api.launcher.Sessions
import io.balsam.engine.domain.JobState
import io.balsam.engine.domain.Resources
import io.balsam.engine.domain.Script
import io.balsam.engine.domain.TransferSlot.Direction
import java.time.Duration
import java.time.Instant
import java.util.concurrent.atomic.AtomicInteger

/** A small API over lists, which records every call. */
class MemoryBalsam implements Balsam {
    static final Instant START = Instant.parse('2026-01-02T03:04:05.678901Z')

    final List<JobView> jobs = []
    final List<EventView> events = []
    final List<TransferItemView> items = []
    int most
    Sessions leases
    final AtomicInteger asked = new AtomicInteger()

    JobView add(Map given = [:]) {
        long id = jobs.size() + 1
        def job = new JobView(id, given.run ?: 1, 'ada', given.app ?: 'tile', given.state ?: CREATED, "/site/data/w-1/${given.workdir ?: "job/$id"}",
                given.parameters ?: [:], given.tags ?: [:], given.data ?: [:], given.resources ?: Resources.DEFAULT, 1.5d, 3, given.parents ?: [], 2, START,
                START.plusSeconds(1), given.ended as Instant, 'node1', 5L, 7, 9, 0.25d, 1234L, given.result, 'wf.groovy:3:1', null, null, null, null)
        jobs << job
        event(id, CREATED, job.state())
        job
    }

    /** Adds an item that a job moves. */
    TransferItemView move(Map given = [:], long job) {
        long id = items.size() + 1
        def item = new TransferItemView(id, job, 'mesh', given.direction ?: Direction.IN, given.location ?: '', "/m/${id}.h5", 'mesh.h5', false,
                given.state ?: TransferItemState.PENDING, given.way ?: '', given.task ?: '', given.bytes ?: 0, 0, 0, given.error ?: '', null, '', START, given.started as Instant, null)
        items << item
        item
    }

    synchronized void event(long job, JobState from, JobState to, Map<String, Object> data = [:]) {
        def run = jobs[job - 1].run()
        events << new EventView(events.size() + 1, job, run, 'ada', START, from, to, 'accepted', data)
        notifyAll()
    }

    @Override
    List<RunView> runs() {
        jobs*.run().unique().sort { -it }.collect { run(it).get() }
    }

    @Override
    Optional<RunView> run(long id) {
        def mine = jobs.findAll { it.run() == id }
        Map<String, Map<JobState, Long>> counts = [:]
        mine.each { counts.computeIfAbsent(it.app()) { [:] }.merge(it.state(), 1L, Long::sum) }
        mine ? Optional.of(new RunView(id, "w-$id", 'ada', 'w', "/site/data/w-$id", START, null, counts)) : Optional.<RunView> empty()
    }

    @Override
    Page<JobView> jobs(JobFilter filter) {
        def all = matching(filter)
        if (filter.order() != JobFilter.Order.ID) {
            all = all.reverse()
        }
        new Page<JobView>(all.size(), all.drop(filter.offset() as int).take(filter.limit()))
    }

    List<JobView> matching(JobFilter f) {
        jobs.findAll {
            (!f.ids() || it.id() in f.ids()) && (!f.runs() || it.run() in f.runs()) && (!f.states() || it.state() in f.states()) &&
                    (!f.apps() || it.app() in f.apps()) && it.tags().entrySet().containsAll(f.tags().entrySet()) && it.workdir().contains(f.workdirContains())
        }
    }

    @Override
    Page<TransferItemView> transfers(TransferFilter f) {
        def all = items.findAll {
            (!f.ids() || it.id() in f.ids()) && (!f.jobs() || it.job() in f.jobs()) && (!f.runs() || jobs[it.job() - 1].run() in f.runs()) &&
                    (!f.states() || it.state() in f.states()) && (!f.directions() || it.direction() in f.directions()) &&
                    (!f.locations() || it.location() in f.locations()) && (!f.tasks() || it.task() in f.tasks()) &&
                    (!f.jobStates() || jobs[it.job() - 1].state() in f.jobStates()) && jobs[it.job() - 1].tags().entrySet().containsAll(f.jobTags().entrySet())
        }
        def by = f.order().by()
        if (by != TransferFilter.By.ID) {
            all = all.sort(false) { it."${by.name().toLowerCase()}"() }
        }
        if (f.order().descending()) {
            all = all.reverse()
        }
        most = Math.max(most, f.limit())
        new Page<TransferItemView>(all.size(), all.drop(f.offset() as int).take(f.limit()))
    }

    @Override
    Optional<GraphView> graph(long run) {
        def mine = jobs.findAll { it.run() == run }
        mine ? Optional.of(new GraphView(run, "w-$run", mine.collect { new GraphView.Node(it.id(), it.app(), it.state(), it.workdir()) },
                mine.collectMany { job -> job.parents().collect { new GraphView.Edge(it, job.id(), true) } })) : Optional.<GraphView> empty()
    }

    @Override
    synchronized List<EventView> events(EventFilter f, Duration patience) {
        asked.incrementAndGet()
        long deadline = System.nanoTime() + patience.toNanos()
        while (true) {
            def found = events.findAll {
                it.seq() > f.after() && (!f.jobs() || it.job() in f.jobs()) && (!f.runs() || it.run() in f.runs()) && (!f.to() || it.to() in f.to())
            }.take(f.limit())
            long left = (deadline - System.nanoTime()).intdiv(1_000_000)
            if (found || left <= 0) {
                return found
            }
            wait(left)
        }
    }

    @Override
    synchronized long lastEvent() {
        events.size()
    }

    @Override
    Optional<Explanation> explain(long job) {
        if (job == 500) {
            throw new NullPointerException('a fault of ours')
        }
        if (job == 409) {
            throw new IllegalStateException('the engine was stopped')
        }
        def found = jobs.find { it.id() == job }
        found ? Optional.of(new Explanation(found, 'It is well.', ['one', 'two'], null, events.findAll { it.job() == job }, ['last line'], '')) :
                Optional.<Explanation> empty()
    }

    @Override
    CommandResult cancel(JobFilter filter, boolean subtree) {
        if (filter.workdirContains() == 'refuse') {
            throw new IllegalArgumentException('that is no workdir')
        }
        def all = matching(filter)
        def (ended, open) = all.split { it.state().terminal() }
        def children = subtree ? jobs.findAll { it.parents().any { p -> p in open*.id() } } : []
        new CommandResult((open + children)*.id().unique(), ended.collectEntries { [it.id(), 'it has ended'] } as Map<Long, String>)
    }

    @Override
    CommandResult retry(JobFilter filter) {
        def all = matching(filter)
        new CommandResult(all.findAll { it.state() == FAILED }*.id().collect { it + 100 },
                all.findAll { it.state() != FAILED }.collectEntries { [it.id(), 'it has not failed'] } as Map<Long, String>)
    }

    @Override
    Balsam as(Principal principal) { this }

    @Override
    void close() {}

    @Override
    RunView submit(NewRun run) { throw new UnsupportedOperationException() }

    @Override
    Optional<Script> script(long run) { Optional.empty() }

    @Override
    BatchJobs batchJobs() { throw new UnsupportedOperationException() }

    @Override
    Sessions sessions() { leases }

    @Override
    SiteView site() { throw new UnsupportedOperationException() }

    @Override
    List<SiteEvent> siteEvents(long after, int limit) { [] }
}
