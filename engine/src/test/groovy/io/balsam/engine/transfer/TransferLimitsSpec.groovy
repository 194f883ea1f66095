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
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.Semaphore
import spock.util.concurrent.PollingConditions

/** How many tasks a transfer has at a time and how many items go in one, as the settings say. */
class TransferLimitsSpec extends EngineSpecification {

    /** Brings each file when it is allowed to end the next task. */
    static class Gate implements Transfer {
        final List<List<TransferItem>> tasks = new CopyOnWriteArrayList<>()
        final Set<Integer> running = [] as TreeSet
        final Semaphore mayEnd = new Semaphore(0)
        int most

        @Override synchronized String submit(List<TransferItem> items) {
            tasks << items
            running << tasks.size()
            most = Math.max(most, running.size())
            "${tasks.size()}"
        }

        @Override synchronized Map<String, TransferReport> status(Collection<String> ids) {
            ids.collectEntries { [it, mayEnd.tryAcquire() ? end(it as int) : new TransferReport(TransferState.ACTIVE, '', ErrorKind.TRANSIENT)] }
        }

        private TransferReport end(int task) {
            running.remove(task)
            tasks[task - 1].each { Files.writeString(Path.of(it.destination()), 'text') }
            TransferReport.done(-1, -1, [])
        }

        @Override void cancel(String id) {}
    }

    def soon = new PollingConditions(timeout: 30)

    Gate far = platform.transfers.far as Gate
    Gate near = platform.transfers.near as Gate

    @Override
    FakePlatform newPlatform() {
        def made = new FakePlatform(4)
        made.transfers.putAll(far: new Gate(), near: new Gate())
        made.limits = new TransferLimits(limit(1, 10), [near: limit(3, 4)])
        made
    }

    static Limit limit(int tasks, int items) { new Limit(tasks, items, Duration.ofSeconds(1)) }

    private long submit(String location, int jobs) {
        def slot = new TransferSlot('x', TransferSlot.Direction.IN, 'x.in', true, false, '')
        engine.submit(workflow([command('cat x.in', transfers: [x: slot])], (0..<jobs).collect { job(transfers: [x: "$location:/$it"]) }), false)
    }

    def "no more tasks run at a time than allowed, and none has more items: by #location #tasks of #items"() {
        given:
        Gate gate = [far: far, near: near][location]
        long run = submit(location, 30)

        expect: 'all that may run do, while the others wait'
        soon.eventually { assert gate.tasks.size() == tasks }
        engine.services().transferLoad() == load

        when:
        gate.mayEnd.release(1000)
        finish(run)

        then:
        jobs(run)*.state().toSet() == [JOB_FINISHED] as Set
        gate.most == tasks
        gate.tasks*.size().max() == items
        gate.tasks*.size().sum() == 30
        gate.tasks.flatten()*.destination().toSet().size() == 30
        engine.services().transferLoad() == '0 tasks with 0 items, 0 waiting'

        where:
        location | tasks | items || load
        'far'    | 1     | 10    || '1 task with 10 items, 20 waiting'
        'near'   | 3     | 4     || '3 tasks with 12 items, 18 waiting'
    }

    def "a transfer that has reached its limit does not hold back another"() {
        given:
        long stuck = submit('far', 11)
        soon.eventually { assert far.tasks.size() == 1 }

        when:
        near.mayEnd.release(1000)
        long run = submit('near', 5)
        finish(run)

        then:
        jobs(run)*.state().toSet() == [JOB_FINISHED] as Set
        far.tasks.size() == 1

        cleanup:
        far.mayEnd.release(1000)
        finish(stuck)
    }
}
