package io.balsam.server

import static io.balsam.engine.domain.JobState.*

import io.balsam.engine.api.JobFilter
import io.balsam.engine.api.Json
import io.balsam.engine.api.TransferFilter
import io.balsam.engine.api.TransferItemState
import io.balsam.engine.api.TransferItemView
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** Clients that change items in the words of Balsam 2: the owner does what can be done, to the items' jobs. */
class TransferChangeSpec extends Specification {

    @Shared @TempDir Path directory
    @Shared RealSite site
    @Shared ApiServer server
    @Shared http = HttpClient.newHttpClient()

    def setupSpec() {
        site = new RealSite(directory)
        server = ApiServer.start(site.engine, 'token')
    }

    def cleanupSpec() {
        server?.close()
        site?.close()
    }

    private HttpResponse<String> send(String method, String path, String body, String type = 'application/json') {
        def request = HttpRequest.newBuilder(URI.create(server.url() + '/v1' + path)).method(method, BodyPublishers.ofString(body))
            .header('Authorization', 'Bearer token').header('Content-Type', type)
        http.send(request.build(), BodyHandlers.ofString())
    }

    private Object ask(String method, String path, Object body) {
        def answer = send(method, path, Json.mapper().writeValueAsString(body))
        assert answer.statusCode() == 200: answer.body()
        Json.mapper().readValue(answer.body(), Object)
    }

    private List<TransferItemView> items(long run) {
        site.engine.transfers(TransferFilter.ALL.withRuns([run])).results()
    }

    private List jobs(long run) {
        site.engine.jobs(JobFilter.ALL.withRun(run)).results()
    }

    private void end(long run) {
        site.engine.cancel(JobFilter.ALL.withRun(run), false)
        site.engine.await(run)
    }

    def "an item that is cancelled takes its job with it"() {
        given:
        long run = site.moving()
        def (mesh, more, result) = items(run)

        when:
        def answer = ask('PUT', "/transfers/${mesh.id()}", [state: 'cancelled'])

        then:
        answer.with { [it.id, it.state, it.job_id, it.slot] } == [mesh.id(), 'cancelled', mesh.job(), 'mesh']
        jobs(run).find { it.id() == mesh.job() }.state() == CANCELLED
        items(run)*.state() == [TransferItemState.CANCELLED] * 3

        when: 'the same once more'
        def again = send('PUT', "/transfers/${more.id()}", '{"state": "cancelled"}')

        then:
        again.statusCode() == 409
        Json.mapper().readValue(again.body(), Map) == [error: 'conflict', message: "transfer item ${more.id()} has ended already"]

        cleanup:
        end(run)
    }

    def "an item that did not arrive is moved again, for a new job"() {
        given:
        long run = site.missing()
        def (missing, there, result) = items(run)
        assert missing.state() == TransferItemState.ERROR

        when:
        def answer = ask('PUT', "/transfers/${missing.id()}", [state: 'pending'])
        site.engine.await(run)
        def all = items(run)

        then: 'the answer is the item that takes its place; the old one stays as it ended'
        all.size() == 6
        def fresh = all.find { it.id() == answer.id }
        [fresh.job(), fresh.slot(), fresh.remotePath()] == [answer.job_id, 'mesh', missing.remotePath()]
        jobs(run).find { it.id() == fresh.job() }.retryOf() == missing.job()
        all.find { it.id() == missing.id() } == missing

        and: 'its child has a new job too'
        jobs(run).size() == 4

        when: 'a job is replaced once'
        def again = send('PUT', "/transfers/${missing.id()}", '{"state": "pending"}')

        then:
        again.statusCode() == 409
        Json.mapper().readValue(again.body(), Map).message == "job ${missing.job()}: job ${fresh.job()} replaces it"
    }

    def "many are changed in one request, and each that is not is named"() {
        given:
        long failed = site.missing()
        long open = site.moving()
        def (missing, there, result) = items(failed)
        def (mesh, more, out) = items(open)

        when:
        def answer = ask('PATCH', '/transfers', [
            [id: missing.id(), state: 'pending'], [id: there.id(), state: 'pending'], [id: result.id(), state: 'pending'],
            [id: mesh.id(), state: 'cancelled'], [id: out.id(), state: 'cancelled'], [id: more.id(), state: 'pending']])

        then:
        answer.count == 4
        answer.results.take(2)*.with { [it.id, it.state] } == [[mesh.id(), 'cancelled'], [out.id(), 'cancelled']]
        answer.results.drop(2)*.remote_path == [missing.remotePath(), there.remotePath()]
        answer.results.drop(2)*.job_id.unique() == [jobs(failed).find { it.retryOf() == missing.job() }.id()]
        answer.refused == [(result.id() as String): "transfer item ${result.id()} has not failed".toString(), (more.id() as String): "transfer item ${more.id()} has not failed".toString()]

        cleanup:
        end(open)
        site.engine.await(failed)
    }

    def "nothing is changed when one of them is not there"() {
        given:
        long run = site.moving()
        long id = items(run)[0].id()

        when:
        def answer = send('PATCH', '/transfers', """[{"id": $id, "state": "cancelled"}, {"id": 123456, "state": "cancelled"}]""")

        then:
        answer.statusCode() == 404
        Json.mapper().readValue(answer.body(), Map).message == 'there is no transfer item 123456'
        items(run)*.state().unique() == [TransferItemState.AWAITING_JOB]

        cleanup:
        end(run)
    }

    def "#method #path #body is refused with #status: #message"() {
        when:
        def answer = send(method, path, body)

        then:
        answer.statusCode() == status
        Json.mapper().readValue(answer.body(), Map).message.contains(message)

        where:
        method  | path                 | body                                             || status | message
        'PUT'   | '/transfers/123456'  | '{"state": "cancelled"}'                         || 404    | 'there is no transfer item 123456'
        'PUT'   | '/transfers/1'       | '{"state": "done"}'                              || 400    | "'state' cannot be set to 'done': the process that owns the site moves the items"
        'PUT'   | '/transfers/1'       | '{"state": "cancled"}'                           || 400    | "'state' cannot be set to 'cancled': did you mean 'cancelled'?"
        'PUT'   | '/transfers/1'       | '{"state": "FAILED"}'                            || 400    | "only set 'cancelled', which gives up"
        'PUT'   | '/transfers/1'       | '{"state": 1}'                                   || 400    | "'state' must be cancelled or pending"
        'PUT'   | '/transfers/1'       | '{}'                                             || 400    | "'state' must be cancelled or pending"
        'PUT'   | '/transfers/1'       | '{"state": "cancelled", "task_id": "globus:7"}'  || 400    | "'task_id' cannot be set: the process that owns the site moves the items"
        'PUT'   | '/transfers/1'       | '{"sate": "cancelled"}'                          || 400    | "'sate' cannot be set: did you mean 'state'?"
        'PUT'   | '/transfers/1'       | '[]'                                             || 400    | "'state' must be"
        'PUT'   | '/transfers/1'       | '{"state": '                                     || 400    | 'the body cannot be read'
        'PUT'   | '/transfers/1'       | ''                                               || 400    | 'a body of type application/json is missing'
        'PUT'   | '/transfers/1?id=2'  | '{"state": "cancelled"}'                         || 400    | "there is no parameter 'id' here"
        'PUT'   | '/transfers'         | '{"state": "cancelled"}'                         || 405    | '/transfers takes GET or PATCH, not PUT'
        'PATCH' | '/transfers/1'       | '{"state": "cancelled"}'                         || 405    | '/transfers/1 takes GET or PUT, not PATCH'
        'PATCH' | '/transfers'         | '{"id": 1, "state": "cancelled"}'                || 400    | 'send a list of 1 to 5000 changes'
        'PATCH' | '/transfers'         | '[]'                                             || 400    | 'send a list of 1 to 5000 changes'
        'PATCH' | '/transfers'         | "[${'1,' * 5000}1]"                              || 400    | 'send a list of 1 to 5000 changes'
        'PATCH' | '/transfers'         | '[{"state": "cancelled"}]'                       || 400    | "'id' must be the number of a transfer item"
        'PATCH' | '/transfers'         | '[{"id": 1.5, "state": "cancelled"}]'            || 400    | "'id' must be the number of a transfer item"
        'PATCH' | '/transfers'         | '[7]'                                            || 400    | "'id' must be the number of a transfer item"
        'PATCH' | '/transfers'         | '[{"id": 1, "state": "cancelled"}, {"id": 1, "state": "pending"}]' || 400 | 'transfer item 1 is in the list twice'
        'PATCH' | '/transfers'         | '[{"id": 1, "state": "active"}]'                 || 400    | "'state' cannot be set to 'active'"
        'PATCH' | '/transfers'         | '[{"id": 1, "state": "pending", "bytes": 7}]'    || 400    | "'bytes' cannot be set"
    }

    def "a form is refused, not ignored"() {
        expect:
        send('PATCH', '/transfers', 'id=1&state=cancelled', 'application/x-www-form-urlencoded').with { answer ->
            [answer.statusCode(), Json.mapper().readValue(answer.body(), Map).message]
        } == [400, 'send a document as application/json, not as application/x-www-form-urlencoded']
    }
}
