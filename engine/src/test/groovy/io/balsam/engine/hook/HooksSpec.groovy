package io.balsam.engine.hook

import static io.balsam.engine.domain.HookKind.*
import static io.balsam.engine.domain.JobState.*

import io.balsam.engine.EngineSpecification
import io.balsam.engine.domain.HookResult
import io.balsam.engine.domain.JobContext
import io.balsam.engine.domain.ParentKind
import io.balsam.engine.domain.ParentRef
import io.balsam.engine.domain.Retry
import java.nio.file.Files
import java.time.Duration
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch

class HooksSpec extends EngineSpecification {

    def "hook #kind that returns #answer moves a job from #from to #to"() {
        given:
        boolean asked = false
        def once = hook { asked ? 'twice is enough' : { asked = true; answer }() }
        def app = command(commands[from], hooks: [(kind): once])

        when:
        long run = run([app], [job(wallTime: Duration.ofMillis(from == RUN_TIMEOUT ? 100 : 0))])
        def event = events(jobs(run)[0].id()).find { it.from() == from }

        then:
        event.to() == to
        to != FAILED || answer == null || event.data().message == answer || answer == 'restart'

        where:
        kind           | from        | answer    || to
        PREPROCESS     | STAGED_IN   | null      || PREPROCESSED
        PREPROCESS     | STAGED_IN   | 'proceed' || PREPROCESSED
        PREPROCESS     | STAGED_IN   | 'no'      || FAILED
        PREPROCESS     | STAGED_IN   | 'restart' || FAILED
        POSTPROCESS    | RUN_DONE    | null      || POSTPROCESSED
        POSTPROCESS    | RUN_DONE    | 'proceed' || POSTPROCESSED
        POSTPROCESS    | RUN_DONE    | 'restart' || RESTART_READY
        POSTPROCESS    | RUN_DONE    | 'no'      || FAILED
        HANDLE_ERROR   | RUN_ERROR   | null      || FAILED
        HANDLE_ERROR   | RUN_ERROR   | 'restart' || RESTART_READY
        HANDLE_ERROR   | RUN_ERROR   | 'no'      || FAILED
        HANDLE_TIMEOUT | RUN_TIMEOUT | null      || RESTART_READY
        HANDLE_TIMEOUT | RUN_TIMEOUT | 'restart' || RESTART_READY
        HANDLE_TIMEOUT | RUN_TIMEOUT | 'no'      || FAILED

        commands = [(STAGED_IN): 'true', (RUN_DONE): 'true', (RUN_ERROR): 'exit 3', (RUN_TIMEOUT): 'sleep 60']
    }

    def "a hook sees the job as it is, and what it leaves in the data is kept"() {
        given:
        List<JobContext> seen = [].asSynchronized()
        def before = hook { job ->
            seen << job
            Files.writeString(job.workdir().resolve('in.txt'), 'from the hook')
            job.data().step = "one of ${2}"
            'proceed'
        }
        def after = hook { job -> seen << job; job.data().list = [1, 2.5, [a: null]]; 'proceed' }
        def app = command('cat in.txt', parameters: ['x'], hooks: [(PREPROCESS): before, (POSTPROCESS): after])

        when:
        long run = run([app], [job(parameters: [x: 7], data: [start: true], tags: [row: '1'])])
        def view = jobs(run)[0]

        then:
        view.data() == [start: true, step: 'one of 2', list: [1, 2.5d, [a: null]]]
        text("data/flow-$run/job0/job.out") == 'from the hook'
        seen[0].state() == STAGED_IN
        seen[0].returnCode() == null
        seen[0].parameters() == [x: 7]
        seen[1].state() == RUN_DONE
        seen[1].returnCode() == 0
        seen[1].attempts() == 1
        seen[1].data().step == 'one of 2'
        seen[1].tags() == [row: '1']
    }

    def "a hook sees how the last attempt ended: #text"() {
        given:
        List<Integer> seen = new CopyOnWriteArrayList<>()
        def look = hook { job -> seen << job.returnCode(); 'fail' }

        when:
        run([command(text, hooks: [(HANDLE_ERROR): look, (HANDLE_TIMEOUT): look])], [job(wallTime: limit)])

        then:
        seen == [code]

        where:
        text           | limit                 || code
        'exit 4'       | Duration.ZERO         || 4
        'exit 140'     | Duration.ZERO         || 140
        'kill -9 $$'   | Duration.ZERO         || 137
        'exec sleep 9' | Duration.ofMillis(50) || null
    }

    def "an exception in a hook fails its job with the message and the line"() {
        given:
        def broken = hook {
            def e = new IllegalStateException('no luck')
            e.stackTrace = [new StackTraceElement('flow', 'run', 'flow.groovy', 12)] as StackTraceElement[]
            throw e
        }

        when:
        long run = run([command('true', hooks: [(POSTPROCESS): broken])], [job()])
        def last = events(jobs(run)[0].id()).last()

        then:
        last.to() == FAILED
        last.data().message == 'postprocess: no luck'
        last.data().at == 'flow.groovy:12'
    }

    def "a value that cannot be kept fails its job, not the engine"() {
        given:
        def odd = hook { job -> job.data().x = new Object() { Object getSelf() { throw new IllegalStateException('ha') } }; 'proceed' }

        when:
        long run = run([command('true', hooks: [(PREPROCESS): odd]), command('fine', 'true')], [job(), job('fine')])

        then:
        jobs(run)*.state() == [FAILED, JOB_FINISHED]
    }

    def "a hook over its limit fails its job and delays no other, even when it ignores the interrupt"() {
        given:
        def hang = new CountDownLatch(1)
        def stuck = hook {
            while (hang.count > 0) {
                try {
                    hang.await()
                } catch (InterruptedException ignored) {
                }
            }
            'proceed'
        }
        def slow = command('true', hooks: [(PREPROCESS): stuck], hookLimit: Duration.ofMillis(100))
        def quick = command('quick', 'true', hooks: [(PREPROCESS): hook { 'proceed' }])

        when:
        long run = run([slow, quick], [job(), job(), job(), job('quick')])
        def all = jobs(run)
        hang.countDown()

        then:
        all*.state() == [FAILED, FAILED, FAILED, JOB_FINISHED]
        events(all[0].id()).last().data().message == 'preprocess took longer than its limit of 0.1s'
    }

    def "jobs that a hook submits come in the same commit as its decision, and may wait for each other"() {
        given:
        def more = hook { JobContext job ->
            new HookResult(new HookResult.Decision.Proceed(), job.data(), [
                    this.job('child', workdir: 'c0', after: [new ParentRef.Existing(job.id(), ParentKind.SUCCESS)]),
                    this.job('child', workdir: 'c1', after: [0])])
        }

        when:
        long run = run([command('true', hooks: [(POSTPROCESS): more]), command('child', 'true')], [job()])
        def all = jobs(run)

        then:
        all*.state() == [JOB_FINISHED] * 3
        all*.createdBy() == [null, all[0].id(), all[0].id()]
        all[1].parents() == [all[0].id()]
        all[2].parents() == [all[1].id()]
    }

    def "jobs a hook may not submit fail its job: #why"() {
        given:
        def more = hook { JobContext job -> new HookResult(new HookResult.Decision.Proceed(), job.data(), [spec(this)]) }

        when:
        long run = run([command('true', hooks: [(POSTPROCESS): more]), command('needs', parameters: ['x'], 'true')], [job()])
        def all = jobs(run)

        then:
        all*.state() == [FAILED]
        events(all[0].id()).last().data().message.contains(why)

        where:
        why                                  | spec
        "there is no app 'nedes'"            | { it.job('nedes') }
        "needs a value for parameter 'x'"    | { it.job('needs') }
        "has no parameter 'y'"               | { it.job('needs', parameters: [x: 1, y: 2]) }
        "must be a path below"               | { it.job('needs', workdir: '../../x', parameters: [x: 1]) }
        'there is no job 99 to wait for'     | { it.job('needs', parameters: [x: 1], after: [new ParentRef.Existing(99, ParentKind.SUCCESS)]) }
    }

    def "a hook's restart honours the app's pause"() {
        given:
        def again = hook { it.attempts() < 2 ? 'restart' : 'no' }
        def app = command('false', retry: new Retry(5, Duration.ofMillis(30), Duration.ofSeconds(1)), hooks: [(HANDLE_ERROR): again])

        when:
        long run = run([app], [job()])
        def all = events(jobs(run)[0].id())

        then:
        all.find { it.to() == RESTART_READY }.data().restart_at != null
        all.last().to() == FAILED
    }
}
