package io.balsam.engine

import static io.balsam.engine.domain.HookKind.*
import static io.balsam.engine.domain.JobState.*

import io.balsam.engine.api.EngineFailure
import io.balsam.engine.api.EventFilter
import io.balsam.engine.api.JobFilter
import io.balsam.engine.api.JobView
import io.balsam.engine.api.Json
import io.balsam.engine.api.NewRun
import io.balsam.engine.domain.Parameter
import io.balsam.engine.domain.Retry
import java.nio.file.Path
import java.sql.DriverManager
import java.time.Duration
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit

class ControlSpec extends EngineSpecification {

    static JobFilter only(long... ids) { JobFilter.ALL.withIds(ids.toList()) }

    def "a cancelled job's process is really ended, its children fail, any-end ones run"() {
        given:
        long run = engine.submit(workflow([command('echo $$ > pid; sleep 600'), command('next', 'true')],
                [job(), job('next', after: [0]), job('next', after: [anyEnd(0)])]), false)
        def pid = site.resolve("data/flow-$run/job0/pid").toFile()
        eventually { pid.exists() && pid.text }

        when:
        def result = engine.cancel(only(jobs(run)[0].id()), false)

        then:
        result.done() == [jobs(run)[0].id()]
        result.refused().isEmpty()

        when:
        finish(run)

        then:
        jobs(run)*.state() == [CANCELLED, FAILED, JOB_FINISHED]
        eventually { !new File("/proc/${pid.text.trim()}").exists() }

        when: 'once more'
        def again = engine.cancel(only(jobs(run)[0].id()), false)

        then:
        again.done().isEmpty()
        again.refused().values()[0].contains('CANCELLED')
    }

    def "cancelling a subtree cancels all jobs that wait for the job, by either kind of dependency"() {
        given:
        long run = engine.submit(workflow([command('sleep 600'), command('next', 'true')],
                [job(), job('next', after: [0]), job('next', after: [anyEnd(1)]), job('next')]), false)

        when:
        def result = engine.cancel(only(jobs(run)[0].id()), true)
        finish(run)

        then:
        result.done().toSorted() == jobs(run)[0..2]*.id()
        jobs(run)*.state() == [CANCELLED, CANCELLED, CANCELLED, JOB_FINISHED]
    }

    def "a function is interrupted when it is cancelled, and its cores are free for others"() {
        given:
        platform.nodes = new FakePlatform(1).nodes
        engine.close(); store.close(); open()
        def hang = function('hang') { args, job -> new CountDownLatch(1).await() }
        long run = engine.submit(workflow([hang, command('true')], [job('hang'), job()]), false)
        eventually { jobs(run)[0].state() == RUNNING }

        when:
        engine.cancel(only(jobs(run)[0].id()), false)
        finish(run)

        then:
        jobs(run)*.state() == [CANCELLED, JOB_FINISHED]
    }

    def "retry makes new jobs for a failed one and for those that failed because of it"() {
        given:
        def flag = site.resolve('fixed').toFile()
        long run = run([command("test -e $flag"), command('next', 'true')],
                [job(workdir: 'a'), job('next', workdir: 'b', after: [0]), job('next', workdir: 'c')])
        def old = jobs(run)
        flag.text = ''

        when:
        def result = engine.retry(only(old[0].id()))
        finish(run)
        def fresh = jobs(run).drop(3)

        then:
        old*.state() == [FAILED, FAILED, JOB_FINISHED]
        result.done() == fresh*.id()
        fresh*.state() == [JOB_FINISHED, JOB_FINISHED]
        fresh*.retryOf() == old[0..1]*.id()
        fresh[1].parents() == [fresh[0].id()]
        jobs(run)[0..1]*.retriedBy() == fresh*.id()
        engine.run(run).get().count(FAILED) == 0
        engine.run(run).get().count(JOB_FINISHED) == 3
        engine.progress(run).count(FAILED) == 0
        engine.progress(run).count(JOB_FINISHED) == 3

        when: 'what cannot be retried'
        def refused = engine.retry(only(old[0].id(), old[2].id())).refused()

        then:
        refused[old[0].id()] == "job ${fresh[0].id()} replaces it"
        refused[old[2].id()].contains('JOB_FINISHED')
    }

    def "a job whose parent failed is not retried without it"() {
        given:
        long run = run([command('false'), command('next', 'true')], [job(), job('next', after: [0])])
        def all = jobs(run)

        expect:
        engine.retry(only(all[1].id())).refused()[all[1].id()] == "its parent, job ${all[0].id()}, is FAILED: retry that one"
    }

    def "stopping ends running jobs and records them; another engine continues from there"() {
        given:
        def once = site.resolve('once').toFile()
        long run = engine.submit(workflow([command("test -e $once || { touch $once; sleep 600; }")], [job()]), false)
        eventually { once.exists() }

        when:
        engine.stop()

        then:
        jobs(run)*.state() == [RESTART_READY]
        path(jobs(run)[0].id()).count(RUN_TIMEOUT) == 1
        !engine.await(run)

        when:
        engine.close(); store.close(); open()
        engine.resume(run)
        finish(run)

        then:
        jobs(run)*.state() == [JOB_FINISHED]
        jobs(run)[0].attempts() == 2
    }

    def "after a crash finished jobs stay finished and running ones time out and run again"() {
        given:
        def go = site.resolve('go').toFile()
        long run = engine.submit(workflow([command('true'), command('wait', "test -e $go || sleep 600")],
                [job(), job('wait', after: [0]), job(after: [1])]), false)
        eventually { jobs(run)[1].state() == RUNNING }

        when:
        crash()
        go.text = ''
        engine.resume(run)
        finish(run)
        def all = jobs(run)

        then:
        all*.state() == [JOB_FINISHED] * 3
        all*.attempts() == [1, 2, 1]
        path(all[1].id())[4..6] == [RUNNING, RUN_TIMEOUT, RESTART_READY]
        events(all[1].id()).find { it.to() == RUN_TIMEOUT }.cause() == 'launcher_lost'
    }

    def "the first of many children start before the last are recorded; a crash in between loses none"() {
        given:
        def begun = new CountDownLatch(1)
        def all = [job('parent')] + (1..1100).collect { job('child', after: [0]) } + [job('child', after: (1..1100).toList())]
        def parent = function('parent') { args, job -> 1 }
        def child = function('child') { args, job -> begun.countDown() }

        when:
        long run = engine.submit(workflow([parent, child], all), false)
        begun.await()
        crash()
        engine.resume(run)
        finish(run)
        def firstBegun = events(2).find { it.to() == RUNNING }.seq()
        def lastWritten = events(1101).find { it.cause() == 'parents_satisfied' }.seq()

        then:
        engine.run(run).get().count(JOB_FINISHED) == 1102
        firstBegun < lastWritten
    }

    def "a pause before a restart survives the engine"() {
        given:
        def retry = new Retry(2, Duration.ofHours(1), Duration.ofHours(1))
        long run = engine.submit(workflow([command('false', retry: retry)], [job()]), false)
        eventually { jobs(run)[0].state() == RESTART_READY }

        when:
        crash()
        engine.resume(run)

        then:
        engine.explain(jobs(run)[0].id()).get().summary() ==~ /It is run again after a pause, at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\./
        jobs(run)[0].attempts() == 1
    }

    def "a run continues from its record: apps that the script has since lost or changed stay as they were"() {
        given:
        long run = engine.submit(workflow([command('true'), command('stitch', 'echo {{x}}', parameters: [new Parameter('x', false, 0.0001, 'any', '')],
                environment: [A: 'b'], retry: new Retry(2, Duration.ZERO, Duration.ZERO))],
                [job(), job('stitch', after: [0])]), false)
        finish(run)
        long next = engine.submit(workflow([command('sleep 600'), command('stitch', 'echo {{x}} $A', environment: [A: 'b'],
                parameters: [new Parameter('x', false, 0.0001, 'any', '')])], [job(), job('stitch', after: [anyEnd(0)])]), false)
        eventually { jobs(next)[0].state() == RUNNING }
        crash()
        scripts.clear()

        when:
        engine.resume(next)
        engine.cancel(only(jobs(next)[0].id()), false)
        finish(next)

        then:
        jobs(next)*.state() == [CANCELLED, JOB_FINISHED]
        text("data/flow-2/${workdir(jobs(next)[1])}/job.out") == '0.0001 b\n'
    }

    String workdir(JobView job) { site.resolve('data/flow-2').relativize(Path.of(job.workdir())) }

    def "when a script cannot be read again only its hooks and functions fail, each with a reason"() {
        given:
        def apps = [command('sleep 600'), command('plain', 'true'), command('hooked', 'true', hooks: [(POSTPROCESS): hook { 'proceed' }]),
                    function('sum') { 1 }]
        long run = engine.submit(workflow(apps, [job()] + ['plain', 'hooked', 'sum'].collect { job(it, after: [anyEnd(0)]) }), false)
        eventually { jobs(run)[0].state() == RUNNING }
        crash()
        scripts.clear()

        when:
        engine.resume(run)
        engine.cancel(only(jobs(run)[0].id()), false)
        finish(run)

        then:
        jobs(run)*.state() == [CANCELLED, JOB_FINISHED, FAILED, FAILED]
        events(jobs(run)[2].id()).last().data().message ==
                "postprocess: the script flow.groovy cannot be read again for postprocess of app 'hooked': it cannot be parsed"
        events(jobs(run)[3].id()).last().data().message.contains(
                "the script flow.groovy cannot be read again for run of app 'sum': it cannot be parsed")
    }

    def "when a script is there again, hooks and functions work again; apps it has lost are named"() {
        given:
        def apps = [command('sleep 600'), command('hooked', 'true', hooks: [(POSTPROCESS): hook { 'proceed' }]),
                    command('lost', 'true', hooks: [(POSTPROCESS): hook { 'proceed' }])]
        long run = engine.submit(workflow(apps, [job()] + ['hooked', 'lost'].collect { job(it, after: [anyEnd(0)]) }), false)
        eventually { jobs(run)[0].state() == RUNNING }
        crash()
        workflow(apps[0..1], [])

        when:
        engine.resume(run)
        engine.cancel(only(jobs(run)[0].id()), false)
        finish(run)

        then:
        jobs(run)*.state() == [CANCELLED, JOB_FINISHED, FAILED]
        events(jobs(run)[2].id()).last().data().message == "postprocess: the script flow.groovy, read again for postprocess of app 'lost', " +
                "no longer declares an app 'lost': its top level depends on something that has changed"
    }

    def "a run of an earlier version has no apps in its record: its script is read, or it is not touched"() {
        given:
        long run = engine.submit(workflow([command('sleep 600')], [job()]), false)
        eventually { jobs(run)[0].state() == RUNNING }
        crash()
        store.close()
        DriverManager.getConnection("jdbc:h2:file:${site.resolve('.balsam/balsam')}", 'balsam', '').withCloseable {
            it.createStatement().execute('update run set apps = null')
        }
        open()
        def kept = scripts.remove('flow.groovy')

        when:
        engine.resume(run)

        then:
        def e = thrown(IllegalArgumentException)
        e.message == 'the script of run flow-1 cannot be read again: it cannot be parsed'

        when:
        scripts['flow.groovy'] = kept
        engine.resume(run)
        engine.cancel(only(jobs(run)[0].id()), false)
        finish(run)

        then:
        jobs(run)*.state() == [CANCELLED]
    }

    def "a workflow submitted as JSON runs as declared, and its code is read from the script"() {
        given:
        def flow = workflow([command('echo {{x}} {{y}} {{z}}', parameters: ['x', 'y', 'z']), function('sum', ['a']) { args, job -> args[0] + 1 }],
                [job(parameters: [x: 0.0001, y: 12345678901L, z: 'ü']), job('sum', after: [0], parameters: [a: 2.5])])
        def text = Json.mapper().writeValueAsString(new NewRun(flow, false))

        when:
        def run = engine.submit(Json.mapper().readValue(text, NewRun))
        finish(run.id())

        then:
        jobs(run.id())*.state() == [JOB_FINISHED] * 2
        new File(jobs(run.id())[0].workdir(), 'job.out').text == '0.0001 12345678901 ü\n'
        engine.jobs(JobFilter.ALL.withRun(run.id())).results()[1].result() == 3.5
    }

    def "jobs of a run without a process can still be cancelled and retried"() {
        given:
        long run = engine.submit(workflow([command('sleep 600'), command('next', 'true')], [job(), job('next', after: [0])]), false)
        eventually { jobs(run)[0].state() == RUNNING }
        crash()

        when:
        engine.cancel(only(jobs(run)[0].id()), false)

        then:
        jobs(run)*.state() == [CANCELLED, FAILED]
        engine.run(run).get().ended() != null

        when:
        engine.retry(only(jobs(run)[0].id()))

        then:
        jobs(run)*.state() == [CANCELLED, FAILED, READY, AWAITING_PARENTS]
        engine.run(run).get().ended() == null
        engine.explain(jobs(run)[2].id()).get().hint() == 'balsam resume continues it'
    }

    def "a call that waits for events returns when they arrive"() {
        given:
        def started = new CountDownLatch(1)
        def seen = []
        def waiter = Thread.start {
            started.countDown()
            seen.addAll(engine.events(EventFilter.ALL.withTo([JOB_FINISHED] as Set), Duration.ofMinutes(5)))
        }
        started.await()

        when:
        run([command('true')], [job()])
        waiter.join(TimeUnit.SECONDS.toMillis(60))

        then:
        seen*.to() == [JOB_FINISHED]
    }

    def "a failing store stops the engine: all jobs are ended, nothing is acknowledged"() {
        given:
        long run = engine.submit(workflow([command('echo $$ > pid; sleep 600')], [job()]), false)
        def pid = site.resolve("data/flow-$run/job0/pid").toFile()
        eventually { pid.exists() && pid.text }

        when:
        store.close()
        engine.submit(workflow([command('true')], [job()]), false)

        then:
        thrown(EngineFailure)
        eventually { !new File("/proc/${pid.text.trim()}").exists() }

        when:
        engine.await(run)

        then:
        thrown(EngineFailure)
    }

    def "progress is that of the last commit"() {
        when:
        long run = run([command('true', retry: new Retry(2, Duration.ZERO, Duration.ZERO)), command('bad', 'false', retry: new Retry(2, Duration.ZERO, Duration.ZERO))],
                [job(), job(), job('bad')])
        def progress = engine.progress(run)

        then:
        progress.ended()
        progress.cores() == 4
        progress.busyCores() == 0
        progress.total() == 3
        progress.done() == 3
        progress.apps()*.app() == ['app', 'bad']
        progress.apps()*.retried() == [0, 1]
    }
}
