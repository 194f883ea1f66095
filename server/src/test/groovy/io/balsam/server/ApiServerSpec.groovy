package io.balsam.server

import static io.balsam.engine.api.TransferItemState.ACTIVE
import static io.balsam.engine.api.TransferItemState.AWAITING_JOB
import static io.balsam.engine.api.TransferItemState.DONE
import static io.balsam.engine.api.TransferItemState.ERROR
import static io.balsam.engine.domain.JobState.*
import static io.balsam.engine.domain.TransferSlot.Direction.OUT

import io.balsam.engine.api.Json
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification

/** What a client that is not ours sees. */
class ApiServerSpec extends Specification {
    @Shared site = new MemoryBalsam()
    @Shared @AutoCleanup server = ApiServer.start(site, 'token')
    @Shared http = HttpClient.newHttpClient()

    def setupSpec() {
        site.add(state: FAILED)
        site.add(state: RUNNING, tags: [row: '0'])
        site.move(1, location: 'archive', state: ACTIVE, way: 'globus', task: 'globus:7c1e')
        site.move(1, direction: OUT, state: AWAITING_JOB)
    }

    private HttpResponse<String> ask(String method, String path, String body = '', Map headers = [:]) {
        def request = HttpRequest.newBuilder(URI.create(server.url() + '/v1' + path)).method(method, BodyPublishers.ofString(body))
        ([Authorization: 'Bearer token', 'Content-Type': 'application/x-www-form-urlencoded'] + headers).each { k, v -> request.header(k, v) }
        http.send(request.build(), BodyHandlers.ofString())
    }

    private static Map json(HttpResponse<String> response) {
        Json.mapper().readValue(response.body(), Map)
    }

    def "#method #path #body is refused with #status: #message"() {
        when:
        def answer = ask(method, path, body)

        then:
        answer.statusCode() == status
        json(answer).keySet() == ['error', 'message'] as Set
        json(answer).message.contains(message)

        where:
        method   | path                        | body     || status | message
        'GET'    | '/'                         | ''       || 404    | 'there is nothing at /v1/; known paths begin with /v1/runs, /jobs, /events, /transfers, /batch-jobs or /site'
        'GET'    | '/jobs/'                    | ''       || 404    | 'there is nothing at /v1/jobs/'
        'GET'    | '/jobs/x'                   | ''       || 404    | 'there is nothing at /v1/jobs/x'
        'GET'    | '/jobs/77'                  | ''       || 404    | 'there is no job 77'
        'GET'    | '/runs/77/graph'            | ''       || 404    | 'there is no run 77'
        'GET'    | '/runs/%2e%2e%2fjobs'       | ''       || 404    | 'nothing'
        'DELETE' | '/jobs'                     | ''       || 405    | '/jobs takes GET, not DELETE'
        'GET'    | '/jobs/cancel'              | ''       || 405    | '/jobs/cancel takes POST, not GET'
        'GET'    | '/jobs?stat=FAILED'         | ''       || 400    | "no parameter 'stat' here: did you mean 'state'?"
        'GET'    | '/jobs?state=FALED'         | ''       || 400    | "'state' must be one of CREATED, AWAITING_PARENTS"
        'GET'    | '/jobs?state=FALED'         | ''       || 400    | "not 'FALED'; did you mean 'FAILED'?"
        'GET'    | '/jobs?id=seven'            | ''       || 400    | "'id' must be a whole number, not 'seven'"
        'GET'    | '/jobs?id='                 | ''       || 400    | "'id' must be a whole number, not ''"
        'GET'    | '/jobs?limit=0'             | ''       || 400    | "'limit' must be from 1 to 100000, not 0"
        'GET'    | '/jobs?limit=1&limit=2'     | ''       || 400    | "'limit' may be given only once"
        'GET'    | '/jobs?offset=-1'           | ''       || 400    | "'offset' must be from 0"
        'GET'    | '/jobs?tags=row'            | ''       || 400    | "'tags' must be name:value, not 'row'"
        'GET'    | '/jobs?tags=a:1&tags=a:2'   | ''       || 400    | "no job can have two values of the tag 'a'"
        'GET'    | '/jobs?ordering=size'       | ''       || 400    | "'ordering' must be one of id, -id, -run_time, not 'size'"
        'GET'    | '/transfers/77'             | ''       || 404    | 'there is no transfer item 77'
        'POST'   | '/transfers'                | ''       || 405    | '/transfers takes GET or PATCH, not POST'
        'GET'    | '/transfers?state=DONE'     | ''       || 400    | "'state' must be one of awaiting_job, pending, active, inactive, done, error, cancelled, not 'DONE'; did you mean 'done'?"
        'GET'    | '/transfers?state=x'        | ''       || 400    | "inactive, done, error, cancelled, not 'x'"
        'GET'    | '/transfers?job_state=redy' | ''       || 400    | "not 'redy'; did you mean 'READY'?"
        'GET'    | '/transfers?tags=row'       | ''       || 400    | "'tags' must be name:value, not 'row'"
        'GET'    | '/transfers?tags=a:1&tags=a:2' | ''    || 400    | "no job can have two values of the tag 'a'"
        'GET'    | '/transfers?ordering=size'  | ''       || 400    | "'ordering' must be one of id, -id, created, -created, started, -started, ended, -ended, state, -state, bytes, -bytes, not 'size'"
        'GET'    | '/transfers?ordering=-byte' | ''       || 400    | "did you mean '-bytes'?"
        'GET'    | '/transfers?ordering=id&ordering=-id' | '' || 400 | "'ordering' may be given only once"
        'POST'   | '/transfers/query'          | 'job_stat=READY' || 400 | "no parameter 'job_stat' here: did you mean 'job_state'?"
        'GET'    | '/transfers?direction=into' | ''       || 400    | "'direction' must be one of in, out, not 'into'"
        'GET'    | '/transfers?job=1'          | ''       || 400    | "no parameter 'job' here: known: id, job_id, run_id, job_state, tags, state"
        'GET'    | '/transfers?limit=100001'   | ''       || 400    | "'limit' must be from 1 to 100000"
        'POST'   | '/jobs/query'               | 'app=%2'  || 400    | 'percent-encoding'
        'GET'    | '/events?wait=-1'           | ''       || 400    | "'wait' must be a number of seconds"
        'GET'    | '/events?wait=NaN'          | ''       || 400    | "'wait' must be a number of seconds"
        'POST'   | '/jobs/cancel'              | ''       || 400    | 'name the jobs'
        'POST'   | '/jobs/retry'               | ''       || 400    | 'name the jobs'
        'POST'   | '/jobs/cancel'              | 'statee=FAILED' || 400 | "did you mean 'state'?"
        'POST'   | '/jobs/cancel'              | 'subtree=yes&id=1' || 400 | "'subtree' must be true or false, not 'yes'"
        'POST'   | '/jobs/query'               | 'x' * (5 << 20) || 413 | '4 MiB'
    }

    def "JSON where a form belongs is refused, not ignored"() {
        when:
        def answer = ask('POST', '/jobs/cancel', '{"id": 3}', ['Content-Type': 'application/json'])

        then:
        answer.statusCode() == 400
        json(answer).message == 'send parameters as a form (state=FAILED&run_id=3), not as application/json'
    }

    def "an Authorization of '#given' opens nothing, not even what is not there"() {
        given:
        def request = HttpRequest.newBuilder(URI.create(server.url() + '/v1' + path))
        if (given != null) {
            request.header('Authorization', given)
        }

        when:
        def answer = http.send(request.build(), BodyHandlers.ofString())

        then:
        answer.statusCode() == 401
        answer.headers().firstValue('WWW-Authenticate').get() == 'Bearer'
        json(answer).error == 'unauthorized'

        where:
        given           | path
        null            | '/runs'
        ''              | '/runs'
        'token'         | '/runs'
        'Bearer'        | '/runs'
        'Bearer '       | '/runs'
        'Bearer toke'   | '/runs'
        'Bearer token1' | '/runs'
        'Basic dG9rZW4='| '/runs'
        null            | '/nothing'
    }

    def "names are snake_case and times ISO-8601"() {
        when:
        def job = json(ask('GET', '/jobs/2'))

        then:
        job.id == 2
        job.created == '2026-01-02T03:04:05.678901Z'
        job.resources.ranks_per_node == 1
        job.cpu_seconds == 0.25
    }

    def "an item of a transfer has the names and values of the reference"() {
        expect:
        json(ask('GET', '/transfers/1')) == [
            id: 1, job_id: 1, slot: 'mesh', direction: 'in', location_alias: 'archive', remote_path: '/m/1.h5', local_path: 'mesh.h5', recursive: false,
            state: 'active', via: 'globus', task_id: 'globus:7c1e', bytes: 0, files: 0, attempts: 0, error: '', estimate_seconds: null, choice: '', created: '2026-01-02T03:04:05.678901Z',
            started: null, ended: null]
        json(ask('GET', "/transfers?$filter")).results*.id == ids
        json(ask('POST', '/transfers/query', filter)).results*.id == ids

        where:
        filter                                 || ids
        ''                                     || [1, 2]
        'state=active&state=done'              || [1]
        'state=awaiting_job'                   || [2]
        'direction=out'                        || [2]
        'location_alias=archive'               || [1]
        'task_id=globus:7c1e'                  || [1]
        'job_id=1&run_id=1&id=2'               || [2]
        'job_id=2'                             || []
        'limit=1&offset=1'                     || [2]
        'job_state=FAILED&job_state=READY'     || [1, 2]
        'job_state=RUNNING'                    || []
        'tags=row:0'                           || []
        'ordering=-id'                         || [2, 1]
        'ordering=state'                       || [2, 1]
        'ordering=-bytes&limit=1'              || [2]
    }

    def "a single job says how many of its items are in which state"() {
        expect:
        json(ask('GET', '/jobs/1')).transfers == [active: 1, awaiting_job: 1]
        json(ask('GET', '/jobs/2')).transfers == [:]
    }

    def "a job with many items counts them without reading them"() {
        given:
        def many = new MemoryBalsam()
        def job = many.add(state: JOB_FINISHED)
        2_500.times { many.move(job.id(), state: it < 2_000 ? DONE : ERROR) }

        expect:
        JobDocument.of(many, job).transfers() == [done: 2_000L, error: 500L]
        many.most <= 1_000
    }

    def "filters may be in the address or in the form"() {
        expect:
        json(ask('GET', '/jobs?state=FAILED')).results*.id == [1]
        json(ask('POST', '/jobs/query', 'state=FAILED')).results*.id == [1]
        json(ask('POST', '/jobs/query?state=FAILED', 'state=RUNNING')).results*.id == [1, 2]
        json(ask('POST', '/jobs/cancel', 'all=true')).done == [2]
    }

    def "it listens on the loopback address only"() {
        expect:
        URI.create(server.url()).host == '127.0.0.1'

        when:
        def others = NetworkInterface.networkInterfaces().toList().collectMany { it.inetAddresses().toList() }
                .findAll { it instanceof Inet4Address && !it.loopbackAddress }

        then:
        others.every { address ->
            try {
                new Socket(address, URI.create(server.url()).port).close()
                false
            } catch (ConnectException ignored) {
                true
            }
        }
    }

    def "it cannot be started without a token"() {
        when:
        ApiServer.start(site, token)

        then:
        thrown(IllegalArgumentException)

        where:
        token << ['', ' ']
    }
}
