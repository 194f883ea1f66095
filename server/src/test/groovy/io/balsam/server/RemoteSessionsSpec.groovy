package io.balsam.server

import io.balsam.engine.api.launcher.*
import io.balsam.engine.api.launcher.Assignment
import io.balsam.engine.api.launcher.Assignments
import io.balsam.engine.api.launcher.NoSuchSession
import io.balsam.engine.api.launcher.OpenSession
import io.balsam.engine.api.launcher.Report
import io.balsam.engine.domain.Placement
import io.balsam.engine.domain.Resources
import io.balsam.spi.JobMode
import io.balsam.spi.Node
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

/** A server of leases alone, as a launcher's master has one for its workers. */
class RemoteSessionsSpec extends Specification {
    static final Instant AT = Instant.parse('2026-01-02T03:04:05.678901Z')
    static final Assignments SOME = new Assignments(7, [], [3L, 4L], true)

    def sessions = new MemorySessions()
    @AutoCleanup ApiServer server = ApiServer.start(sessions, 'workers', '')
    Optional<OwnerAddress> address = Optional.of(server.address())
    @AutoCleanup ApiClient client = new ApiClient({ address }, Duration.ofSeconds(20))
    def eventually = new PollingConditions(timeout: 30)

    static OpenSession opening(Map given = [:]) {
        new OpenSession('launcher-1', OptionalLong.of(5), 'head', 77, JobMode.SERIAL, given.nodes ?: [new Node('n1', [0, 1], [0])], true, 1.5d,
                [kind: 'big: "x"\n'], AT, [new OpenSession.Held(3, 2)])
    }

    def "every value of a session arrives unchanged"() {
        given:
        def report = new Report(4, [new Report.Begun(1, 2, AT)],
                [new Report.Ended(3, 1, AT, AT.plusSeconds(1), Report.Outcome.EXITED, 3, 0, Duration.ofMillis(1500), OptionalLong.of(99), 'no\u0000', ['a', 'b'], [x: [1, 2.5]]),
                 new Report.Ended(4, 1, null, AT, Report.Outcome.NOT_STARTED, null, 9, null, OptionalLong.empty(), '', [], null)], [5L],
                'the disk is full', ['the worker on n2 was lost'])

        when:
        def session = client.sessions().open(opening())
        client.sessions().report(session.id(), report)
        client.sessions().close(session.id(), 'idle & done')

        then:
        session == new io.balsam.engine.api.launcher.Session(1, Duration.ofMillis(12_345), [new OpenSession.Held(3, 2)])
        sessions.opened == [opening()]
        sessions.reports == [report]
        sessions.closed == ['1: idle & done']
    }

    def "a name that no database keeps is refused: #what"() {
        when:
        client.sessions().open(new OpenSession(launcher, OptionalLong.of(5), 'head', 77, JobMode.SERIAL, [new Node('n1', [0], [])], true, 1.5d,
                tags, AT, []))

        then:
        def e = thrown(IllegalArgumentException)
        e.message == 'the body cannot be read: a string in it contains a NUL character'
        sessions.opened == []

        where:
        what             | launcher      | tags
        'a text'         | 'one\u0000' | [:]
        'a tag'          | 'one'         | [kind: 'a\u0000b']
        'a tag\'s name' | 'one'         | ['a\u0000b': 'kind']
    }

    def "assignments have everything that is needed to run a job"() {
        given:
        def assignment = new Assignment(3, 2, 'flow-1', Path.of('/s/data/flow-1'), Path.of('/s/data/flow-1/a b'), "echo 'ä'", 'set -u', [A: '1'], [B: '2'], true, false,
                new Resources(2, 4, 1, 1, 0.5d, 1), Duration.ofMillis(2500), 'mpirun', [flag: '--x'],
                new Placement([0], [0, 1], [3]), null)
        def answer = client.sessions().assignments(1, 6, Duration.ofSeconds(9))

        when:
        eventually.eventually { assert sessions.waiting.size() == 1 }
        sessions.waiting[0].complete(new Assignments(7, [assignment], [], false))

        then:
        answer.get(30, TimeUnit.SECONDS) == new Assignments(7, [assignment], [], false)
        sessions.polls*.take(2) == [[1L, 6L]]
        sessions.polls.every { it[2] <= Duration.ofSeconds(9) && it[2] > Duration.ZERO }
    }

    def "every call of a closed session is refused as such: #call"() {
        when:
        try {
            what.call(client.sessions())
        } catch (ExecutionException e) {
            throw e.cause
        }

        then:
        def e = thrown(NoSuchSession)
        e.message == 'there is no session 1001'

        where:
        call     | what
        'report' | { it.report(1001, new Report(4, [], [], [])) }
        'orders' | { it.assignments(1001, 0, Duration.ofSeconds(1)).get(30, TimeUnit.SECONDS) }
    }

    def "a session that is lost while its launcher waits ends the waiting"() {
        given:
        def answer = client.sessions().assignments(1, 0, Duration.ofSeconds(20))
        eventually.eventually { assert sessions.waiting.size() == 1 }

        when:
        sessions.waiting[0].completeExceptionally(new NoSuchSession(1))
        answer.get(30, TimeUnit.SECONDS)

        then:
        def e = thrown(ExecutionException)
        e.cause instanceof NoSuchSession
    }

    def "an invalid opening is refused with a message, once"() {
        when:
        client.sessions().open(new OpenSession('x', OptionalLong.empty(), 'h', 1, JobMode.MPI, [], true, 0, [:], null, []))

        then:
        def e = thrown(IllegalArgumentException)
        e.message == 'a launcher needs nodes'
    }

    def "a wrong token opens nothing and is not tried again"() {
        given:
        address = Optional.of(new OwnerAddress(server.url(), 'guess', ''))

        when:
        client.sessions().open(opening())

        then:
        def e = thrown(ApiException)
        e.kind() == ApiException.Kind.UNAUTHORIZED
        sessions.opened == []
    }

    def "unknown paths are refused"() {
        when:
        client.runs()

        then:
        thrown(ApiException)
    }

    def "a poll survives the end of its owner and continues at the next one, with its address and token"() {
        given:
        def answer = client.sessions().assignments(1, 6, Duration.ofSeconds(20))
        eventually.eventually { assert sessions.waiting.size() == 1 }

        when: 'the owner ends'
        server.close()
        address = Optional.empty()

        and: 'another one comes'
        def next = new MemorySessions()
        def other = ApiServer.start(next, 'other', '')
        address = Optional.of(other.address())
        eventually.eventually { assert next.waiting.size() == 1 }
        next.waiting[0].complete(SOME)

        then:
        answer.get(30, TimeUnit.SECONDS) == SOME
        next.polls*.take(2) == [[1L, 6L]]
        next.polls.every { it[2] <= Duration.ofSeconds(20) && it[2] > Duration.ZERO }

        cleanup:
        other?.close()
    }

    def "a client with the token of an earlier owner finds the new one"() {
        given: 'the first look at the address is an old one'
        def looks = [new OwnerAddress(server.url(), 'before', ''), server.address()]
        def late = new ApiClient({ Optional.of(looks.size() > 1 ? looks.remove(0) : looks[0]) }, Duration.ofSeconds(20))

        expect:
        late.sessions().open(opening()).id() == 1
    }

    def "an owner that is ending refuses no client for good"() {
        given:
        sessions.stopped = true
        def answer = Thread.startDaemon { client.sessions().open(opening()) }

        when:
        sessions.stopped = false
        answer.join()

        then:
        sessions.opened.size() == 1
    }

    def "an owner that does not come back is given up"() {
        given:
        server.close()
        def impatient = new ApiClient({ address }, Duration.ZERO)

        when:
        impatient.sessions().report(1, new Report(4, [], [], []))

        then:
        def e = thrown(ApiException)
        e.kind() == ApiException.Kind.UNREACHABLE
    }
}
