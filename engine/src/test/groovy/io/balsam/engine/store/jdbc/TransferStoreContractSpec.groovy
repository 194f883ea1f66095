package io.balsam.engine.store.jdbc

import static io.balsam.engine.api.TransferItemState.*
import static io.balsam.engine.domain.TransferSlot.Direction.*
import static io.balsam.engine.store.jdbc.Sample.*

import io.balsam.engine.api.TransferFilter
import io.balsam.engine.api.TransferFilter.By
import io.balsam.engine.api.TransferFilter.Order
import io.balsam.engine.api.TransferItemState
import io.balsam.engine.api.TransferItemView
import io.balsam.engine.domain.JobState
import io.balsam.engine.domain.TransferSlot.Direction
import io.balsam.engine.store.Commit
import io.balsam.engine.store.SiteChanges
import io.balsam.engine.store.Store
import io.balsam.engine.store.TaskFigures
import io.balsam.engine.store.TransferChanges
import io.balsam.engine.store.TransferChanges.Begun
import io.balsam.engine.store.TransferChanges.GaveUp
import io.balsam.engine.store.TransferChanges.Placed
import io.balsam.engine.store.TransferRow
import io.balsam.engine.store.TransferTaskRow
import java.time.Duration
import java.time.Instant
import spock.lang.Specification

/** What every store must do with the items that jobs move. */
abstract class TransferStoreContractSpec extends Specification {

    /** An URL of the database under test; the same one until the feature ends. */
    abstract String url()

    static final Instant LATER = NOON.plusSeconds(5)

    Store store

    def setup() {
        store = Stores.open(url())
        store.commit(commit(runs: [run(1), run(2)], jobs: [job(1, run: 1, tags: [row: '0', kind: 'x']), job(2, run: 2), job(3, run: 2, state: JobState.AWAITING_PARENTS)]))
    }

    def cleanup() {
        store?.close()
    }

    void reopen() {
        store.close()
        store = Stores.open(url())
    }

    void write(Map<String, List<?>> parts) {
        List<TransferRow> created = parts.created ?: []
        store.commit(new Commit([], [], parts.states ?: [], [], [:], SiteChanges.NONE,
                new TransferChanges(parts.begun ?: [], created.collect { new Placed(it, (long) (parts.into ?: 0)) }, parts.named ?: [],
                        parts.submitted ?: [], parts.identified ?: [], parts.changed ?: [], parts.gaveUp ?: []), (List) (parts.removedRuns ?: []), (List) (parts.removed ?: [])))
    }

    /** Begins a task with some items. */
    void begin(long id, TransferTaskRow task, List<TransferRow> items) {
        write(begun: [new Begun(id, task)], submitted: items.collect { new Placed(it, id) })
    }

    static TransferRow row(long id, long job, Direction direction = IN, Map<String, ?> with = [:]) {
        new TransferRow(new TransferItemView(id, job, 'mesh', direction, (String) (with.location ?: 'archive'),
                (String) (with.remotePath ?: "/m/${id}.h5".toString()), (String) (with.localPath ?: 'mesh.h5'), (boolean) with.recursive,
                AWAITING_JOB, '', '', 0, 0, 0, '', null, '', (Instant) (with.created ?: NOON), null, null), (boolean) with.checksum, null, 0, true)
    }

    static TransferTaskRow begun(String submission, String way, int items, Instant started = LATER) {
        new TransferTaskRow(submission, '', way, "$way://x".toString(), items, Duration.ofMillis(1500), "$way 1.5 s".toString(), started)
    }

    List<TransferRow> of(long job, Direction direction = IN) { store.transfers([job], direction) }

    List<Long> ids(TransferFilter filter) {
        assert store.countTransfers(filter) == store.transfers(filter).size()
        store.transfers(filter)*.id()
    }

    Map<Long, TransferItemState> states() {
        store.transfers(TransferFilter.ALL).collectEntries { [it.id(), it.state()] }
    }

    def 'a row comes back as it was written'() {
        given:
        def odd = row(7, 1, OUT, [location: 'd\u00e9p\u00f4t', remotePath: '/a "b"\n\u00fc', localPath: "it's *", recursive: true, checksum: true])

        when:
        write(created: [odd])
        reopen()

        then:
        of(1, OUT) == [odd]
        store.lastTransferId() == 7

        when:
        def task = begun('sub', 'globus', 1)
        def moving = odd.named('/b', 'b').submitted(task, 3)
        write(named: [moving])
        begin(4, task, [moving])
        reopen()

        then:
        of(1, OUT) == [moving]
        moving.item().attempts() == 1
        store.lastTransferTaskId() == 4

        when:
        def known = moving.identified(task.identified('t-1'))
        write(identified: [known.task()])
        reopen()

        then:
        of(1, OUT) == [known]
        known.item().task() == 'globus:t-1'

        when:
        def ended = known.arrived('globus', 12, 3, LATER)
        write(changed: [known.failed('no space', LATER), ended])
        reopen()

        then: 'the last change counts'
        of(1, OUT) == [ended]
    }

    def 'a row may be created as part of a task'() {
        given:
        def task = begun('sub', 'ssh', 2)
        def first = row(1, 1).submitted(task, 0)

        when:
        write(begun: [new Begun(1, task)], created: [first], into: 1)

        then:
        of(1) == [first]
        store.submitted('sub') == [first]
    }

    def 'the rows of some jobs come in one direction'() {
        given:
        write(created: [row(4, 1), row(2, 1), row(3, 1, OUT), row(5, 2), row(6, 3)])

        expect:
        store.transfers([1L, 2L, 9L], IN)*.id() == [2L, 4L, 5L]
        store.transfers([], IN) == []
    }

    def 'the items of a submission come by their positions'() {
        given:
        write(created: [row(1, 1), row(2, 1), row(3, 2)])
        def task = begun('s', 'w', 3)

        when:
        begin(1, task, [row(1, 1).submitted(task, 2), row(2, 1).submitted(task, 0), row(3, 2).submitted(task, 1)])

        then:
        store.submitted('s')*.id() == [2L, 3L, 1L]
        store.submitted('other') == []

        when: 'one is moved again in another task'
        def later = begun('t', 'w', 1)
        begin(2, later, [store.submitted('s')[1].submitted(later, 0)])

        then:
        store.submitted('s')*.id() == [2L, 1L]
        store.submitted('t')*.item()*.attempts() == [2]
    }

    def 'the state of an item that is not moved follows from its job'() {
        given:
        write(created: [row(1, 1), row(2, 1, OUT), row(3, 3)])

        expect:
        states() == [1L: PENDING, 2L: AWAITING_JOB, 3L: AWAITING_JOB]

        when:
        write(states: [state(1, JobState.POSTPROCESSED)], changed: [row(1, 1).arrived('cp', 1, 1, LATER)])

        then:
        states() == [1L: DONE, 2L: PENDING, 3L: AWAITING_JOB]

        when:
        write(states: [state(1, JobState.CANCELLED), state(3, JobState.FAILED)])

        then:
        states() == [1L: DONE, 2L: CANCELLED, 3L: CANCELLED]
        ids(TransferFilter.ALL.withStates([CANCELLED] as Set)) == [2L, 3L]
    }

    def 'what was given up ends the open items of one direction'() {
        given:
        write(created: [row(1, 1), row(2, 1), row(3, 1, OUT), row(4, 2)])
        write(changed: [row(2, 1).arrived('cp', 1, 1, NOON)])

        when:
        write(gaveUp: [new GaveUp(1, IN, 'not there', LATER)])

        then:
        states() == [1L: ERROR, 2L: DONE, 3L: AWAITING_JOB, 4L: PENDING]
        store.transfers(TransferFilter.ALL.withIds([1L]))[0].with { [error(), ended()] } == ['not there', LATER]
    }

    def 'a filter selects by every part'() {
        given:
        write(created: [row(1, 1), row(2, 1, OUT), row(3, 2, IN, [location: 'scratch'])])
        def task = begun('s', 'ssh', 1)
        begin(1, task, [row(3, 2, IN, [location: 'scratch']).submitted(task, 0)])
        write(identified: [task.identified('9')])
        def all = TransferFilter.ALL

        expect:
        ids(all) == [1L, 2L, 3L]
        ids(all.withIds([2L, 3L, 9L])) == [2L, 3L]
        ids(all.withJobs([1L])) == [1L, 2L]
        ids(all.withRuns([2L])) == [3L]
        ids(all.withStates([ACTIVE] as Set)) == [3L]
        ids(all.withDirections([OUT] as Set)) == [2L]
        ids(all.withLocations(['scratch'] as Set)) == [3L]
        ids(all.withTasks(['ssh:9'] as Set)) == [3L]
        ids(all.withJobs([1L]).withDirections([IN] as Set)) == [1L]
        ids(all.withJobStates([JobState.READY, JobState.FAILED] as Set)) == [1L, 2L, 3L]
        ids(all.withJobStates([JobState.FAILED] as Set)) == []
        ids(all.withJobTags([row: '0'])) == [1L, 2L]
        ids(all.withJobTags([row: '0', kind: 'x'])) == [1L, 2L]
        ids(all.withJobTags([row: '0', kind: 'y'])) == []
        ids(all.withJobTags([row: '0']).withStates([PENDING] as Set).withRuns([1L])) == [1L]
    }

    def 'a result is ordered by #by, and the other way round'() {
        given: 'the second has ended, the third is moved, the others wait'
        def (two, three) = [row(2, 1), row(3, 2, IN, [created: LATER])]
        write(created: [row(1, 1, OUT, [created: LATER]), two, three, row(4, 2)])
        def first = begun('s', 'w', 1)
        def second = begun('t', 'w', 1, LATER.plusSeconds(2))
        begin(1, first, [two.submitted(first, 0)])
        begin(2, second, [three.submitted(second, 0)])
        write(changed: [two.submitted(first, 0).arrived('w', 7, 1, LATER.plusSeconds(1))])

        expect:
        ids(TransferFilter.ALL.withOrder(new Order(by, false))) == ascending
        ids(TransferFilter.ALL.withOrder(new Order(by, true))) == descending
        ids(TransferFilter.ALL.withOrder(new Order(by, true)).withStates([PENDING, ACTIVE] as Set)) == descending - [1L, 2L]
        store.transfers(TransferFilter.ALL.withOrder(new Order(by, true)).limited(2, 1))*.id() == descending[1..2]

        where:
        by         || ascending        | descending
        By.ID      || [1L, 2L, 3L, 4L] | [4L, 3L, 2L, 1L]
        By.CREATED || [2L, 4L, 1L, 3L] | [3L, 1L, 4L, 2L]
        By.STARTED || [2L, 3L, 1L, 4L] | [3L, 2L, 4L, 1L]
        By.ENDED   || [2L, 1L, 3L, 4L] | [2L, 4L, 3L, 1L]
        By.STATE   || [1L, 4L, 3L, 2L] | [2L, 3L, 4L, 1L]
        By.BYTES   || [1L, 3L, 4L, 2L] | [2L, 4L, 3L, 1L]
    }

    def 'a part of the result comes in order'() {
        given:
        write(created: [row(2, 1), row(1, 1), row(3, 1)])

        expect:
        store.transfers(TransferFilter.ALL.limited(1, 1))*.id() == [2L]
        store.countTransfers(TransferFilter.ALL.limited(1, 1)) == 3
    }

    def 'figures of the latest tasks are read'() {
        given:
        write(created: [row(1, 1), row(2, 1), row(3, 2), row(4, 2)])
        def ssh = begun('s', 'ssh', 2, NOON)
        def globus = begun('t', 'globus', 1, NOON)
        def one = row(1, 1).submitted(ssh, 0)
        def two = row(2, 1).submitted(ssh, 1)
        def three = row(3, 2).submitted(globus, 0)
        begin(1, ssh, [one, two])
        begin(2, globus, [three])
        write(changed: [one.arrived('ssh', 10, 1, LATER), two.arrived('ssh', 20, 2, LATER), three.arrived('globus', 5, 1, LATER.plusSeconds(1)),
            row(4, 2).arrived('cp', 5, 1, LATER)])

        expect: 'not of what stayed on this machine'
        store.recentTasks(100, 100) == [new TaskFigures('globus', 'archive', 1, 1, 5, Duration.ofSeconds(6)),
            new TaskFigures('ssh', 'archive', 2, 3, 30, Duration.ofSeconds(5))]
        store.recentTasks(2, 100)*.way() == ['globus']
        store.recentTasks(100, 1)*.way() == ['globus']
    }

    def 'items are removed with their job'() {
        given:
        def own = begun('own', 'ssh', 1)
        def shared = begun('shared', 'ssh', 2)
        write(states: [state(1, JobState.CANCELLED)], created: [row(1, 1), row(2, 1), row(3, 2)])
        begin(1, own, [row(1, 1).submitted(own, 0)])
        begin(2, shared, [row(2, 1).submitted(shared, 0), row(3, 2).submitted(shared, 1)])

        when:
        write(removed: [1L])

        then:
        of(1) == []
        ids(TransferFilter.ALL) == [3L]
        store.submitted('shared')*.id() == [3L]

        and: 'with a task of which nothing is left'
        store.lastTransferTaskId() == 2

        when:
        write(states: [state(2, JobState.CANCELLED)], removed: [2L])

        then:
        store.lastTransferTaskId() == 0

        and: 'a late change of a removed row is no error'
        write(changed: [row(1, 1).failed('late', LATER)])
    }

    def 'items are removed with their run, and so are the tasks of which nothing is left'() {
        given:
        def own = begun('own', 'ssh', 1)
        write(states: [state(1, JobState.CANCELLED)], created: [row(1, 1)])
        begin(1, own, [row(1, 1).submitted(own, 0)])

        when:
        write(removedRuns: [1L])

        then:
        ids(TransferFilter.ALL) == []
        store.lastTransferTaskId() == 0
    }
}
