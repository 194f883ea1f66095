package io.balsam.engine.transfer

import static io.balsam.engine.domain.JobState.*

import io.balsam.engine.EngineSpecification
import io.balsam.engine.FakePlatform
import io.balsam.engine.api.JobFilter
import io.balsam.engine.domain.TransferSlot
import io.balsam.spi.ErrorKind
import io.balsam.spi.PluginException
import io.balsam.spi.Transfer
import io.balsam.spi.TransferFault
import io.balsam.spi.TransferItem
import io.balsam.spi.TransferReport
import io.balsam.spi.TransferState
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import java.util.function.Consumer
import java.util.concurrent.atomic.AtomicInteger
import spock.util.concurrent.PollingConditions

/** Files of jobs that come from locations and go there, through transfers that can be made to fail. */
class LocationsSpec extends EngineSpecification {

    def soon = new PollingConditions(timeout: 30)

    Path there

    /** A transfer between this machine and the directory {@link #there}, as a service far away would do it. */
    class Far implements Transfer {
        final List<List<TransferItem>> tasks = new CopyOnWriteArrayList<>()
        final List<Set<String>> questions = new CopyOnWriteArrayList<>()
        final List<String> cancelled = new CopyOnWriteArrayList<>()
        final Map<String, TransferReport> ends = new ConcurrentHashMap<>()
        Closure<TransferFault> fault = { number, item -> null }
        Closure<Void> whole = { number, items -> }
        Closure<Optional<String>> obstacle = { Optional.empty() }
        volatile boolean open = true
        boolean tells = false
        Consumer<String> listener = { }

        @Override boolean tellEnds(Consumer<String> listener) {
            this.listener = listener
            tells
        }

        @Override Optional<String> unavailable() { obstacle.call() }

        @Override synchronized String submit(List<TransferItem> items) {
            tasks << items
            whole.call(tasks.size(), items)
            def faults = []
            items.eachWithIndex { item, i ->
                def wrong = fault.call(tasks.size(), item)
                if (wrong) {
                    faults << new TransferFault(i, wrong.kind(), wrong.message())
                } else {
                    Files.createDirectories(path(item.destination()).parent)
                    Files.write(path(item.destination()), Files.readAllBytes(path(item.source())))
                }
            }
            ends["task-${tasks.size()}".toString()] = TransferReport.done(-1, items.size(), faults)
            return "task-${tasks.size()}"
        }

        @Override Map<String, TransferReport> status(Collection<String> ids) {
            questions << ids.toSet()
            ids.collectEntries {
                [it, open ? ends[it] : new TransferReport(TransferState.ACTIVE, '', ErrorKind.TRANSIENT, 10, 3, [])]
            }
        }

        @Override void cancel(String id) { cancelled << id }

        Path path(String text) {
            text.contains('://') ? there.resolve(URI.create(text).path.substring(1)) : Path.of(text)
        }
    }

    Far far

    def setup() {
        there = Files.createDirectories(site.resolve('there'))
        far = new Far()
        platform.transfers.far = far
    }

    static Map<String, TransferSlot> slots(Map more = [:]) {
        [x: new TransferSlot('x', TransferSlot.Direction.IN, more.path ?: 'x.in', true, false, '', more.via ?: '', TransferSlot.Comparison.SIZES),
            y: new TransferSlot('y', TransferSlot.Direction.OUT, 'y.out', false, false, '', more.via ?: '', TransferSlot.Comparison.SIZES)]
    }

    def upper(Map more = [:]) { command('tr a-z A-Z < x.in > y.out', transfers: slots(more)) }

    def "files come from a location and go there; what many jobs move goes in few tasks"() {
        given: 'tasks that do not end until all items wait'
        (0..<200).each { there.resolve("in $it").text = "text $it" }
        far.open = false
        long run = engine.submit(workflow([upper()], (0..<200).collect { job(transfers: [x: "far:/in $it", y: "far:/out/$it"]) }), false)
        soon.eventually { assert jobs(run).every { engine.explain(it.id()).get().reasons() } }

        when:
        far.open = true
        finish(run)

        then:
        jobs(run)*.state().toSet() == [JOB_FINISHED] as Set
        (0..<200).every { there.resolve("out/$it").text == "TEXT $it" }
        far.tasks*.size().sum() == 400
        far.tasks.count { it[0].source().startsWith('far:') } <= 6

        and: 'nothing unusual is in a URL'
        far.tasks.flatten()*.source().findAll { it.startsWith('far:') }.every { it ==~ '[!-~]+' }
    }

    def "a slot is filled by several files, and goes to several places"() {
        given:
        there.resolve('a').text = 'a'
        site.resolve('b').text = 'b'
        def app = command('cat in/a in/b > y.out', transfers: slots(path: 'in'))

        when:
        long run = run([app], [job(transfers: [x: ['far:/a', "$site/b"], y: ['far:/1', "$site/2", 'far:/deep/']])])

        then:
        jobs(run)*.state() == [JOB_FINISHED]
        [there.resolve('1'), site.resolve('2'), there.resolve('deep/y.out')]*.text == ['ab'] * 3
    }

    def "two slots of a job that write one path are refused before anything runs: #places"() {
        given:
        def declared = ['y', 'z'].collectEntries { [it, new TransferSlot(it, direction, paths[it], true, false, '')] }

        when:
        engine.submit(workflow([command('true', transfers: declared)], [job(transfers: places)]), false)

        then:
        def refused = thrown(IllegalArgumentException)
        refused.message == "flow.groovy:1:1: job 'job0': $message"
        engine.runs().empty

        where:
        direction                  | paths                    | places                              || message
        TransferSlot.Direction.OUT | [y: 'a', z: 'b']         | [y: 'far:/same', z: 'far:/./same']  || "transfer slots 'y' and 'z' both write far:/same"
        TransferSlot.Direction.OUT | [y: 'a', z: 'd/a']       | [y: '/x/', z: '/x/a']               || "transfer slots 'y' and 'z' both write /x/a"
        TransferSlot.Direction.OUT | [y: 'a', z: 'b']         | [y: ['far:/x', 'far:/x'], z: '/x']  || "two places of transfer slot 'y' both write far:/x"
        TransferSlot.Direction.IN  | [y: 'a', z: './a']       | [y: 'far:/x', z: 'far:/y']          || "transfer slots 'y' and 'z' would both become 'a' in the workdir"
        TransferSlot.Direction.IN  | [y: '.', z: 'a']         | [y: 'far:/x/a', z: '/y']            || "transfer slots 'y' and 'z' would both become 'a' in the workdir"
        TransferSlot.Direction.IN  | [y: '.', z: 'b']         | [y: ['far:/x/a', '/y/a'], z: '/y']  || "two places of transfer slot 'y' would both become 'a' in the workdir"
    }

    def "two jobs that write one path are refused unless one waits for the other: #what"() {
        given:
        def slot = new TransferSlot('y', TransferSlot.Direction.OUT, path, true, recursive, '')
        def specs = places.withIndex().collect { place, i -> job(after: after[i] ?: [], transfers: [y: place]) }

        when:
        def said = null
        try {
            engine.submit(workflow([command('true', transfers: [y: slot])], specs), false)
        } catch (IllegalArgumentException e) {
            said = e.message
        }

        then:
        said == (shared ? "flow.groovy:1:1: job 'job${places.size() - 1}': two jobs would write $shared, and one would replace the result of the other" : null)

        where:
        what                      | path  | recursive | places                       | after              || shared
        'one file'                | 'a'   | false     | ['far:/x', 'far:/./x']       | [:]                || 'far:/x'
        'own names'               | 'a'   | false     | ['/x/', 'far:/x/', '/x/a']   | [:]                || '/x/a'
        'siblings'                | 'a'   | false     | ['far:/1', 'far:/x', 'far:/x'] | [1: [0], 2: [0]]  || 'far:/x'
        'a chain'                 | 'a'   | false     | ['far:/x', 'far:/1', 'far:/x'] | [1: [0], 2: [1]]  || null
        'declared the other way'  | 'a'   | false     | ['far:/x', 'far:/x']         | [0: [1]]           || null
        'different ones'          | 'a'   | false     | ['far:/x', 'far:/x/a']       | [:]                || null
        'directories are merged'  | 'a'   | true      | ['far:/x', 'far:/x']         | [:]                || null
        'patterns are not known'  | 'a*'  | false     | ['far:/x', 'far:/x']         | [:]                || null
    }

    def "patterns whose files would become one fail the job, and name both"() {
        given:
        def out = ['y', 'z'].collectEntries { [it, new TransferSlot(it, TransferSlot.Direction.OUT, "$it/*.out", true, false, '')] }

        when:
        long run = run([command('mkdir y z; touch y/a.out z/a.out', transfers: out)], [job(transfers: [y: 'far:/x', z: 'far:/x/'])])

        then:
        jobs(run)*.state() == [FAILED]
        events(jobs(run)[0].id()).last().data().message.startsWith("stage-out: transfer slot 'z': two files would become far:/x/a.out")
    }

    def "inputs whose names have a colon keep their whole names"() {
        given:
        ['1:in', '2:in'].each { site.resolve(it).text = it }
        def app = command('cat 1:in 2:in > y.out', transfers: slots(path: '.'))

        when:
        long run = run([app], [job(transfers: [x: ["$site/1:in", "$site/2:in"], y: 'far:/y'])])

        then:
        jobs(run)*.state() == [JOB_FINISHED]
        there.resolve('y').text == '1:in2:in'
    }

    def "an item that fails for good fails its job alone, with the item named"() {
        given:
        (0..2).each { there.resolve("$it").text = 'a' }
        far.fault = { number, item -> item.source().endsWith('/1') ? new TransferFault(0, ErrorKind.USER, 'No such file') : null }

        when:
        long run = run([upper()], (0..2).collect { job(transfers: [x: "far:/$it".toString()]) })

        then:
        jobs(run)*.state() == [JOB_FINISHED, FAILED, JOB_FINISHED]
        events(jobs(run)[1].id()).last().data().message == "stage-in: far:/1 to ${jobs(run)[1].workdir()}/x.in: No such file"
    }

    def "a task that fails as a whole, for good, is repeated item by item"() {
        given:
        (0..5).each { there.resolve("$it").text = 'a' }
        far.whole = { number, items ->
            if (items.any { it.source().endsWith('/3') }) {
                throw new PluginException(ErrorKind.USER, 'one of them is wrong')
            }
        }

        when:
        long run = run([upper()], (0..5).collect { job(transfers: [x: "far:/$it".toString()]) })

        then:
        jobs(run)*.state() == [JOB_FINISHED] * 3 + [FAILED] + [JOB_FINISHED] * 2
    }

    def "what failed for a while is moved again, and not what arrived"() {
        given:
        (0..1).each { there.resolve("$it").text = 'a' }
        def failed = false
        far.fault = { number, item ->
            if (item.source().endsWith('/1') && !failed) {
                failed = true
                return new TransferFault(0, ErrorKind.TRANSIENT, 'connection lost')
            }
        }

        when:
        long run = run([upper()], (0..1).collect { job(transfers: [x: "far:/$it".toString()]) })

        then:
        jobs(run)*.state() == [JOB_FINISHED] * 2
        far.tasks.flatten()*.source().count { it.endsWith('/0') } == 1
        far.tasks.flatten()*.source().count { it.endsWith('/1') } == 2
    }

    def "another way is taken when one fails, or cannot be used"() {
        given:
        def near = new Far()
        platform.transfers.near = near
        platform.more = [far: ['near://there/']]
        there.resolve('0').text = 'a'
        broken.call(far)

        when:
        long run = run([upper()], [job(transfers: [x: 'far:/0'])])

        then:
        jobs(run)*.state() == [JOB_FINISHED]
        near.tasks.size() == 1

        where:
        broken << [
            { Far way -> way.obstacle = { Optional.of('log in first') } },
            { Far way -> way.whole = { number, items -> throw new PluginException(ErrorKind.TRANSIENT, 'connection refused') } },
            { Far way -> way.whole = { number, items -> throw new PluginException(ErrorKind.SITE, 'no rsync there') } },
        ]
    }

    def "a plugin that does not answer whether it can be used holds up no other"() {
        given:
        def near = new Far()
        def answers = new CountDownLatch(1)
        platform.transfers.near = near
        far.obstacle = { answers.await(); Optional.empty() }
        (0..9).each { there.resolve("$it").text = 'a' }
        def silent = (0..9).collect { job(transfers: [x: "far:/$it".toString()]) }

        when: 'more jobs than there are threads for files need it'
        long waiting = engine.submit(workflow([upper()], silent), false)
        soon.eventually { assert answers.count == 1 && engine.explain(jobs(waiting)[0].id()).get().reasons() }
        long run = run([upper()], [job(transfers: [x: 'near:/0'])])

        then:
        jobs(run)*.state() == [JOB_FINISHED]
        far.tasks.empty

        when:
        answers.countDown()
        finish(waiting)

        then:
        jobs(waiting)*.state() == [JOB_FINISHED] * 10
    }

    def "a job whose plan does not come to an end holds up no other for long"() {
        given:
        def searched = new CountDownLatch(1)
        there.resolve('0').text = 'a'
        platform.transfers.near = new Far()
        def asked = new AtomicInteger()
        // The first question is that of the submission.
        platform.waysTo = { scheme -> if (scheme == 'near' && asked.incrementAndGet() > 1) { searched.await() } }
        long stuck = engine.submit(workflow([upper()], [job(transfers: [x: 'near:/0'])]), false)

        when:
        long run = run([upper()], [job(transfers: [x: 'far:/0'])])

        then:
        jobs(run)*.state() == [JOB_FINISHED]
        jobs(stuck)*.state() == [READY]

        when:
        searched.countDown()
        finish(stuck)

        then:
        jobs(stuck)*.state() == [JOB_FINISHED]
    }

    def "a slot may pin the way"() {
        given:
        platform.transfers.near = new Far()
        platform.more = [far: ['near://there/']]
        there.resolve('0').text = 'a'

        when:
        long run = run([upper(via: 'near')], [job(transfers: [x: 'far:/0'])])

        then:
        jobs(run)*.state() == [JOB_FINISHED]
        far.tasks.empty
    }

    def "a location that the transfer a slot pins does not reach is refused before anything runs: #via, #place"() {
        given:
        platform.transfers.near = new Far()

        when:
        engine.submit(workflow([upper(via: via)], [job(transfers: [x: place])]), false)

        then:
        def refused = thrown(IllegalArgumentException)
        refused.message == "flow.groovy:1:1: job 'job0': transfer slot 'x': $message"
        engine.runs().empty

        where:
        via    | place    || message
        'near' | 'far:/0' || "the transfer 'near' does not reach the location 'far' (far://there/)"
        'fra'  | 'far:/0' || "unknown transfer 'fra'"
        'near' | '/0'     || "the transfer 'near' moves no files on this machine"
    }

    def "a location that is mounted here is used as a directory"() {
        given:
        platform.more = [far: ["file://$there".toString()]]
        there.resolve('0').text = 'a'

        when:
        long run = run([command('test -L x.in; tr a-z A-Z < x.in > y.out', transfers: slots())], [job(transfers: [x: 'far:/0', y: 'far:/deep/1'])])

        then:
        jobs(run)*.state() == [JOB_FINISHED]
        there.resolve('deep/1').text == 'A'
        far.tasks.empty
    }

    def "contents of copies on this machine are compared where the slot asks for that, in and out: #compares"() {
        given:
        def moved = new CopyOnWriteArrayList<TransferItem>()
        platform.transfers.cp = new FakePlatform.Local(false) {
            @Override String submit(List<TransferItem> items) {
                moved.addAll(items)
                super.submit(items)
            }
        }
        site.resolve('a').text = 'a'
        def slots = [x: TransferSlot.Direction.IN, y: TransferSlot.Direction.OUT].collectEntries { name, direction ->
            [name, new TransferSlot(name, direction, "${name}.txt", true, false, '', 'cp', compares)]
        }

        when:
        long run = run([command('cp x.txt y.txt', transfers: slots)], [job(transfers: [x: "$site/a", y: "$site/b"])])

        then:
        jobs(run)*.state() == [JOB_FINISHED]
        moved*.checksum() == [compares == TransferSlot.Comparison.CONTENTS] * 2

        where:
        compares << TransferSlot.Comparison.values()
    }

    def "explain says how far the files are, and a job that is cancelled cancels the task that moves only its files"() {
        given:
        there.resolve('0').text = 'a'
        far.open = false
        engine.submit(workflow([upper()], [job(transfers: [x: 'far:/0'])]), false)

        when:
        long one = engine.runs()[0].with { jobs(it.id()) }[0].id()

        then:
        soon.eventually { assert engine.explain(one).get().reasons() == ['1 item by far from far://there/, chosen by time: far 1.0 s, files so far: 3'] }

        when:
        engine.cancel(JobFilter.ALL.withIds([one]), false)

        then:
        soon.eventually { assert far.cancelled == ['task-1'] }
        jobs(engine.runs()[0].id())[0].state() == CANCELLED
    }

    def "what waits says why no way can be used"() {
        given:
        there.resolve('0').text = 'a'
        far.obstacle = { Optional.of('log in: balsam transfer login far') }
        engine.submit(workflow([upper()], [job(transfers: [x: 'far:/0'])]), false)
        long one = jobs(engine.runs()[0].id())[0].id()

        expect:
        soon.eventually { assert engine.explain(one).get().reasons() == ['1 item from far: far: log in: balsam transfer login far'] }

        when:
        far.obstacle = { Optional.empty() }

        then:
        soon.eventually { assert jobs(engine.runs()[0].id())[0].state() == JOB_FINISHED }
    }

    def "one question is for all tasks of a transfer"() {
        given:
        far.open = false
        (0..1).each { there.resolve("$it").text = 'text' }
        def begin = { n -> engine.submit(workflow([upper()], [job(transfers: [x: "far:/$n".toString()])]), false) }

        when:
        long one = begin(0)
        soon.eventually { assert far.tasks.size() == 1 }
        long other = begin(1)

        then:
        soon.eventually { assert far.questions.last() == ['task-1', 'task-2'] as Set }

        cleanup:
        far.open = true
        [one, other].each { finish(it) }
    }

    def "a transfer that tells the end of a task is asked when the task begins and when it ends"() {
        given:
        there.resolve('in').text = 'text'
        far.open = false
        far.tells = true
        long run = engine.submit(workflow([upper()], [job(transfers: [x: 'far:/in'])]), false)
        soon.eventually { assert far.questions.size() == 1 }

        when:
        far.open = true
        far.listener.accept('task-1')
        finish(run)

        then:
        jobs(run)*.state() == [JOB_FINISHED]
        far.questions == [['task-1'] as Set] * 2
    }

    def "jobs whose inputs come from a location run again, as nothing says that these are the same"() {
        given:
        there.resolve('in').text = 'text'
        def run = { finish(engine.submit(workflow([upper()], [job(transfers: [x: 'far:/in'])]), true)) }

        when:
        2.times { run() }

        then:
        far.tasks.size() == 2
    }

    def "a task that its transfer has forgotten is submitted again"() {
        given:
        there.resolve('0').text = 'a'
        def forgetful = new Far() {
            @Override Map<String, TransferReport> status(Collection<String> ids) {
                ids.collectEntries { [it, it == 'task-1' ? TransferReport.of(TransferState.UNKNOWN) : ends[it]] }
            }
        }
        platform.transfers.far = forgetful

        when:
        long run = run([upper()], [job(transfers: [x: 'far:/0'])])

        then:
        jobs(run)*.state() == [JOB_FINISHED]
        forgetful.tasks.size() == 2
    }
}
