package io.balsam.server

import io.balsam.engine.api.Balsam
import io.balsam.engine.api.EventFilter
import io.balsam.engine.api.JobFilter
import io.balsam.engine.api.TransferFilter
import io.balsam.engine.api.TransferItemState
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

import java.nio.file.Path
import java.time.Duration

import static io.balsam.engine.domain.JobState.*
import static io.balsam.engine.domain.TransferSlot.Direction.*

/** What every caller of the API may expect, in process or over HTTP. */
abstract class BalsamContractSpec extends Specification {
    @Shared @TempDir Path directory
    @Shared RealSite site
    @Shared Balsam balsam
    @Shared long ended

    /** The way in that is tried. */
    abstract Balsam wayInto(RealSite site)

    def setupSpec() {
        site = new RealSite(directory)
        balsam = wayInto(site)
        ended = site.ended()
    }

    def cleanupSpec() {
        balsam?.close()
        site?.close()
    }

    private List<Long> ids(JobFilter filter) {
        balsam.jobs(filter).results()*.id()
    }

    private JobFilter running(long run) {
        def filter = JobFilter.ALL.withRun(run).withStates([RUNNING] as Set)
        new PollingConditions(timeout: 60).eventually { assert balsam.jobs(filter).count() == 1 }
        filter
    }

    def "a run says how many of its jobs are in which state"() {
        when:
        def run = balsam.run(ended).get()

        then:
        run.name() == "flow-$ended"
        run.workflow() == 'flow'
        run.counts().ok == [(JOB_FINISHED): 1L, (FAILED): 1L]
        run.counts().bad == [(FAILED): 1L]
        run.total() == 3
        !run.ended().isBefore(run.created())
        balsam.runs().contains(run)
    }

    def "a job says everything about itself"() {
        when:
        def job = balsam.jobs(JobFilter.ALL.withRun(ended)).results()[0]

        then:
        job.app() == 'ok'
        job.state() == JOB_FINISHED
        job.workdir() == directory.resolve("data/flow-$ended/first").toString()
        job.parameters() == [text: 'hello']
        job.tags() == [row: '0', kind: 'x']
        job.exitCode() == 0
        job.attempts() == 1
        job.node() == 'here'
        !job.ended().isBefore(job.began())
        job.declaredAt() == 'flow.groovy:1:1'
    }

    def "every part of a filter narrows"() {
        given:
        def mine = JobFilter.ALL.withRun(ended)
        def (first, second, third) = ids(mine)

        expect:
        ids(mine.withIds([third, first])) == [first, third]
        ids(mine.withStates([FAILED] as Set)) == [second, third]
        ids(mine.withStates([FAILED, JOB_FINISHED] as Set)) == [first, second, third]
        ids(mine.withApps(['ok'] as Set)) == [first, third]
        ids(mine.withTags([row: '0'])) == [first, third]
        ids(mine.withTags([row: '0', kind: 'x'])) == [first]
        ids(mine.withTags([row: '1'])) == []
        ids(mine.withOrder(JobFilter.Order.ID_DESC)) == [third, second, first]
        ids(mine.withPage(1, 1)) == [second]
        balsam.jobs(mine.withPage(1, 1)).count() == 3
    }

    def "a graph has every job and every edge"() {
        given:
        def (first, second, third) = ids(JobFilter.ALL.withRun(ended))

        when:
        def graph = balsam.graph(ended).get()

        then:
        graph.name() == "flow-$ended"
        graph.nodes()*.id() == [first, second, third]
        graph.nodes()*.state() == [JOB_FINISHED, FAILED, FAILED]
        graph.edges().collect { [it.parent(), it.child(), it.anyEnd()] } == [[second, third, false]]
    }

    def "events are in order and can be read from any of them"() {
        when:
        def filter = EventFilter.ALL.withRuns([ended])
        def all = balsam.events(filter, Duration.ZERO)

        then:
        all*.seq() == all*.seq().toSorted()
        all.every { it.run() == ended }
        balsam.events(filter.withAfter(all[2].seq()), Duration.ZERO) == all.drop(3)
        balsam.events(filter.withLimit(2), Duration.ZERO) == all.take(2)
        balsam.events(filter.withTo([RUNNING] as Set), Duration.ZERO).every { it.to() == RUNNING }
        balsam.events(filter.withTo([RUN_ERROR] as Set), Duration.ZERO)[0].data().exit_code == 3
    }

    def "an explanation says why a job failed, with what it wrote last"() {
        given:
        def (first, second, third) = ids(JobFilter.ALL.withRun(ended))

        when:
        def failed = balsam.explain(second).get()

        then:
        failed.job().id() == second
        failed.outputTail().contains('no luck today')
        failed.history()*.to().containsAll([RUNNING, RUN_ERROR, FAILED])
        !failed.summary().empty

        and:
        balsam.explain(third).get().summary().contains("$second")
        balsam.explain(first).get().job().state() == JOB_FINISHED
    }

    def "what is not there is empty"() {
        expect:
        balsam.run(12345).empty
        balsam.graph(12345).empty
        balsam.explain(12345).empty
        balsam.jobs(JobFilter.ALL.withIds([12345L])).count() == 0
        balsam.events(EventFilter.ALL.withJobs([12345L]), Duration.ZERO) == []
    }

    def "a wait ends with the event it waits for, and a cancelled job is really ended"() {
        given:
        long run = site.endless()
        def filter = running(run)
        def (job, child) = ids(JobFilter.ALL.withRun(run))
        def seen = balsam.events(EventFilter.ALL, Duration.ZERO).last().seq()

        when:
        def result = balsam.cancel(filter, false)

        then:
        result.done() == [job]
        result.refused() == [:]

        and:
        def next = balsam.events(EventFilter.ALL.withAfter(seen).withTo([CANCELLED] as Set), Duration.ofSeconds(60))
        next*.job() == [job]

        and: "its child cannot run any more, so the run ends"
        site.engine.await(run)
        balsam.jobs(JobFilter.ALL.withRun(run)).results()*.state() == [CANCELLED, FAILED]
    }

    def "cancelling a subtree takes what waits with it, and what has ended is refused with a reason"() {
        given:
        long run = site.endless()
        def filter = running(run)
        def all = ids(JobFilter.ALL.withRun(run))

        expect:
        balsam.cancel(filter, true).done().toSet() == all.toSet()
        site.engine.await(run)
        balsam.jobs(JobFilter.ALL.withRun(run)).results()*.state() == [CANCELLED, CANCELLED]

        when:
        def again = balsam.cancel(JobFilter.ALL.withIds(all), false)

        then:
        again.done() == []
        again.refused().keySet() == all.toSet()
        again.refused().values().every { !it.empty }
    }

    def "what a job moves can be looked at before it moves, and when nobody needs it any more"() {
        given:
        long run = site.moving()
        def job = balsam.jobs(JobFilter.ALL.withRun(run).withApps(['simulate'] as Set)).results()[0].id()
        def mine = TransferFilter.ALL.withRuns([run])

        when:
        def items = balsam.transfers(mine).results()

        then:
        items.every { it.job() == job && it.created() && it.started() == null }
        items.collect { [it.slot(), it.direction(), it.location(), it.remotePath(), it.localPath(), it.state()] } == [
            ['mesh', IN, '', '/data/a.h5', 'in/a.h5', TransferItemState.AWAITING_JOB], ['mesh', IN, '', '/data/b.h5', 'in/b.h5', TransferItemState.AWAITING_JOB],
            ['result', OUT, '', '/out/', '*.h5', TransferItemState.AWAITING_JOB]]

        and:
        balsam.transfers(mine.limited(1, 1)).with { [it.results(), it.count()] } == [[items[1]], 3L]
        balsam.transfers(mine.withDirections([OUT] as Set)).results() == [items[2]]
        balsam.transfers(mine.withStates([TransferItemState.DONE] as Set)).count() == 0
        balsam.transfers(TransferFilter.ALL.withIds([12345L])).count() == 0

        when:
        balsam.cancel(JobFilter.ALL.withRun(run), false)
        site.engine.await(run)

        then:
        balsam.transfers(mine).results()*.state() == [TransferItemState.CANCELLED] * 3
    }

    def "a wait for nothing ends empty"() {
        expect:
        balsam.events(EventFilter.ALL.withJobs([12345L]), Duration.ofMillis(30)) == []
    }
}
