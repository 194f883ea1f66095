package io.balsam.server

import io.balsam.engine.api.CommandResult
import io.balsam.engine.api.JobFilter
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

/** The end of a server while somebody waits for an answer, as of a run whose last job is cancelled. */
class ServerEndSpec extends Specification {

    def begun = new CountDownLatch(1)
    def go = new CountDownLatch(1)
    def site = new MemoryBalsam() {
        @Override
        CommandResult cancel(JobFilter filter, boolean subtree) {
            begun.countDown()
            go.await(60, TimeUnit.SECONDS)
            super.cancel(filter, subtree)
        }
    }
    def server = ApiServer.start(site, 't')
    def client = new ApiClient(server.address())

    def cleanup() { go.countDown() }

    def 'a command that is being executed is answered'() {
        given:
        def answer = CompletableFuture.supplyAsync { client.cancel(JobFilter.ALL.withIds([7L]), false) }
        begun.await(60, TimeUnit.SECONDS)

        when:
        def end = Thread.start { server.close() }
        new PollingConditions(timeout: 60).eventually { assert end.state == Thread.State.TIMED_WAITING }
        go.countDown()
        end.join()

        then:
        answer.get(60, TimeUnit.SECONDS).done() == []
    }

    def 'one that does not come to an end is not waited for'() {
        given:
        def answer = CompletableFuture.supplyAsync { client.cancel(JobFilter.ALL.withIds([7L]), false) }
        begun.await(60, TimeUnit.SECONDS)

        when:
        server.close()
        answer.get(60, TimeUnit.SECONDS)

        then:
        def e = thrown(ExecutionException)
        e.cause.message.contains('does not answer')
    }
}
