package io.balsam.engine.transfer

import static io.balsam.engine.domain.JobState.*

import io.balsam.engine.EngineSpecification
import io.balsam.engine.FakePlatform
import io.balsam.engine.config.TransferLimits
import io.balsam.engine.config.TransferLimits.Limit
import io.balsam.engine.domain.TransferSlot
import io.balsam.spi.ErrorKind
import io.balsam.spi.Transfer
import io.balsam.spi.TransferItem
import io.balsam.spi.TransferReport
import io.balsam.spi.TransferState
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.ConcurrentHashMap
import spock.util.concurrent.PollingConditions

/** Two locations that one transfer reaches, one of which does not work. */
class SharedTransferSpec extends EngineSpecification {

    /** Brings files of the location 'net' at once, and does to those of 'bad' what it is told. */
    static class Net implements Transfer {
        final Map<String, List<TransferItem>> running = new ConcurrentHashMap<>()
        volatile TransferReport bad = new TransferReport(TransferState.ACTIVE, '', ErrorKind.TRANSIENT)

        @Override String submit(List<TransferItem> items) {
            String id = UUID.randomUUID()
            running[id] = items
            id
        }

        @Override Map<String, TransferReport> status(Collection<String> ids) {
            ids.collectEntries { id ->
                def report = isBad(running[id]) ? bad : TransferReport.done(-1, -1, [])
                if (report.state() == TransferState.DONE) {
                    running[id].each { Files.writeString(Path.of(it.destination()), 'text') }
                }
                if (report.state() != TransferState.ACTIVE) {
                    running.remove(id)
                }
                [id, report]
            }
        }

        static boolean isBad(List<TransferItem> items) { items[0].source().startsWith('net://bad/') }

        int bad() { running.values().count { isBad(it) } as int }

        @Override void cancel(String id) {}
    }

    def soon = new PollingConditions(timeout: 30)

    Net net = platform.transfers.net as Net

    @Override
    FakePlatform newPlatform() {
        def made = new FakePlatform(4)
        made.transfers.putAll(net: new Net(), bad: new Net())
        made.more = [bad: ['net://bad/']]
        made.limits = new TransferLimits(new Limit(3, 4, Duration.ofSeconds(1)), [:])
        made
    }

    private long submit(String location, int jobs) {
        def slot = new TransferSlot('x', TransferSlot.Direction.IN, 'x.in', true, false, '', 'net', TransferSlot.Comparison.SIZES)
        engine.submit(workflow([command('cat x.in', transfers: [x: slot])], (0..<jobs).collect { job(transfers: [x: "$location:/$it"]) }), false)
    }

    def "a location that does not answer leaves a task to the others"() {
        given:
        long stuck = submit('bad', 30)
        soon.eventually { assert net.bad() == 2 }

        when:
        long run = submit('net', 10)
        finish(run)

        then:
        jobs(run)*.state().toSet() == [JOB_FINISHED] as Set
        net.bad() == 2

        cleanup:
        net.bad = TransferReport.done(-1, -1, [])
        finish(stuck)
    }

    def "a location that has failed has one task at a time until that has worked"() {
        given:
        long run = submit('bad', 30)
        soon.eventually { assert net.bad() == 2 }

        when: 'its tasks fail, and the next one does not end'
        net.bad = new TransferReport(TransferState.FAILED, 'no answer', ErrorKind.TRANSIENT)
        soon.eventually { assert net.bad() == 0 }
        net.bad = new TransferReport(TransferState.ACTIVE, '', ErrorKind.TRANSIENT)

        then:
        soon.eventually { assert engine.services().transferLoad() == '1 task with 4 items, 26 waiting' }
        finish(submit('net', 10))
        net.bad() == 1

        when:
        net.bad = TransferReport.done(-1, -1, [])
        finish(run)

        then:
        jobs(run)*.state().toSet() == [JOB_FINISHED] as Set
    }
}
