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
import java.util.function.Consumer
import spock.util.concurrent.PollingConditions

/** How many tasks a transfer has at a time and how many items go in one, as the settings say. */
class TransferLimitsSpec extends EngineSpecification {

    /** Brings the files of a task when it is asked and allowed to end one. */
    static class Gate implements Transfer {
        final List<List<TransferItem>> tasks = new CopyOnWriteArrayList<>()
        final Set<Integer> running = [] as TreeSet
        final Semaphore mayEnd = new Semaphore(0)
        int most
        int questions

        @Override boolean tellEnds(Consumer<String> listener) { true }

        @Override synchronized String submit(List<TransferItem> items) {
            tasks << items
            running << tasks.size()
            most = Math.max(most, running.size())
            "${tasks.size()}"
        }

        @Override synchronized Map<String, TransferReport> status(Collection<String> ids) {
            questions++
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

    /** Tasks, their items, and items that wait, as 'site status' shows them. */
    private List<Integer> load() {
        (engine.services().transferLoad() =~ /^(\d+) tasks? with (\d+) items?, (\d+) waiting$/)[0].drop(1)*.toInteger()
    }

    def "no more tasks run at a time than allowed, and none has more items: by #location #tasks of #items"() {
        given:
        Gate gate = [far: far, near: near][location]
        long run = submit(location, 30)

        expect: 'all that may run do, while the others wait'
        soon.eventually { assert gate.tasks.size() == tasks }
        soon.eventually {
            def (running, moving, waiting) = load()
            assert running == tasks && moving + waiting == 30
        }

        when:
        gate.mayEnd.release(1000)
        finish(run)

        then:
        jobs(run)*.state().toSet() == [JOB_FINISHED] as Set
        gate.most == tasks
        gate.tasks*.size().max() == items
        gate.tasks*.size().sum() == 30
        gate.tasks.flatten()*.destination().toSet().size() == 30
        load() == [0, 0, 0]

        where:
        location | tasks | items
        'far'    | 1     | 10
        'near'   | 3     | 4
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

    def "files of jobs with a higher priority, and then of those that more jobs wait for, go first"() {
        given:
        submit('far', 1)
        soon.eventually { assert far.tasks.size() == 1 }
        def slot = new TransferSlot('x', TransferSlot.Direction.IN, 'x.in', true, false, '')
        def staged = { Map more = [:], String name -> job(more + [transfers: [x: "far:/$name"]]) }
        def jobs = (0..<8).collect { staged("plain$it") } + [
                staged('parent'), job(after: [8], 'none'), staged('grandparent'), job(after: [10], 'none'),
                job(after: [11], 'none'), staged('urgent', priority: 1)]
        def apps = [command('cat x.in', transfers: [x: slot]), command('none', 'true')]

        when:
        long run = engine.submit(workflow(apps, jobs), false)
        soon.eventually { assert load() == [1, 1, 11] }
        far.mayEnd.release(1000)
        finish(run)

        then: 'and the others, which are alike, in any order'
        def names = far.tasks[1]*.source()*.replaceFirst('.*/', '')
        names.take(3) == ['urgent', 'grandparent', 'parent']
        names.drop(3).every { it.startsWith('plain') }
        far.tasks[2].size() == 1
    }

    def "a transfer that tells nothing of a task is asked again after the service period"() {
        given:
        long run = submit('far', 1)

        expect: 'more often than in the usual period'
        soon.eventually { assert far.questions >= 4 }

        when:
        far.mayEnd.release(1)
        finish(run)

        then:
        jobs(run)*.state() == [JOB_FINISHED]
    }
}
