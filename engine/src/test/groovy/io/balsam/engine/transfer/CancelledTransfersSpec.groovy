package io.balsam.engine.transfer

import static io.balsam.engine.domain.JobState.*

import io.balsam.engine.EngineSpecification
import io.balsam.engine.FakePlatform
import io.balsam.engine.api.JobFilter
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

/** Jobs that are cancelled in great numbers while most of them wait for others to be staged. */
class CancelledTransfersSpec extends EngineSpecification {

    /** Brings files once it is open; a task that is cancelled has failed. */
    static class Gate implements Transfer {
        final Map<String, List<TransferItem>> tasks = new ConcurrentHashMap<>()
        final Set<String> cancelled = ConcurrentHashMap.newKeySet()
        volatile boolean open

        @Override String submit(List<TransferItem> items) {
            String id = UUID.randomUUID()
            tasks[id] = items
            id
        }

        @Override Map<String, TransferReport> status(Collection<String> ids) { ids.collectEntries { [it, report(it)] } }

        private TransferReport report(String id) {
            if (id in cancelled) {
                return new TransferReport(TransferState.FAILED, 'cancelled', ErrorKind.TRANSIENT)
            }
            if (open) {
                tasks[id].each { Files.writeString(Path.of(it.destination()), 'text') }
                return TransferReport.done(-1, -1, [])
            }
            new TransferReport(TransferState.ACTIVE, '', ErrorKind.TRANSIENT)
        }

        int count(String run) { tasks.values().flatten().count { it.source().contains("/$run/") } as int }

        @Override void cancel(String id) { cancelled << id }
    }

    def soon = new PollingConditions(timeout: 60)

    Gate far = platform.transfers.far as Gate

    @Override
    FakePlatform newPlatform() {
        def made = new FakePlatform(4)
        made.transfers.far = new Gate()
        made.limits = new TransferLimits(new Limit(2, 100, Duration.ofSeconds(1)), [:])
        made
    }

    private long submit(String name, int jobs) {
        def slot = new TransferSlot('x', TransferSlot.Direction.IN, 'x.in', true, false, '')
        engine.submit(workflow([command('cat x.in', transfers: [x: slot])],
            (0..<jobs).collect { job(workdir: "$name/$it", transfers: [x: "far:/$name/$it"]) }), false)
    }

    def "what is cancelled while it waits is not moved, and those that come later are: #jobs"() {
        given:
        long gone = submit('gone', jobs)
        soon.eventually { assert far.count('gone') == 200 }

        when:
        engine.cancel(JobFilter.ALL.withRun(gone), false)
        finish(gone)
        far.open = true
        long run = submit('later', 20)
        finish(run)

        then:
        this.jobs(run)*.state().toSet() == [JOB_FINISHED] as Set
        far.count('gone') == 200
        engine.services().transferLoad() == '0 tasks with 0 items, 0 waiting'

        where:
        jobs << [1_000, 12_000]
    }
}
