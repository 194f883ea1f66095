package io.balsam.server

import static io.balsam.engine.domain.JobState.*

import io.balsam.engine.api.EventFilter
import io.balsam.engine.api.launcher.Assignments
import java.time.Duration
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

/** Many that wait at once, on plain sockets, so that only the server's threads are there to be counted. */
class ParkedPollsSpec extends Specification {
    static final int MANY = 200

    def sessions = new MemorySessions()
    def site = new MemoryBalsam(leases: sessions)
    @AutoCleanup ApiServer server = ApiServer.start(site, 't')
    List<Socket> sockets = []
    def eventually = new PollingConditions(timeout: 60)

    def cleanup() {
        sockets*.close()
    }

    private Socket ask(Socket socket = null, String method, String path, String body) {
        def to = socket ?: new Socket(InetAddress.loopbackAddress, URI.create(server.url()).port)
        sockets << to
        to.soTimeout = 60_000
        to.outputStream << "$method /v1$path HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer t\r\nContent-Type: $Call.FORM\r\nContent-Length: ${body.length()}\r\n\r\n$body"
        to.outputStream.flush()
        to
    }

    private static String answer(Socket socket) {
        def input = socket.inputStream
        def head = new StringBuilder()
        while (!head.toString().endsWith('\r\n\r\n')) {
            int b = input.read()
            if (b < 0) {
                return head
            }
            head.append((char) b)
        }
        int length = (head =~ /(?i)content-length: *(\d+)/)[0][1] as int
        head.toString().readLines()[0] + ' ' + new String(input.readNBytes(length), 'UTF-8')
    }

    private static int serverThreads() {
        Thread.allStackTraces.keySet().count { it.name.startsWith('balsam-api') }
    }

    def "two hundred launchers wait for assignments without occupying threads"() {
        given:
        def launchers = (1..MANY).collect { ask('POST', "/sessions/$it", 'received=0&wait=20') }

        expect: 'all of them wait'
        eventually.eventually { assert sessions.waiting.size() == MANY }
        serverThreads() <= 34

        and: 'a plain question is answered meanwhile'
        answer(ask('GET', '/runs', '')) == 'HTTP/1.1 200 OK {"count":0,"results":[]}'

        when: 'some have gone, and all get their orders'
        launchers.take(20)*.close()
        sessions.waiting.eachWithIndex { future, i -> future.complete(Assignments.nothing(i)) }

        then:
        launchers.drop(20).every { answer(it).startsWith('HTTP/1.1 200 OK {"number":') }

        and: 'the connections are good for more'
        answer(ask(launchers[50], 'GET', '/runs', '')).startsWith('HTTP/1.1 200 OK')
    }

    def "two hundred clients wait for different events, and one thread reads events for all"() {
        given:
        def jobs = (1..MANY).collect { site.add(state: RUNNING).id() }
        def from = site.lastEvent()
        def before = site.asked.get()
        def waiters = jobs.collect { ask('GET', "/events?job_id=$it&after=$from&wait=20", '') }
        eventually.eventually { assert site.asked.get() > before + MANY }

        when:
        site.event(jobs[70], RUNNING, RUN_DONE)

        then:
        answer(waiters[70]).contains('"to":"RUN_DONE"')
        serverThreads() <= 35

        when: 'the others are told in the end'
        jobs.each { if (it != jobs[70]) site.event(it, RUNNING, RUN_ERROR) }

        then:
        (waiters - waiters[70]).every { answer(it).contains('"to":"RUN_ERROR"') }
    }

    def "an event between the read and the wait is not missed"() {
        given:
        def job = site.add(state: RUNNING).id()
        def client = new ApiClient(server.address())

        expect:
        (1..50).every {
            def from = site.lastEvent()
            def teller = Thread.start { site.event(job, RUNNING, RUN_DONE) }
            def found = client.events(EventFilter.ALL.withAfter(from), Duration.ofSeconds(20))
            teller.join()
            found*.seq() == [from + 1]
        }
    }

    def "waiting requests end when the server closes"() {
        given:
        def waiter = ask('POST', '/sessions/1', 'received=0&wait=20')
        eventually.eventually { assert sessions.waiting.size() == 1 }

        when:
        server.close()

        then:
        answer(waiter) == ''

        when: 'whoever completes it now does not notice'
        sessions.waiting[0].complete(Assignments.nothing(1))

        then:
        noExceptionThrown()
    }
}
