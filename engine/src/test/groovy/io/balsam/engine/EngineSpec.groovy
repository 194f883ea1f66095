package io.balsam.engine

import static io.balsam.engine.domain.HookKind.*
import static io.balsam.engine.domain.JobState.*

import io.balsam.engine.domain.Retry
import java.time.Duration

class EngineSpec extends EngineSpecification {

    def "a command runs in its workdir, and its job passes all states with an event for each"() {
        when:
        long run = run([command('echo hello')], [job(workdir: 'a/b')])
        def view = jobs(run)[0]

        then:
        view.state() == JOB_FINISHED
        text("data/flow-$run/a/b/job.out") == 'hello\n'
        view.workdir() == site.resolve("data/flow-$run/a/b").toString()
        view.exitCode() == 0
        view.attempts() == 1
        path(view.id()) == [READY, STAGED_IN, PREPROCESSED, RUNNING, RUN_DONE, POSTPROCESSED, STAGED_OUT, JOB_FINISHED]
        engine.run(run).get().ended() != null
        site.resolve('data/latest').toRealPath() == site.resolve("data/flow-$run").toRealPath()
    }

    def "a function app's value is its job's result, and a child sees it"() {
        given:
        def add = function('add', ['x', 'y']) { args, job -> args[0] + args[1] }
        def twice = function('twice') { args, job -> job.parents()[0].result() * 2 }

        when:
        long run = run([add, twice], [job('add', parameters: [x: 2, y: 3]), job('twice', after: [0])])

        then:
        jobs(run)*.result() == [5, 10]
    }

    def "values are quoted whatever they contain"() {
        given:
        def text = "a 'b' \"c\" \$HOME; `d` * "

        when:
        long run = run([command(parameters: ['x'], 'printf %s {{x}}')], [job(parameters: [x: text])])

        then:
        jobs(run)[0].state() == JOB_FINISHED
        this.text("data/flow-$run/job0/job.out") == text
    }

    def "a child of a failed parent fails, naming it, however deep; an any-end child runs"() {
        when:
        long run = run([command('exit 3'), command('ok', 'true')], [
                job(), job('ok', after: [0]), job('ok', after: [1]), job('ok', after: [anyEnd(0)])])
        def all = jobs(run)

        then:
        all*.state() == [FAILED, FAILED, FAILED, JOB_FINISHED]
        events(all[1].id()).last().data().parent == all[0].id()
        events(all[2].id()).last().data().root == all[0].id()
        events(all[2].id()).last().data().message.contains("because of job ${all[0].id()}")
    }

    def "an error keeps the exit code and the last ten lines of output"() {
        when:
        long run = run([command('for i in $(seq 20); do echo line $i >&2; done; exit 7')], [job()])
        def error = events(jobs(run)[0].id()).find { it.to() == RUN_ERROR }

        then:
        error.data().exit_code == 7
        error.data().tail == (11..20).collect { "line $it" as String }
        jobs(run)[0].exitCode() == 7
    }

    def "retry runs again after a pause until the attempts are used up"() {
        given:
        def retry = new Retry(3, Duration.ofMillis(20), Duration.ofSeconds(1))

        when:
        long run = run([command('false', retry: retry)], [job()])
        def view = jobs(run)[0]

        then:
        view.state() == FAILED
        view.attempts() == 3
        path(view.id()).count(RESTART_READY) == 2
    }

    def "a wall time is enforced and the default is to run again"() {
        given:
        def timeouts = hook { it.attempts() < 2 ? null : 'too slow' }

        when:
        long run = run([command('sleep 60', hooks: [(HANDLE_TIMEOUT): timeouts])],
                [job(wallTime: Duration.ofMillis(200))])
        def view = jobs(run)[0]

        then:
        view.state() == FAILED
        path(view.id()) == [READY, STAGED_IN, PREPROCESSED, RUNNING, RUN_TIMEOUT, RESTART_READY, RUNNING, RUN_TIMEOUT, FAILED]
        events(view.id()).last().data().message == 'too slow'
    }
}
