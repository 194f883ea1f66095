package io.balsam.server

import io.balsam.engine.api.JobFilter
import java.util.concurrent.CopyOnWriteArrayList
import spock.lang.Specification

/** A client before a server that answers with raw bytes, or not at all. */
class LostConnectionSpec extends Specification {
    def sockets = new ServerSocket(0, 50, InetAddress.loopbackAddress)
    List<String> requests = new CopyOnWriteArrayList<>()
    def client = new ApiClient(new OwnerAddress("http://127.0.0.1:$sockets.localPort", 't', ''))

    def cleanup() {
        sockets.close()
    }

    /** Gives the n-th request the n-th answer, and the last one to all after it. */
    private void answering(String... answers) {
        Thread.startDaemon {
            while (!sockets.closed) {
                try (def socket = sockets.accept()) {
                    def lines = socket.inputStream.newReader()
                    requests << lines.readLine()
                    while (lines.readLine()) { }
                    socket.outputStream << answers[Math.min(requests.size(), answers.length) - 1]
                    socket.outputStream.flush()
                } catch (SocketException ignored) {
                    // The spec is over, or the client hung up.
                }
            }
        }
    }

    private static String http(int status, String body) {
        "HTTP/1.1 $status x\r\nContent-Length: ${body.length()}\r\nConnection: close\r\n\r\n$body"
    }

    def "a read survives a connection that #what"() {
        given:
        answering(broken, broken, http(200, '{"count":0,"results":[]}'))

        expect:
        client.runs() == []
        requests.size() == 3

        where:
        what                     | broken
        'ends without an answer' | ''
        'breaks off in the head' | 'HTTP/1.1 20'
        'breaks off before the body' | 'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n'
        'breaks off before an error' | 'HTTP/1.1 503 x\r\nContent-Length: 500\r\n\r\n'
        'breaks off in an error'     | 'HTTP/1.1 503 x\r\nContent-Length: 500\r\n\r\n{"error":'
        'breaks off in the body' | 'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"count":1,"results":[{"id":'
    }

    def "a command is sent only once, whatever happens to it"() {
        given:
        answering('')

        when:
        client.cancel(JobFilter.ALL.withIds([1L]), false)

        then:
        def e = thrown(ApiException)
        e.kind() == ApiException.Kind.UNREACHABLE
        requests == ['POST /v1/jobs/cancel HTTP/1.1']
    }

    def "status #status is an answer, and the request is not repeated"() {
        given:
        answering(http(status, '{"error":"' + error + '","message":"no"}'))

        when:
        client.runs()

        then:
        thrown(type)
        requests.size() == 1

        where:
        status | error          || type
        400    | 'bad_request'  || IllegalArgumentException
        401    | 'unauthorized' || ApiException
        409    | 'conflict'     || IllegalStateException
        500    | 'internal'     || ApiException
    }

    def "another program at the address is distinguished from a lost connection: #what"() {
        given:
        answering(http(status, body))

        when:
        client.runs()

        then:
        def e = thrown(ApiException)
        e.kind() == ApiException.Kind.BROKEN
        requests.size() == 1

        where:
        what            | status | body
        'a page'        | 200    | '<html>'
        'another JSON'  | 200    | '{"count":"many","results":3}'
        'a proxy'       | 502    | 'Bad gateway'
    }

    def "an owner that newly says more is understood"() {
        given:
        answering(http(200, '{"count":0,"results":[],"newer":1}'))

        expect:
        client.runs() == []
    }

    def "an owner that is gone is given up after a few tries"() {
        given:
        sockets.close()

        when:
        client.runs()

        then:
        def e = thrown(ApiException)
        e.kind() == ApiException.Kind.UNREACHABLE
    }
}
