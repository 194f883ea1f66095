package io.balsam.server

import static io.balsam.engine.domain.JobState.*

import io.balsam.engine.api.launcher.Report
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

/** Strangers and clumsy clients on plain sockets; a launcher must be heard meanwhile. */
class BesiegedServerSpec extends Specification {

    static final String HEAD = 'Host: 127.0.0.1\r\nAuthorization: Bearer t\r\n'

    def sessions = new MemorySessions()
    def site = new MemoryBalsam(leases: sessions)
    @AutoCleanup ApiServer server = ApiServer.start(site, 't')
    @AutoCleanup ApiClient launcher = new ApiClient(server.address())
    List<Socket> sockets = []
    def eventually = new PollingConditions(timeout: 60)
    long reports

    def cleanup() {
        sockets*.close()
    }

    private Socket connect(String text = '') {
        def socket = new Socket(InetAddress.loopbackAddress, URI.create(server.url()).port)
        sockets << socket
        socket.soTimeout = 60_000
        send(socket, text)
        socket
    }

    private static void send(Socket socket, String text) {
        socket.outputStream.write(text.getBytes('ISO-8859-1'))
        socket.outputStream.flush()
    }

    private boolean heard() {
        launcher.sessions().report(1, new Report(++reports, [], [], []))
        sessions.reports.size() == reports
    }

    /** Whatever comes until the server closes; a reset ends it, too. */
    private static String rest(Socket socket) {
        def all = new ByteArrayOutputStream()
        try {
            socket.inputStream.transferTo(all)
        } catch (SocketException reset) {
            all.write(0)
        }
        all.toString('ISO-8859-1')
    }

    private static int threads() {
        Thread.allStackTraces.keySet().count { it.name.startsWith('balsam-api') }
    }

    def "a launcher gets its answers while #what"() {
        given:
        def before = threads()
        count.times { connect(text) }

        expect:
        (1..20).every { heard() }

        and: 'nobody has a thread of his own'
        threads() - before <= 20

        where:
        what                                                  | count | text
        'a thousand connections say nothing'                  | 1000  | ''
        'two hundred break off in the first line'             | 200   | 'GET /ru'
        'two hundred break off in their heads'                | 200   | 'GET /v1/runs HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: '
        'two hundred without a token break off in a body'     | 200   | 'POST /v1/jobs/cancel HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nall=t'
        'two hundred with the token break off in a body'      | 200   | "POST /v1/jobs/cancel HTTP/1.1\r\n${HEAD}Content-Type: $Call.FORM\r\nContent-Length: 100\r\n\r\nall=t"
        'two hundred with the token promise sixty megabytes'  | 200   | "POST /v1/sessions HTTP/1.1\r\n${HEAD}Content-Type: $Call.JSON\r\nContent-Length: 60000000\r\n\r\n{"
        'two hundred break off in a chunk'                    | 200   | "POST /v1/sessions HTTP/1.1\r\n${HEAD}Transfer-Encoding: chunked\r\n\r\n40\r\n{"
        'two hundred send rubbish without end'                | 200   | '\u0000\u0001\u0016\u0003' * 2000
    }

    def "a launcher gets its answers while forty clients do not read theirs"() {
        given:
        6000.times { site.add(state: RUNNING) }
        40.times { connect("GET /v1/jobs HTTP/1.1\r\n$HEAD\r\n") }

        expect:
        (1..20).every { heard() }
    }

    def "it ends a connection that #what"() {
        expect:
        rest(connect(text)) == ''

        where:
        what                     | text
        'says nothing'           | ''
        'breaks off in its head' | 'GET /v1/runs HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: '
        'breaks off in its body' | "POST /v1/jobs/cancel HTTP/1.1\r\n${HEAD}Content-Length: 100\r\n\r\nall=t"
    }

    def "a request head sent byte by byte is given up"() {
        given:
        def socket = connect()
        def dripping = Thread.startDaemon {
            try {
                while (true) {
                    send(socket, 'G')
                    sleep(100)
                }
            } catch (IOException closed) {
                return
            }
        }

        expect:
        rest(socket).findAll(/[^\u0000]/).join() == ''

        cleanup:
        socket.close()
        dripping.join()
    }

    def "a new connection replaces the oldest idle one when there are too many"() {
        given:
        def oldest = connect()
        400.times { connect() }

        expect:
        rest(oldest) == ''
        heard()
    }

    def "#what is answered with #status, and the connection ends"() {
        when:
        def answer = rest(connect(text))

        then:
        answer.startsWith("HTTP/1.1 $status ")
        answer.toLowerCase().contains('connection: close')
        answer.count('HTTP/1.1 ') == 1

        where:
        what                                     | status | text
        'no token'                               | 401    | 'GET /v1/runs HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'
        'no token and a terabyte to come'        | 401    | 'POST /v1/runs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000000000000\r\n\r\n{'
        'no token, and more requests behind it'  | 401    | 'GET /v1/runs HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n' * 50
        'the token and a terabyte to come'       | 413    | "POST /v1/runs HTTP/1.1\r\n${HEAD}Content-Length: 1000000000000\r\n\r\n{"
        'rubbish'                                | 400    | '\u0016\u0003\u0001 hello\r\n\r\n'
        'a first line without end'               | 400    | 'GET /' + 'x' * 20_000
        'a head without end'                     | 400    | 'GET /v1/runs HTTP/1.1\r\n' + 'X-A: b\r\n' * 5_000
        'two lengths'                            | 400    | "POST /v1/runs HTTP/1.1\r\n${HEAD}Content-Length: 3\r\nContent-Length: 5\r\n\r\n{}"
    }

    def "a request for host '#host'#from gets #status"() {
        when:
        def origin = from ? "Origin:${from.drop(4)}\r\n" : ''
        def line = host == null ? '' : "Host: $host\r\n"
        def answer = rest(connect("GET /v1/runs HTTP/1.1\r\n$line${origin}Authorization: Bearer t\r\nConnection: close\r\n\r\n"))

        then:
        answer.startsWith("HTTP/1.1 $status ")
        !answer.toLowerCase().contains('access-control')

        where:
        host                    | from                             || status
        '127.0.0.1'             | ''                               || 200
        '127.0.0.1:8080'        | ''                               || 200
        'localhost:8080'        | ''                               || 200
        'LOCALHOST'             | ''                               || 200
        '[::1]:8080'            | ''                               || 200
        'evil.example'          | ''                               || 421
        'localhost.evil.example'| ''                               || 421
        '127.0.0.1.evil.example'| ''                               || 421
        ''                      | ''                               || 421
        null                    | ''                               || 421
        'localhost:8080'        | ' of http://localhost:8080'      || 200
        'localhost:8080'        | ' of http://localhost:9090'      || 403
        'localhost:8080'        | ' of https://evil.example'       || 403
        'localhost:8080'        | ' of null'                       || 403
    }

    def "requests sent in one go are answered one after the other"() {
        given:
        def one = "GET /v1/runs HTTP/1.1\r\n$HEAD\r\n"
        def last = "GET /nothing HTTP/1.1\r\n${HEAD}Connection: close\r\n\r\n"

        when:
        def answer = rest(connect(one * 30 + last))

        then:
        answer.count('HTTP/1.1 200 OK') == 30
        answer.count('HTTP/1.1 404 ') == 1
        answer.indexOf('HTTP/1.1 404 ') > answer.lastIndexOf('HTTP/1.1 200 OK')
    }

    def "a client that closes its side after the request gets its answer"() {
        given:
        def socket = connect("GET /v1/runs HTTP/1.1\r\n${HEAD}\r\n")

        when:
        socket.shutdownOutput()

        then:
        rest(socket).startsWith('HTTP/1.1 200 OK')
    }

    def "a client that sends Expect: 100-continue is answered with 100"() {
        given:
        def socket = connect("POST /v1/jobs/query HTTP/1.1\r\n${HEAD}Content-Type: $Call.FORM\r\nContent-Length: 9\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n")
        def lines = socket.inputStream.newReader()

        expect:
        lines.readLine() == 'HTTP/1.1 100 Continue'

        when:
        send(socket, 'run_id=77')

        then:
        lines.text.contains('HTTP/1.1 200 OK')
    }
}
