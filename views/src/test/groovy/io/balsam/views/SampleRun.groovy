package io.balsam.views

import static io.balsam.engine.domain.JobState.*

import io.balsam.engine.api.*
import io.balsam.engine.api.EventView
import io.balsam.engine.api.GraphView
import io.balsam.engine.api.JobView
import io.balsam.engine.api.RunView
import io.balsam.engine.domain.JobState
import io.balsam.engine.domain.Resources
import io.balsam.views.report.ReportData
import java.time.Instant

/** A made-up run, played through on a few nodes: what the API would report of it afterwards. */
class SampleRun {
    static final Instant START = Instant.parse('2026-03-14T09:26:53.589Z')
    static final int CORES = 8
    static final Map<String, Double> SECONDS = [fetch: 1.5d, align: 9.0d, call_variants: 4.0d, merge: 3.0d, report: 2.0d]

    final Random random = new Random(7)
    final List<Map> jobs = []
    final List<EventView> events = []
    long seq

    /** Samples are fetched, aligned and called, merged ten at a time, and one report is made of all. */
    static ReportData genomes(int samples, int nodes = 2) {
        def run = new SampleRun()
        def calls = (1..samples).collect { s ->
            def fetch = run.job('fetch', "sample/$s/fetch", [])
            def align = run.job('align', "sample/$s/align", [fetch], new Resources(1, 1, 2, 1, 0, Resources.UNLIMITED))
            run.job('call_variants', "sample/$s/call", [align])
        }
        def merges = calls.collate(10).withIndex().collect { some, i -> run.job('merge', "merge/$i", some) }
        run.job('report', 'report', merges)
        run.play(nodes)
        run.data(nodes)
    }

    int job(String app, String label, List<Integer> parents, Resources resources = Resources.DEFAULT) {
        jobs << [id: jobs.size() + 1, app: app, label: label, parents: parents, resources: resources, attempts: 0, state: AWAITING_PARENTS, signal: 0]
        jobs.size()
    }

    private void event(Map job, double at, JobState to, Map data = [:], String cause = 'started') {
        events << new EventView(++seq, job.id, 1, 'ada', time(at), job.state, to, cause, data)
        job.state = to
    }

    static Instant time(double at) {
        START.plusNanos((long) (at * 1e9))
    }

    private void play(int nodes) {
        def free = (1..nodes).collectEntries { [it, CORES] }
        def running = new PriorityQueue<Map>({ a, b -> a.until <=> b.until } as Comparator)
        def waiting = new ArrayDeque<Map>(jobs.findAll { !it.parents })
        def open = jobs.collectEntries { [it.id, it.parents.size()] }
        def children = [:].withDefault { [] }
        jobs.each { job -> job.parents.each { children[it] << job } }
        double now = 0.4d
        while (waiting || running) {
            Map next
            while ((next = waiting.peek()) && free.values().max() >= next.resources.coresPerNode()) {
                waiting.remove()
                int node = free.max { it.value }.key
                free[node] = free[node] - next.resources.coresPerNode()
                next.attempts = next.attempts + 1
                event(next, now, RUNNING, [node: "node0$node", attempt: next.attempts])
                next += [:]
                double ran = SECONDS[next.app] * Math.exp(random.nextGaussian() * 0.4d)
                jobs[next.id - 1] << [on: node, node: "node0$node", began: now, until: now + ran]
                running << jobs[next.id - 1]
            }
            def done = running.remove()
            now = done.until
            free[done.on] = free[done.on] + done.resources.coresPerNode()
            done << [ended: now, cpu: (now - done.began) * 0.93d * done.resources.coresPerNode(), memory: (long) (20_000 * SECONDS[done.app])]
            boolean bad = done.app == 'align' && done.id % 23 == 11
            if (bad) {
                done.exit = 3
                event(done, now, RUN_ERROR, [exit_code: 3, tail: ['reading reads.fastq', '[E] read 18211 has no quality line', 'align: giving up']], 'exited_nonzero')
                if (done.id % 2 == 0 && done.attempts < 3) {
                    event(done, now, RESTART_READY)
                    waiting << done
                } else {
                    fail(done, now, children)
                }
                continue
            }
            done.exit = 0
            event(done, now, RUN_DONE, [exit_code: 0], 'exited_zero')
            done.state = JOB_FINISHED
            children[done.id].each { child ->
                open[child.id] = open[child.id] - 1
                if (open[child.id] == 0 && child.state == AWAITING_PARENTS) {
                    waiting << child
                }
            }
        }
    }

    private void fail(Map job, double now, Map children) {
        event(job, now, FAILED, [message: 'handle_error gave up after ' + job.attempts + ' attempts'], 'error_fails')
        def below = new ArrayDeque<Map>(children[job.id])
        while (below) {
            def child = below.remove()
            if (child.state == AWAITING_PARENTS) {
                event(child, now, FAILED, [parent: job.id], 'parent_failed')
                below.addAll(children[child.id])
            }
        }
    }

    ReportData data(int nodes) {
        def views = jobs.collect { j ->
            new JobView(j.id, 1, 'ada', j.app, j.state, "/site/data/genomes-1/$j.label", [:], [:], [:], j.resources, 0d, 0, j.parents*.longValue(), j.attempts, START,
                    j.began ? time(j.began) : null, j.ended ? time(j.ended) : null, j.node ?: '', null, j.exit, j.signal, j.cpu, j.memory, null,
                    'genomes.groovy:12:9', null, null, null, null)
        }
        Map<String, Map<JobState, Long>> counts = [:]
        views.each { counts.computeIfAbsent(it.app()) { [:] }.merge(it.state(), 1L, Long::sum) }
        def end = events ? events[-1].at() : START
        def run = new RunView(1, 'genomes-1', 'ada', 'genomes', '/site/data/genomes-1', START, end, counts)
        def graph = new GraphView(1, 'genomes-1', views.collect { new GraphView.Node(it.id(), it.app(), it.state(), jobs[it.id() - 1 as int].label) },
                views.collectMany { v -> v.parents().collect { new GraphView.Edge(it, v.id(), false) } })
        new ReportData(run, views, graph, events, [], [:], [], nodes * CORES, end)
    }

    private static JobView copy(JobView job, Map<String, Object> changes) {
        def values = JobView.recordComponents.collect { changes.containsKey(it.name) ? changes[it.name] : it.accessor.invoke(job) }
        JobView.constructors[0].newInstance(*values) as JobView
    }

    static JobView retried(JobView job, long by) {
        copy(job, [retriedBy: by])
    }

    static JobView renamed(JobView job, String app, String workdir) {
        copy(job, [app: app, workdir: workdir, node: job.node() + workdir, declaredAt: workdir])
    }

    /** The same event with a hostile node, message and output. */
    static EventView told(EventView event, String text) {
        new EventView(event.seq(), event.job(), event.run(), event.owner(), event.at(), event.from(), event.to(), event.cause(),
                event.data() + [node: "${event.data().node}$text" as String, message: text, tail: [text, text]])
    }
}
