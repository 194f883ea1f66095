package io.balsam.engine.dispatch.lease

import io.balsam.engine.api.launcher.Assignment
import io.balsam.engine.api.launcher.Assignments
import io.balsam.engine.api.launcher.OpenSession
import io.balsam.engine.api.launcher.Report
import io.balsam.engine.api.launcher.Report.Outcome
import io.balsam.engine.api.launcher.Session
import io.balsam.engine.api.launcher.Sessions
import io.balsam.spi.JobMode
import io.balsam.spi.Node
import java.time.Duration
import java.time.Instant

/** A launcher that starts no process: what happens to its jobs is told by the spec. */
class SimulatedLauncher {

    final Sessions desk
    final OpenSession request
    final Map<Long, Assignment> held = new LinkedHashMap<>()
    final Set<Long> running = []
    final Set<Long> toEnd = []
    boolean drained
    long session
    long received
    long reports

    SimulatedLauncher(Map how = [:], Sessions desk) {
        this.desk = desk
        int cores = how.cores ?: 2
        List<Node> nodes = how.nodes ?: (1..(how.count ?: 1)).collect { new Node("n$it", (0..<cores).toList(), (0..<(how.gpus ?: 0)).toList()) }
        request = new OpenSession((String) (how.name ?: UUID.randomUUID().toString()),
                how.batchJob ? OptionalLong.of((long) how.batchJob) : OptionalLong.empty(), 'head', 77L,
                (JobMode) (how.mode ?: JobMode.MPI), nodes, how.shares != false, (double) how.getOrDefault('cache', 0d),
                (Map) (how.tags ?: [:]), (Instant) how.ends, [])
    }

    SimulatedLauncher(Sessions desk, SimulatedLauncher before) {
        this.desk = desk
        request = before.request
        held.putAll(before.held)
        running.addAll(before.running)
        toEnd.addAll(before.toEnd)
        received = before.received
        reports = before.reports
    }

    /** Opens a session, or takes it up again with all that is held. */
    SimulatedLauncher open() {
        def holds = held.values().collect { new OpenSession.Held(it.job(), it.attempt()) }
        Session answer = desk.open(new OpenSession(request.launcher(), request.batchJob(), request.host(), request.pid(),
                request.mode(), request.nodes(), request.sharesNodes(), request.cache(), request.tags(), request.ends(), holds))
        session = answer.id()
        held.keySet().retainAll(answer.keep()*.job())
        running.retainAll(held.keySet())
        return this
    }

    /** One long poll. */
    Assignments poll(Duration wait = Duration.ofSeconds(5)) {
        take(desk.assignments(session, received, wait).get())
    }

    Assignments take(Assignments assignments) {
        received = assignments.number()
        assignments.start().each { if (!held.containsKey(it.job())) { held[it.job()] = it } }
        toEnd.addAll(assignments.end())
        drained |= assignments.drain()
        return assignments
    }

    void begin(long... jobs) {
        report(begun: jobs.collect { begun(it) })
        running.addAll(jobs.toList())
    }

    Report.Begun begun(long job) { new Report.Begun(job, held[job].attempt(), Instant.now()) }

    void end(Map how = [:], long... jobs) {
        report(ended: jobs.collect { ended(how, it) })
        jobs.each { forget(it) }
    }

    void giveBack(long... jobs) {
        report(returned: jobs.toList())
        jobs.each { forget(it) }
    }

    void forget(long job) {
        held.remove(job)
        running.remove(job)
    }

    Report.Ended ended(Map how = [:], long job) {
        new Report.Ended(job, held[job].attempt(), (Instant) how.began, (Instant) (how.at ?: Instant.now()), (Outcome) (how.outcome ?: Outcome.EXITED),
                how.containsKey('code') ? (Integer) how.code : 0, (int) (how.signal ?: 0), Duration.ofMillis(5),
                OptionalLong.of(100), (String) (how.error ?: ''), (List) (how.tail ?: []), how.result)
    }

    void report(Map parts) {
        desk.report(session, new Report(++reports, (List) (parts.begun ?: []), (List) (parts.ended ?: []), (List) (parts.returned ?: [])))
    }

    void close(String why = 'idle') { desk.close(session, why) }
}
