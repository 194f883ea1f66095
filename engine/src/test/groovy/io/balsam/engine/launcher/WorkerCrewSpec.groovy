package io.balsam.engine.launcher

import io.balsam.engine.api.launcher.Assignment
import io.balsam.engine.api.launcher.NoSuchSession
import io.balsam.engine.api.launcher.OpenSession
import io.balsam.engine.api.launcher.OpenSession.Held
import io.balsam.engine.api.launcher.Report
import io.balsam.engine.api.launcher.Report.Outcome
import io.balsam.engine.api.launcher.Session
import io.balsam.engine.api.launcher.Sessions
import io.balsam.engine.concurrent.ProcessRuntime
import io.balsam.engine.process.ShellSpawner
import io.balsam.spi.JobMode
import io.balsam.spi.Node
import java.time.Duration
import java.time.Instant
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutionException

/** A serial launcher whose workers are processes that do nothing, and which a spec speaks for. */
class WorkerCrewSpec extends LauncherSpecification {

    Sessions master
    Session session
    long received

    /** Starts the master, and presents the worker on node a. */
    void begin(Map more = [:]) {
        def patience = ReconnectPolicy.keepingJobs(Duration.ofSeconds(30))
        def config = new LauncherConfig(OptionalLong.of(7), 'here', JobMode.SERIAL, nodes, true, 1d, [:], null, null,
                patience, Duration.ofSeconds(1))
        def starts = [serve  : { Sessions sessions -> master = sessions },
                      command: { Node node, int i -> ['sh', '-c', "echo \$\$ > $site/${node.name()}.pid; exec sleep 600".toString()] },
                      close  : { -> }] as WorkerStarts
        paper.lease = more.lease ?: paper.lease
        launcher = Launchers.ofWorkers(config, paper.&find, platform(), new ShellSpawner(), starts, site.resolve('workers'), new ProcessRuntime())
        end = CompletableFuture.supplyAsync { launcher.run() }
        soon.eventually { assert nodes.every { workerPid(it) } && paper.opened }
        session = master.open(worker('one'))
    }

    OpenSession worker(String name, String node = 'a', List<Held> holds = []) {
        new OpenSession(name, OptionalLong.of(7), 'here', 1L, JobMode.SERIAL, nodes.findAll { it.name() == node }, true, 1d, [:], null, holds)
    }

    String workerPid(Node node) {
        def file = site.resolve("${node.name()}.pid").toFile()
        file.exists() && file.text.endsWith('\n') ? file.text.strip() : ''
    }

    void kill(String signal, Node node) {
        assert new ProcessBuilder('kill', "-$signal", workerPid(node)).start().waitFor() == 0
    }

    /** As a worker does: a master that knows its own lease by now may ask it to present itself again. */
    List<Assignment> hear() {
        def assignments
        try {
            assignments = master.assignments(session.id(), received, Duration.ofSeconds(20)).get()
        } catch (ExecutionException e) {
            assert e.cause.message == 'the lease is shorter now: open the session again'
            session = master.open(worker('one'))
            return hear()
        }
        received = assignments.number()
        assignments.start()
    }

    void tell(Map what, long number) {
        master.report(session.id(), new Report(number, what.begun ?: [], what.ended ?: [], what.returned ?: []))
    }

    def "a job sent to a killed worker counts as an attempt, a job never sent does not"() {
        given:
        nodes = [node('a', 4)]
        begin()
        paper.say(start: [assignment(1, 'true'), assignment(2, 'true')])
        assert hear()*.job() == [1L, 2L]
        tell(1, begun: [new Report.Begun(1, 1, Instant.EPOCH)])
        paper.say(start: [assignment(3, 'true')])
        soon.eventually { assert paper.heard == 2 }

        when:
        kill('KILL', nodes[0])

        then:
        soon.eventually { assert paper.ended()*.job() as Set == [1L, 2L] as Set }
        paper.returned() == [3L]
        with(paper.ended(1)) {
            outcome() == Outcome.STOPPED
            began() == Instant.EPOCH
        }
        with(paper.ended(2)) {
            outcome() == Outcome.STOPPED
            began() == null
            attempt() == 1
            error().startsWith('all workers are lost; the last one: the worker on a was lost: its process')
            error().count('the worker on a') == 1
        }
    }

    def "late reports of a lost worker are ignored"() {
        given:
        begin()
        paper.say(start: [assignment(1, 'true')])
        hear()
        kill('KILL', nodes[0])
        soon.eventually { assert paper.ended(1) }

        when:
        tell(1, returned: [1L])

        then:
        thrown NoSuchSession

        when:
        master.open(worker('one', 'a', [new Held(1, 1)]))

        then:
        thrown IllegalArgumentException
    }

    def "a worker that is silent for its lease, half of the master's, is killed before its jobs are released"() {
        given:
        begin(lease: Duration.ofSeconds(4))
        paper.say(start: [assignment(1, 'true')])

        expect:
        hear()*.job() == [1L]
        session.lease() == Duration.ofSeconds(2)

        when: 'it says no more, and does not end by itself'
        kill('STOP', nodes[0])
        def pid = workerPid(nodes[0]) as long

        then:
        soon.eventually { assert paper.ended(1) }
        paper.ended(1).outcome() == Outcome.STOPPED
        paper.ended(1).error().contains('it was silent for 2 s')
        !alive(pid)
    }

    def "a report that arrives twice returns nothing twice"() {
        given:
        nodes = [node('a')]
        begin()
        paper.say(start: [assignment(1, 'true')])
        hear()
        tell(1, returned: [1L])
        soon.eventually { assert paper.returned() == [1L] }
        paper.say(start: [assignment(1, 'true')])
        assert hear()*.job() == [1L]

        when:
        tell(1, returned: [1L])
        tell(2, begun: [new Report.Begun(1, 1, Instant.now())])

        then:
        soon.eventually { assert paper.begun()*.job() == [1L] }
        paper.returned() == [1L]
    }

    def "jobs that a worker has when it reconnects are not sent again"() {
        given:
        nodes = [node('a', 4)]
        begin()
        paper.say(start: [assignment(1, 'true'), assignment(2, 'true')])
        assert hear()*.job() == [1L, 2L]
        received = 0

        when: 'its connection broke; only one of the two had arrived'
        def again = master.open(worker('one', 'a', [new Held(1, 1)]))

        then:
        again.keep() == [new Held(1, 1)]
        hear()*.job() == [2L]
    }

    def "a worker that ends regularly has not started the jobs it did not report"() {
        given:
        begin()
        paper.say(start: [assignment(1, 'true')])
        hear()

        when:
        master.close(session.id(), 'SIGTERM')

        then:
        soon.eventually { assert paper.returned() == [1L] }
    }

    def "an assignment that was withdrawn before it was sent never reaches a worker"() {
        given:
        nodes = [node('a')]
        begin()
        paper.say(start: [assignment(1, 'true')], end: [])
        soon.eventually { assert paper.heard == 1 }
        paper.say(end: [1L])
        soon.eventually { assert paper.returned() == [1L] }
        paper.say(start: [assignment(2, 'true')])

        expect:
        hear()*.job() == [2L]
    }

    def "a later attempt goes to the worker that has the earlier one, which ends it"() {
        given:
        begin()
        paper.say(start: [assignment(1, 'true')])
        assert hear()*.job() == [1L]

        when:
        paper.say(start: [assignment(1, 'true', attempt: 2)])

        then:
        hear()*.attempt() == [2]
    }
}
