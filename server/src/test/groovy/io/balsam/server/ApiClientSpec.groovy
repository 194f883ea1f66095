package io.balsam.server

import static io.balsam.engine.api.TransferItemState.DONE
import static io.balsam.engine.api.TransferItemState.ERROR
import static io.balsam.engine.api.TransferItemState.INACTIVE
import static io.balsam.engine.domain.JobState.*
import static io.balsam.engine.domain.TransferSlot.Direction.OUT

import io.balsam.engine.api.EventFilter
import io.balsam.engine.api.JobFilter
import io.balsam.engine.api.TransferFilter
import io.balsam.engine.api.TransferItemView
import io.balsam.engine.domain.Resources
import java.time.Duration
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.util.concurrent.BlockingVariable
import spock.util.concurrent.PollingConditions

class ApiClientSpec extends Specification {
    static final NASTY = 'a&b=c %41+\u00e4\u2603\\:x"\n'

    def site = new MemoryBalsam()
    @AutoCleanup
    def server = ApiServer.start(site, 'se cret')
    @AutoCleanup
    def client = new ApiClient(server.address())

    def setup() {
        site.add(state: JOB_FINISHED, tags: [row: '0', (NASTY): NASTY], result: [1, 'two', [three: 3.5]])
        site.add(state: RUNNING, app: 'stitch & glue', parents: [1L], resources: new Resources(2, 4, 8, 2, 0.5, 3))
        site.add(state: FAILED, run: 2, workdir: NASTY, parameters: [n: 3, big: 5_000_000_000L, x: 1.0, t: true, no: null, text: NASTY])
        site.add(state: AWAITING_PARENTS, parents: [2L])
    }

    def "a filter means the same on both sides: #filter"() {
        expect:
        client.jobs(filter) == site.jobs(filter)
        client.jobs(filter).results()*.id() == ids

        where:
        filter                                                     || ids
        JobFilter.ALL                                              || [1L, 2L, 3L, 4L]
        JobFilter.ALL.withIds([4L, 2L])                            || [2L, 4L]
        JobFilter.ALL.withRun(2)                                   || [3L]
        JobFilter.ALL.withStates([RUNNING, FAILED] as Set)         || [2L, 3L]
        JobFilter.ALL.withApps(['stitch & glue'] as Set)           || [2L]
        JobFilter.ALL.withTags([row: '0'])                         || [1L]
        JobFilter.ALL.withTags([row: '0', (NASTY): NASTY])         || [1L]
        JobFilter.ALL.withTags([row: '1'])                         || []
        JobFilter.ALL.withWorkdirContains(NASTY).withPage(5, 0) || [3L]
        JobFilter.ALL.withPage(2, 1)                               || [2L, 3L]
        JobFilter.ALL.withOrder(JobFilter.Order.ID_DESC)           || [4L, 3L, 2L, 1L]
        JobFilter.ALL.withOrder(JobFilter.Order.RUN_TIME_DESC)     || [4L, 3L, 2L, 1L]
        JobFilter.ALL.withIds((1L..100_000L).toList())             || [1L, 2L, 3L, 4L]
    }

    def "a filter of transfers means the same on both sides: #filter"() {
        given:
        site.move(1, state: DONE, location: NASTY, bytes: 5)
        site.move(3, direction: OUT, state: ERROR, error: NASTY, started: MemoryBalsam.START)
        site.move(3, state: INACTIVE, way: 'globus', task: 'globus:' + NASTY)

        expect:
        client.transfers(filter) == site.transfers(filter)
        client.transfers(filter).results()*.id() == ids

        where:
        filter                                                     || ids
        TransferFilter.ALL                                         || [1L, 2L, 3L]
        TransferFilter.ALL.withIds([3L, 1L])                       || [1L, 3L]
        TransferFilter.ALL.withJobs([3L])                          || [2L, 3L]
        TransferFilter.ALL.withRuns([1L])                          || [1L]
        TransferFilter.ALL.withStates([DONE, ERROR] as Set)        || [1L, 2L]
        TransferFilter.ALL.withDirections([OUT] as Set)            || [2L]
        TransferFilter.ALL.withLocations([NASTY] as Set)           || [1L]
        TransferFilter.ALL.withTasks(['globus:' + NASTY] as Set)   || [3L]
        TransferFilter.ALL.withJobStates([FAILED, READY] as Set)   || [2L, 3L]
        TransferFilter.ALL.withJobTags([row: '0', (NASTY): NASTY]) || [1L]
        TransferFilter.ALL.withJobTags([row: '1'])                 || []
        TransferFilter.ALL.limited(1, 1)                           || [2L]
        TransferFilter.ALL.limited(150_000, 1)                     || [2L, 3L]
        TransferFilter.ALL.withJobs((1L..100_000L).toList())       || [1L, 2L, 3L]
    }

    def "an order of transfers means the same on both sides: #by #descending"() {
        given:
        site.move(1, state: DONE, bytes: 5)
        site.move(1, state: ERROR, started: MemoryBalsam.START)
        site.move(1, state: INACTIVE)
        def filter = TransferFilter.ALL.withOrder(new TransferFilter.Order(by, descending))

        expect:
        client.transfers(filter) == site.transfers(filter)
        client.transfers(filter) != client.transfers(filter.withOrder(new TransferFilter.Order(by, !descending)))

        where:
        [by, descending] << [TransferFilter.By.values().toList(), [true, false]].combinations()
    }

    def "runs, graph and explanation come over as they are"() {
        expect:
        client.runs() == site.runs()
        client.runs()*.id() == [2L, 1L]
        client.run(1) == site.run(1)
        client.graph(1) == site.graph(1)
        client.explain(2) == site.explain(2)
    }

    def "what is not there is empty, not an error"() {
        expect:
        client.run(99).empty
        client.graph(99).empty
        client.explain(99).empty
        client.jobs(JobFilter.ALL.withIds([99L])).results().empty
    }

    def "events are in order and can be read from any number"() {
        expect:
        client.events(filter, Duration.ZERO) == site.events(filter, Duration.ZERO)
        client.events(filter, Duration.ZERO)*.seq() == seqs

        where:
        filter                                              || seqs
        EventFilter.ALL                                     || [1L, 2L, 3L, 4L]
        EventFilter.ALL.withAfter(2)                        || [3L, 4L]
        EventFilter.ALL.withJobs([3L, 1L])                  || [1L, 3L]
        EventFilter.ALL.withRuns([2L])                      || [3L]
        EventFilter.ALL.withTo([FAILED, RUNNING] as Set)    || [2L, 3L]
        EventFilter.ALL.withLimit(1)                        || [1L]
        EventFilter.ALL.withAfter(4)                        || []
    }

    def "a waiting read returns with the event it waits for"() {
        given:
        def seen = new BlockingVariable<List>(30)

        when:
        def waiter = Thread.start { seen.set(client.events(EventFilter.ALL.withAfter(4), Duration.ofSeconds(25))) }
        site.event(2, RUNNING, RUN_DONE, [exit_code: 0, tail: ['x', NASTY]])

        then:
        seen.get()*.seq() == [5L]
        seen.get()[0].data() == [exit_code: 0, tail: ['x', NASTY]]

        cleanup:
        waiter?.join()
    }

    def "a waiting read ends empty when its time is over"() {
        expect:
        client.events(EventFilter.ALL.withAfter(4), Duration.ofMillis(20)) == []
    }

    def "commands come back with what was done and what was refused"() {
        expect:
        client.cancel(JobFilter.ALL.withIds([1L, 2L]), false) == site.cancel(JobFilter.ALL.withIds([1L, 2L]), false)
        client.cancel(JobFilter.ALL.withIds([1L, 2L]), false).refused() == [1L: 'it has ended']
        client.cancel(JobFilter.ALL.withIds([2L]), true).done() == [2L, 4L]
        client.cancel(JobFilter.ALL, false).done() == [2L, 4L]
        client.retry(JobFilter.ALL.withRun(2)).done() == [103L]
    }

    def "the owner's own errors come back as what they were"() {
        when:
        client.cancel(JobFilter.ALL.withWorkdirContains('refuse'), false)

        then:
        def bad = thrown(IllegalArgumentException)
        bad.message == 'that is no workdir'

        when:
        client.explain(409)

        then:
        def conflict = thrown(IllegalStateException)
        conflict.message == 'the engine was stopped'

        when:
        client.explain(500)

        then:
        def broken = thrown(ApiException)
        broken.kind() == ApiException.Kind.BROKEN
    }

    def "a wrong token is reported once and not tried again"() {
        when:
        request(new ApiClient(new OwnerAddress(server.url(), 'guess', '')))

        then:
        def e = thrown(ApiException)
        e.kind() == ApiException.Kind.UNAUTHORIZED

        where:
        request << [{ it.runs() }, { it.retry(JobFilter.ALL) }, { it.jobs(JobFilter.ALL.withIds((1L..9999L).toList())) }]
    }

    def "a list longer than one answer arrives complete"() {
        given:
        100_007.times { site.items << new TransferItemView(it + 1, 1, 's', OUT, '', '/x', 'x', false, DONE, '', '', 0, 0, 0, '', null, '', MemoryBalsam.START, null, null) }

        when:
        def items = client.transfers(TransferFilter.ALL.limited(Integer.MAX_VALUE, 5)).results()

        then:
        items.size() == 100_002
        items.first().id() == 6
        items.last() == site.items.last()
    }

    def "a large answer arrives complete"() {
        given:
        3_000.times { site.add(data: [text: 'x' * 100]) }

        expect:
        client.jobs(JobFilter.ALL).results() == site.jobs
    }
}
