package io.balsam.engine.transfer

import io.balsam.engine.FakePlatform
import io.balsam.engine.config.LocationUrl
import io.balsam.engine.config.TransferLocations.Place
import io.balsam.engine.domain.TransferSlot
import io.balsam.engine.plugin.TransferWay
import io.balsam.spi.TransferCost
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import spock.lang.Specification

/** What is recorded of the items of a task. */
class TransferTaskSpec extends Specification {

    static final Instant NOON = Instant.parse('2026-01-02T12:00:00Z')
    static final TransferSlot SLOT = new TransferSlot('y', TransferSlot.Direction.OUT, 'y*', true, false, '')

    def way = new Ways.Way(LocationUrl.parse('ssh://host/data'), new TransferWay('ln', true, TransferCost.TYPICAL))

    private TransferEntry entry(long id, boolean stored, JobTransfer of) {
        def place = new Place('far', "/y$id")
        def row = TransferRows.fresh(id, of.job(), SLOT, place, NOON)
        new TransferEntry(of, new LocatedItem(SLOT, place, Path.of("/w/y$id")), stored ? row.asStored() : row)
    }

    def 'nothing is recorded of an item that has no row yet when its job has ended, as the job may be removed'() {
        given:
        def gone = new JobTransfer(1, new StagedItems([], Urgency.NONE), 2, 0, {})
        def open = new JobTransfer(2, new StagedItems([], Urgency.NONE), 2, 0, {})
        def entries = [entry(1, true, gone), entry(2, false, gone), entry(3, true, open), entry(4, false, open)]
        gone.cancel()
        def task = new TransferTask(way, new FakePlatform(1).transfer('ln'), entries, new TransferTask.Choice(Duration.ZERO, 'x'))

        when:
        def rows = task.begin(NOON)

        then:
        rows.collectEntries { [it.id(), it.stored()] } == [1L: true, 3L: true, 4L: false]
        rows*.position() == [0, 2, 3]
        task.row().items() == 4
        entries*.forgotten() == [false, true, false, false]
    }
}
