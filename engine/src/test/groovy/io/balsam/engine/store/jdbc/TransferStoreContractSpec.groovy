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
import io.balsam.engine.store.TransferChanges.GaveUp
import io.balsam.engine.store.TransferRow
import io.balsam.engine.store.TransferRow.Choice
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
        store.commit(new Commit([], [], parts.states ?: [], [], [:], SiteChanges.NONE,
                new TransferChanges(parts.created ?: [], parts.changed ?: [], parts.gaveUp ?: []), [], (List) (parts.removed ?: [])))
    }

    static TransferRow row(long id, long job, Direction direction = IN, Map<String, ?> with = [:]) {
        new TransferRow(new TransferItemView(id, job, 'mesh', direction, (String) (with.location ?: 'archive'),
                (String) (with.remotePath ?: "/m/${id}.h5".toString()), (String) (with.localPath ?: 'mesh.h5'), (boolean) with.recursive,
                AWAITING_JOB, '', '', 0, 0, 0, '', null, '', (Instant) (with.created ?: NOON), null, null), (boolean) with.checksum, '', '', 0, 0)
    }

    static Choice choice(String way) { new Choice(way, Duration.ofSeconds(1), way) }

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
        store.transfers(1L) == [odd]
        store.lastTransferId() == 7

        when:
        def moving = odd.named('/b', 'b').submitted(new Choice('globus', Duration.ofMillis(1500), 'globus 1.5 s'), 'globus://x/b', 'sub', 3, 3, LATER).task('t-1')
        write(changed: [moving])
        reopen()

        then:
        store.transfers(1L) == [moving]
        moving.item().task() == 'globus:t-1'
        moving.item().attempts() == 1

        when:
        def ended = moving.arrived('globus', 12, 3, LATER)
        write(changed: [moving.failed('no space', LATER), ended])
        reopen()

        then: 'the last change counts'
        store.transfers(1L) == [ended]
    }

    def 'the items of a submission come by their positions'() {
        when:
        write(created: [row(1, 1), row(2, 1), row(3, 2)])
        write(changed: [row(1, 1).submitted(choice('w'), 'u', 's', 2, 3, LATER), row(2, 1).submitted(choice('w'), 'u', 's', 0, 3, LATER), row(3, 2).submitted(choice('w'), 'u', 's', 1, 3, LATER)])

        then:
        store.submitted('s')*.id() == [2L, 3L, 1L]
        store.submitted('other') == []
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
        write(changed: [row(3, 2, IN, [location: 'scratch']).submitted(choice('ssh'), 'u', 's', 0, 3, LATER).task('9')])
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
        write(changed: [two.submitted(choice('w'), 'u', 's', 0, 1, LATER).arrived('w', 7, 1, LATER.plusSeconds(1)),
            three.submitted(choice('w'), 'u', 't', 0, 1, LATER.plusSeconds(2))])

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
        def one = row(1, 1).submitted(choice('ssh'), 'u', 's', 0, 3, NOON).task('a')
        def two = row(2, 1).submitted(choice('ssh'), 'u', 's', 1, 3, NOON).task('a')
        def three = row(3, 2).submitted(choice('globus'), 'u', 't', 1, 3, NOON).task('b')
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
        write(states: [state(1, JobState.CANCELLED)], created: [row(1, 1), row(2, 2)])

        when:
        write(removed: [1L])

        then:
        store.transfers(1L) == []
        ids(TransferFilter.ALL) == [2L]

        and: 'a late change of a removed row is no error'
        write(changed: [row(1, 1).failed('late', LATER)])
    }
}
