package io.balsam.server

import io.balsam.engine.api.JobFilter
import io.balsam.engine.api.launcher.Report
import io.balsam.engine.store.OwnerInfo
import io.balsam.server.tls.Identity
import java.nio.charset.StandardCharsets
import java.time.Duration
import java.time.Instant
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Specification

/** What other machines could hear, and whom a client trusts. */
class EncryptionSpec extends Specification {

    static final String TOKEN = 'f00dcafe' * 6
    static final String SECRET = 'parameters of a job'

    def identity = Identity.fresh(Instant.now())
    def sessions = new MemorySessions()
    def site = new MemoryBalsam(leases: sessions)
    @AutoCleanup ApiServer server
    @AutoCleanup Relay relay
    @AutoCleanup ApiClient client

    private ApiServer serve(String listen = OwnerInfo.thisHost(), Identity own = identity) {
        ApiServer.start(site, TOKEN, listen, { own })
    }

    private OwnerAddress relayed() {
        server = serve()
        relay = new Relay(server.url())
        new OwnerAddress(relay.url(), TOKEN, server.address().pin())
    }

    def "a server that others reach is encrypted, one for this machine is not: listen '#listen'"() {
        when:
        server = serve(listen)
        client = new ApiClient(server.address())

        then:
        server.url().startsWith(scheme + '://')
        server.address().pin() == (scheme == 'https' ? identity.pin() : '')
        client.runs() == []

        where:
        listen               || scheme
        ''                   || 'http'
        '127.0.0.1'          || 'http'
        'localhost'          || 'http'
        '[::1]'              || 'http'
        OwnerInfo.thisHost() || 'https'
        '0.0.0.0'            || 'https'
    }

    def "neither the token nor the content can be read on the network"() {
        given:
        client = new ApiClient(relayed())
        site.add(data: [text: SECRET])

        when:
        List jobs = client.jobs(JobFilter.ALL).results()
        client.sessions().report(1, new Report(1, [], [], []))
        client.retry(JobFilter.ALL)

        then:
        jobs == site.jobs
        sessions.reports.size() == 1

        and:
        relay.passed().length() > 1_000
        told().every { !relay.passed().contains(it) }
    }

    def "without encryption all of it could be read: this is how the relay would show it"() {
        given:
        server = serve('')
        relay = new Relay(server.url())
        client = new ApiClient(new OwnerAddress(relay.url(), TOKEN, ''))
        site.add(data: [text: SECRET])

        when:
        client.jobs(JobFilter.ALL)

        then:
        [TOKEN, SECRET].every { relay.passed().contains(it) }
    }

    def "a server with another key is sent nothing, and named once, with both fingerprints"() {
        given:
        def good = relayed()
        def other = Identity.fresh(Instant.now()).pin()
        client = new ApiClient(new OwnerAddress(good.url(), TOKEN, other))

        when:
        request(client)

        then:
        def e = thrown(ApiException)
        e.kind() == ApiException.Kind.BROKEN
        e.message == "the process that answers at $good.url is not the owner; nothing was sent to it: its key is ${identity.pin()} and should be $other"
        told().every { !relay.passed().contains(it) }

        where:
        request << [{ it.runs() }, { it.retry(JobFilter.ALL) }]
    }

    def "an owner that came back with another key is followed"() {
        given:
        server = serve()
        def looks = [server.address()]
        client = new ApiClient({ Optional.of(looks.size() > 1 ? looks.remove(0) : looks[0]) }, Duration.ofSeconds(20))
        client.runs()

        when:
        int port = URI.create(server.url()).port
        server.close()
        server = serve("${OwnerInfo.thisHost()}:$port", Identity.fresh(Instant.now()))
        looks << server.address()

        then:
        client.runs() == []
    }

    def "a wrong token is refused over TLS too"() {
        given:
        server = serve()
        client = new ApiClient(new OwnerAddress(server.url(), 'guess', identity.pin()))

        when:
        client.runs()

        then:
        def e = thrown(ApiException)
        e.kind() == ApiException.Kind.UNAUTHORIZED
    }

    def "an unencrypted client gets no answer, and a launcher gets its answers while others stop half-way: #what"() {
        given:
        server = serve()
        client = new ApiClient(server.address())
        List<Socket> strangers = (1..count).collect {
            def socket = new Socket(InetAddress.getByName(URI.create(server.url()).host), URI.create(server.url()).port)
            socket.outputStream.write(sent)
            socket.outputStream.flush()
            socket
        }

        expect:
        client.runs() == []

        and:
        strangers.every { stranger ->
            stranger.soTimeout = 60_000
            try {
                !new String(stranger.inputStream.readAllBytes(), 'ISO-8859-1').contains('HTTP')
            } catch (SocketException reset) {
                true
            }
        }

        cleanup:
        strangers*.close()

        where:
        what                 | count | sent
        'plain HTTP'         | 1     | "GET /v1/runs HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer $TOKEN\r\n\r\n".getBytes(StandardCharsets.US_ASCII)
        'half a hello'       | 40    | [0x16, 3, 1, 2, 0, 1, 0] as byte[]
        'nothing whatsoever' | 40    | new byte[0]
    }

    def "large answers and large reports arrive complete"() {
        given:
        server = serve()
        client = new ApiClient(server.address())
        3_000.times { site.add(data: [text: 'x' * 100]) }

        expect:
        client.jobs(JobFilter.ALL).results() == site.jobs
        client.jobs(JobFilter.ALL.withIds((1L..9999L).toList())).results().size() == 3_000
    }

    @Requires(value = { 'curl --version'.execute().waitFor() == 0 }, reason = 'no curl on this machine')
    def "curl takes the fingerprint as it is written down: #what"() {
        given:
        server = serve()
        String pin = right ? identity.pin() : Identity.fresh(Instant.now()).pin()

        when:
        Process curl = ['curl', '-sS', '-k', '--pinnedpubkey', pin, '-H', "Authorization: Bearer $TOKEN", "${server.url()}/v1/runs"].execute()
        curl.waitFor(60, TimeUnit.SECONDS)

        then:
        curl.exitValue() == exit

        where:
        what              | right || exit
        'the right one'   | true  || 0
        'that of another' | false || 90
    }

    private static List<String> told() {
        [TOKEN, 'Authorization', 'Bearer', SECRET, 'HTTP/1.1', '/v1/jobs']
    }
}
