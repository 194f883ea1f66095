package io.balsam.engine.transfer

import static io.balsam.engine.api.TransferItemState.*
import static io.balsam.engine.domain.JobState.JOB_FINISHED

import io.balsam.engine.EngineSpecification
import io.balsam.engine.api.EventFilter
import io.balsam.engine.api.EventView
import io.balsam.engine.api.JobFilter
import io.balsam.engine.api.TransferFilter
import io.balsam.engine.api.TransferItemView
import io.balsam.engine.domain.InputFiles
import io.balsam.engine.domain.JobState
import io.balsam.engine.domain.TransferSlot
import io.balsam.engine.domain.TransferSlot.Direction
import io.balsam.spi.ErrorKind
import io.balsam.spi.PluginException
import io.balsam.spi.Transfer
import io.balsam.spi.TransferFault
import io.balsam.spi.TransferItem
import io.balsam.spi.TransferReport
import io.balsam.spi.TransferState
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.ConcurrentHashMap
import spock.util.concurrent.PollingConditions

/** What is recorded of the files that jobs move, and what an engine makes of it that starts again. */
class TransferItemsSpec extends EngineSpecification {

    /** A service that goes on with its tasks when the engine ends, and knows them by their submissions. */
    class Service implements Transfer {
        final Map<String, List<TransferItem>> tasks = Collections.synchronizedMap(new LinkedHashMap<>())
        final Map<String, Integer> asked = new ConcurrentHashMap<>()
        final List<String> cancelled = Collections.synchronizedList([])
        Map<String, TransferFault> faults = [:]
        volatile TransferReport report = TransferReport.of(TransferState.ACTIVE)
        volatile boolean answers = true
        volatile boolean done = true

        @Override String submit(List<TransferItem> items) { submit(newSubmission(), items) }

        @Override String submit(String submission, List<TransferItem> items) {
            if (!answers) {
                throw new PluginException(ErrorKind.TRANSIENT, 'no answer')
            }
            asked.merge(submission, 1) { a, b -> a + b }
            assert tasks.getOrDefault(submission, items) == items
            tasks[submission] = items
            return 'T-' + submission
        }

        @Override Map<String, TransferReport> status(Collection<String> ids) {
            ids.collectEntries { [it, done ? end(tasks[it - 'T-']) : report] }
        }

        private TransferReport end(List<TransferItem> items) {
            def wrong = []
            items.eachWithIndex { item, i ->
                def fault = faults.find { name, unused -> item.source().contains(name) }?.value
                if (fault) {
                    wrong << new TransferFault(i, fault.kind(), fault.message())
                } else {
                    Files.createDirectories(path(item.destination()).parent)
                    Files.write(path(item.destination()), Files.readAllBytes(path(item.source())))
                }
            }
            TransferReport.done(-1, -1, wrong)
        }

        @Override void cancel(String id) { cancelled << id }

        private Path path(String text) {
            text.contains('://') ? there.resolve(URI.create(text).path.substring(1)) : Path.of(text)
        }
    }

    def soon = new PollingConditions(timeout: 30)

    Path there
    Service service

    def setup() {
        there = Files.createDirectories(site.resolve('there'))
        service = new Service()
        platform.transfers.far = service
    }

    def upper() {
        command('tr a-z A-Z < x.in > y.out; cp y.out z1; cp y.out z2', transfers: [slot('x', 'IN', 'x.in'), slot('y', 'OUT', 'y.out'), slot('z', 'OUT', 'z?')]
                .collectEntries { [it.name(), it] })
    }

    static TransferSlot slot(String name, String direction, String path) {
        new TransferSlot(name, Direction.valueOf(direction), path, false, false, '')
    }

    List<TransferItemView> items(long run) { engine.transfers(TransferFilter.ALL.withRuns([run])).results() }

    private long submit(int jobs) {
        (0..<jobs).each { there.resolve("$it").text = 'text' }
        engine.submit(workflow([upper()], (0..<jobs).collect { job(transfers: [x: "far:/$it", y: "far:/out/$it", z: "far:/z/$it/"]) }), false)
    }

    def "each item is recorded with what moves it, and with its end"() {
        given:
        service.done = false

        when:
        long run = submit(1)
        soon.eventually { assert items(run)[0].task() }
        def waiting = items(run)

        then:
        waiting*.state() == [ACTIVE, AWAITING_JOB, AWAITING_JOB]
        waiting*.slot() == ['x', 'y', 'z']
        waiting*.direction() == [Direction.IN, Direction.OUT, Direction.OUT]
        waiting*.location() == ['far'] * 3
        waiting*.remotePath() == ['/0', '/out/0', '/z/0/']
        waiting*.localPath() == ['x.in', 'y.out', 'z?']
        waiting[0].way() == 'far'
        waiting[0].task() == 'far:T-' + service.tasks.keySet()[0]
        waiting[0].started() >= waiting[0].created()

        when:
        service.report = new TransferReport(TransferState.INACTIVE, 'log in again', ErrorKind.SITE)

        then:
        soon.eventually { assert items(run)[0].with { [state(), error()] } == [INACTIVE, 'log in again'] }

        when:
        service.done = true
        finish(run)

        then: 'a pattern has got a row for each file'
        items(run)*.state() == [DONE] * 4
        items(run)*.localPath() == ['x.in', 'y.out', 'z1', 'z2']
        items(run)*.remotePath() == ['/0', '/out/0', '/z/0/z1', '/z/0/z2']
        items(run)*.bytes() == [4L] * 4
        items(run)*.files() == [1L] * 4
        items(run)*.attempts() == [1] * 4
        items(run)*.error() == [''] * 4
        items(run).every { it.ended() }
    }

    def "links and copies on this machine are items as well"() {
        given:
        there.resolve('0').text = 'text'

        when:
        long run = run([upper()], [job(transfers: [x: "$there/0", y: "$there/a", z: "$there/b/"])])

        then:
        items(run)*.state() == [DONE] * 4
        items(run)*.way() == ['ln', 'cp', 'cp', 'cp']
        items(run)*.location() == [''] * 4
        items(run)*.remotePath() == ["$there/0", "$there/a", "$there/b/z1", "$there/b/z2"]*.toString()
        items(run)*.bytes() == [4L] * 4
    }

    def "the event of a step sums up its items, however many there are"() {
        given:
        (1..30).each { there.resolve("m/$it").with { Files.createDirectories(parent); text = 'text' } }
        def app = command('mkdir made; touch made/1 made/2; cat x/* > y.out', transfers: [slot('x', 'IN', 'x'), slot('here', 'IN', '.'),
                new TransferSlot('d', Direction.OUT, 'made', true, true, ''), slot('y', 'OUT', 'y.out')].collectEntries { [it.name(), it] })

        when:
        long run = run([app], [job(transfers: [x: (1..30).collect { "far:/m/$it" as String }, here: "$there/m/1", d: "$there/d", y: 'far:/y'])])

        then:
        figures(run, JobState.STAGED_IN) == [items: 31, arrived: 31, files: 31, bytes: 124, via: ['far', 'ln']]
        figures(run, JobState.STAGED_OUT) == [items: 2, arrived: 2, files: 3, bytes: 120, via: ['cp', 'far']]
    }

    def "the event of a step that failed says how many items have arrived"() {
        given:
        service.faults = ['/1': new TransferFault(0, ErrorKind.USER, 'it is not there')]
        there.resolve('0').text = 'text'
        def app = command('true', transfers: [x: slot('x', 'IN', 'x')])

        when:
        long run = run([app], [job(transfers: [x: ['far:/0', 'far:/1']])])

        then:
        figures(run, JobState.FAILED) == [items: 2, arrived: 1, files: 1, bytes: 4, via: ['far'], kind: 'USER', message: "stage-in: far:/1 to ${jobs(run)[0].workdir()}/x/1: it is not there".toString()]
    }

    def "the event of a job that moves nothing has no figures"() {
        given:
        there.resolve('0').text = 'text'

        when: 'a file beside the script is no item'
        long run = run([command('true')], [job(inputs: [new InputFiles(Optional.empty(), 'there/0', false, false)])])

        then:
        event(run, JobState.STAGED_IN).data() == [:]
        event(run, JobState.STAGED_OUT).data() == [:]
    }

    private EventView event(long run, JobState to) {
        engine.events(EventFilter.ALL.withRuns([run]).withTo([to] as Set), Duration.ZERO)[0]
    }

    private Map figures(long run, JobState to) {
        def data = event(run, to).data()
        assert data.seconds >= 0
        data.findAll { it.key != 'seconds' }
    }

    def "what fails says why; what its job does not need any more is cancelled"() {
        given:
        service.faults = ['/1': new TransferFault(0, ErrorKind.USER, 'it is not there')]

        when:
        long run = submit(2)
        finish(run)
        def failed = items(run).findAll { it.job() == jobs(run)[1].id() }

        then:
        failed*.state() == [ERROR, CANCELLED, CANCELLED]
        failed[0].error() == 'it is not there'
        failed[0].ended()
        items(run).findAll { it.job() == jobs(run)[0].id() }*.state() == [DONE] * 4
    }

    def "an item of a job that cannot be planned has its error"() {
        when:
        long run = run([upper()], [job(transfers: [x: "$there/none"])])

        then:
        items(run)*.state() == [ERROR]
        items(run)[0].error().contains('none is not there')
    }

    def "a task is on disk before it is submitted, and adopted when the engine starts again"() {
        given:
        service.done = false
        long run = submit(20)
        soon.eventually { assert items(run).any { it.task() } }
        soon.eventually { assert items(run).findAll { it.state() == ACTIVE }.every { it.task() } }
        def before = items(run).findAll { it.task() }

        when:
        crash()
        engine.resume(run)
        soon.eventually { assert before.every { service.asked[it.task() - 'far:T-'] == 2 } }

        then: 'the service has the same tasks'
        engine.transfers(TransferFilter.ALL.withIds(before*.id())).results()*.task() == before*.task()

        when:
        service.done = true
        finish(run)

        then:
        jobs(run)*.state().toSet() == [JOB_FINISHED] as Set
        items(run)*.state().toSet() == [DONE] as Set
        items(run)*.attempts().toSet() == [1] as Set
        (0..<20).every { there.resolve("out/$it").text == 'TEXT' }
    }

    def "a task that the engine did not see accepted is submitted as the same one"() {
        given:
        service.answers = false
        long run = submit(1)
        soon.eventually { assert items(run)[0].attempts() > 0 }

        when: 'the engine ends, and the service answers a while after its new start'
        crash()
        engine.resume(run)
        service.answers = true
        finish(run)

        then:
        items(run)*.state().toSet() == [DONE] as Set
        service.asked.values().every { it == 1 }
    }

    def "what has arrived is not moved again after a crash"() {
        given: 'one of two inputs has arrived'
        there.resolve('a').text = 'a'
        there.resolve('b').text = 'b'
        service.faults = [b: new TransferFault(0, ErrorKind.TRANSIENT, 'a moment')]
        def app = command('cat a b > y.out', transfers: [slot('a', 'IN', 'a'), slot('b', 'IN', 'b')].collectEntries { [it.name(), it] })
        long run = engine.submit(workflow([app], [job(transfers: [a: 'far:/a', b: 'far:/b'])]), false)
        soon.eventually { assert items(run)*.state()[0] == DONE }

        when:
        crash()
        service.faults = [:]
        there.resolve('a').text = 'changed'
        engine.resume(run)
        finish(run)

        then:
        text("data/${view(jobs(run)[0].id()).workdir() - "$site/data/"}/y.out") == 'ab'
        service.tasks.values().flatten()*.source().count { it.endsWith('/a') } == 1
    }

    def "a task with an item of a removed job is not adopted: the others are moved anew"() {
        given:
        service.done = false
        long run = submit(2)
        soon.eventually { assert items(run).findAll { it.direction() == Direction.IN }.every { it.task() } }

        when: 'the first ends and is removed while the engine is away from the service'
        def gone = jobs(run)[0].id()
        engine.cancel(JobFilter.ALL.withIds([gone]), false)
        engine.removeJobs(JobFilter.ALL.withIds([gone]), false, false)
        crash()
        service.done = true
        engine.resume(run)
        finish(run)

        then:
        jobs(run)*.state() == [JOB_FINISHED]
        items(run)*.state().toSet() == [DONE] as Set
        there.resolve('out/1').text == 'TEXT'
    }

    def "the rows of a removed run are gone"() {
        given:
        long run = submit(3)
        finish(run)

        when:
        finish(submit(1))
        engine.removeRuns([run], false)

        then:
        items(run) == []
        engine.transfers(TransferFilter.ALL).count() == 4
    }

    def "a job that is made again gets items of its own, also when nothing runs its run: #away"() {
        given:
        service.faults = ['/0': new TransferFault(0, ErrorKind.USER, 'it is not there')]
        long run = submit(1)
        finish(run)
        service.faults = [:]

        when:
        if (away) {
            crash()
        }
        engine.retry(JobFilter.ALL.withRun(run).withStates([JobState.FAILED] as Set))
        if (away) {
            engine.resume(run)
        }
        finish(run)

        then:
        items(run)*.state() == [ERROR, CANCELLED, CANCELLED] + [DONE] * 4

        where:
        away << [false, true]
    }

    def "the way is chosen by what its tasks took lately, also by another engine; the choice is recorded"() {
        given: 'two ways that their plugins say are alike; the first is slow'
        def slow = new Service()
        def quick = new Service()
        platform.transfers.remove('far')
        platform.transfers.putAll(slow: slow, quick: quick)
        platform.more = [slow: ['quick://there/']]
        def app = command('cat x.in > y.out', transfers: [x: slot('x', 'IN', 'x.in')])
        there.resolve('0').text = 'text'
        def one = { run([app], [job(transfers: [x: 'slow:/0'])]) }

        when:
        slow.done = false
        long first = engine.submit(workflow([app], [job(transfers: [x: 'slow:/0'])]), false)
        soon.eventually { assert items(first)[0].task().startsWith('slow:') }
        Thread.sleep(1500) // so long does the task take
        slow.done = true
        finish(first)

        then:
        with(items(first)[0]) {
            way() == 'slow'
            Math.abs(estimate().toMillis() - 1020) <= 1
            choice() == 'slow 1.0 s, quick 1.0 s'
        }

        when:
        long second = one()

        then:
        items(second)[0].way() == 'quick'

        when:
        crash()
        long third = one()

        then:
        items(third)[0].way() == 'quick'
        items(third)[0].choice() ==~ /quick 0\.\d s, slow [1-9]\.\d s/
    }
}
