package io.balsam.engine.submission

import static io.balsam.engine.domain.HookKind.*
import static io.balsam.engine.domain.JobState.*

import io.balsam.engine.EngineSpecification
import io.balsam.engine.domain.HookResult
import io.balsam.engine.domain.JobContext
import io.balsam.engine.domain.ParentKind
import io.balsam.engine.domain.ParentRef
import io.balsam.engine.domain.Workflow
import io.balsam.engine.transfer.StagingSpec
import java.nio.file.Files
import java.nio.file.Path

class ReuseSpec extends EngineSpecification {

    long again(Workflow workflow) {
        long run = engine.submit(workflow, true)
        finish(run)
        return run
    }

    Workflow chain(Map change = [:]) {
        counter = 0
        def make = command('make', "echo ${change.text ?: 'one'} > out.txt", parameters: ['x'], fingerprint: change.text ?: 'one')
        def use = command('use', 'cat *.txt')
        workflow([make, use], [
                job([parameters: [x: change.x ?: 1], environment: change.environment ?: [:]], 'make'),
                job([after: [0], inputs: [StagingSpec.from(0, 'out.txt')]], 'use'),
                job('use', inputs: [StagingSpec.local('given.txt')])])
    }

    def setup() {
        site.resolve('given.txt').toFile().text = 'given'
    }

    def "nothing has changed: every job takes the earlier result, with one event and the old workdir"() {
        given:
        long first = run(chain())

        when:
        long second = again(chain())
        def all = jobs(second)

        then:
        all*.state() == [JOB_FINISHED] * 3
        all*.reusedFrom() == jobs(first)*.id()
        all*.workdir() == jobs(first)*.workdir()
        all.every { path(it.id()) == [JOB_FINISHED] }
        all*.attempts() == [0, 0, 0]

        and: 'and a third time, from the second'
        jobs(again(chain()))*.reusedFrom() == all*.id()
    }

    def "the directory of a run leads to the results it took over, where no workdir is in another one"() {
        given:
        def app = command('make', 'echo one > out.txt')
        def jobs = { List<String> places -> workflow([app], places.collect { job([workdir: it], 'make') }) }
        run(jobs(['a', 'deep/b', 'c', 'c-x', 'c/d']))

        when:
        def directory = directoryOf(again(jobs(['a', 'deep/b', 'c', 'c-x', 'c/d'])))

        then:
        directory.resolve('a/out.txt').text == 'one\n'
        directory.resolve('deep/b/out.txt').text == 'one\n'
        Files.isSymbolicLink(directory.resolve('a'))
        !directory.resolve('c').toFile().exists()
    }

    private Path directoryOf(long run) {
        Path.of(engine.run(run).get().directory())
    }

    private long run(Workflow workflow) {
        long run = engine.submit(workflow, false)
        finish(run)
        assert jobs(run).every { it.state() == JOB_FINISHED }
        return run
    }

    def "what has changed runs again with what depends on it: #what"() {
        given:
        run(chain())
        def plan = engine.plan(chain(change), true)

        when:
        long second = again(chain(change))
        def all = jobs(second)

        then:
        all*.reusedFrom()*.asBoolean().collect { it ?: false } == [false, false, true]
        plan.reused() == 1
        plan.notReused()*.why() == ['no earlier job is equal to it'] 
        engine.explain(all[0].id()).get().reuse().contains(story)

        where:
        what           | change                  || story
        'the app text' | [text: 'two']           || "the nearest, job 1, differs in the app's text."
        'a parameter'  | [x: 2]                  || 'the nearest, job 1, differs in its parameters (x was 1, is 2).'
        'environment'  | [environment: [A: 'b']] || 'the nearest, job 1, differs in its environment (A was null, is b).'
    }

    def "an input that has changed by content runs its job again"() {
        given:
        run(chain())
        site.resolve('given.txt').toFile().text = 'other'

        when:
        def all = jobs(again(chain()))

        then:
        all*.reusedFrom() == [1L, 2L, null]
        engine.explain(all[2].id()).get().reuse() == 'It was not reused: its input files are not those of job 3.'
    }

    def "a workdir that is gone, or a parent's file that was changed, is not reused"() {
        given:
        long first = run(chain())
        site.resolve("data/flow-$first/job0/out.txt").toFile().text = 'tampered'
        site.resolve("data/flow-$first/job2").toFile().deleteDir()

        when:
        def all = jobs(again(chain()))

        then:
        all*.reusedFrom() == [null, null, null]
        engine.explain(all[0].id()).get().reuse() == 'It was not reused: of the files of job 1, out.txt has 8 bytes and had 4.'
        engine.explain(all[2].id()).get().reuse() == 'It was not reused: the workdir of job 3 is gone.'
    }

    def "a function without a workdir is reused; one with a workdir is not once that is gone"() {
        given:
        def apps = [function('plain') { args, job -> 7 },
                    function('writer') { args, job -> job.directory().resolve('out.txt').text = 'x' }]
        def flow = {
            counter = 0
            workflow(apps, [job('plain'), job('writer'), job('writer')])
        }
        long first = run(flow())
        def dirs = jobs(first).collect { Path.of(it.workdir()) }

        expect:
        dirs.collect { Files.isDirectory(it) } == [false, true, true]

        when:
        dirs[2].toFile().deleteDir()
        def all = jobs(again(flow()))

        then:
        all*.reusedFrom() == [1L, 2L, null]
        all[0].result() == 7

        and: 'and once more, from what was taken over'
        jobs(again(flow()))[0].reusedFrom() == all[0].id()
    }

    def "two equal jobs are two samples, not one"() {
        given:
        def flow = { counter = 0; workflow([command('echo $RANDOM')], [job(), job()]) }
        run(flow())

        expect:
        jobs(again(flow()))*.reusedFrom() == [1L, 2L]
    }

    def "results and data are reused, and so are the jobs that hooks added"() {
        given:
        def flow = {
            counter = 0
            def more = hook { JobContext job ->
                job.data().seen = true
                new HookResult(new HookResult.Decision.Proceed(), job.data(), [
                        this.job('leaf', workdir: 'leaf', after: [new ParentRef.Existing(job.id(), ParentKind.SUCCESS)])])
            }
            workflow([function('root', fingerprint: 'root', hooks: [(POSTPROCESS): more]) { a, j -> [1, 2] }, function('leaf', fingerprint: 'leaf') { a, j -> j.parents()[0].result() }], [job('root')])
        }
        run(flow())

        when:
        def all = jobs(again(flow()))

        then:
        all*.app() == ['root', 'leaf']
        all*.reusedFrom() == [1L, 2L]
        all*.result() == [[1, 2], [1, 2]]
        all[0].data() == [seen: true]
        all[1].createdBy() == all[0].id()
        all[1].parents() == [all[0].id()]
    }

    def "without --resume nothing is reused, and explain says so"() {
        given:
        run(chain())

        when:
        long second = run(chain())

        then:
        jobs(second)*.reusedFrom() == [null] * 3
        engine.explain(jobs(second)[0].id()).get().reuse() == 'Its run was not submitted with --resume.'
    }

    Workflow parts() {
        counter = 0
        def make = command('make', 'echo 1 > a.csv; echo 2 > b.csv; echo made')
        workflow([make, command('sum', 'cat *.csv')], [job('make'), job([after: [0], inputs: [StagingSpec.from(0, '*.csv')]], 'sum')])
    }

    def "a job whose files are not those it ended with runs again, and what depends on it: #what"() {
        given:
        long first = run(parts())
        def made = site.resolve("data/flow-$first/job0")

        when:
        assert ['sh', '-c', 'cd "$0"; ' + change, made.toString()].execute().waitFor() == 0
        def plan = engine.plan(parts(), true)
        long second = again(parts())
        def all = jobs(second)

        then:
        all*.reusedFrom() == (why ? [null, null] : [1L, 2L])
        plan.reused() == (why ? 0 : 2)
        !why || plan.notReused()[0].why() == 'of the files of job 1, ' + why
        !why || engine.explain(all[0].id()).get().reuse() == "It was not reused: of the files of job 1, ${why}."
        new File(all[1].workdir(), 'job.out').text == '1\n2\n'

        where:
        what                                  | change                              || why
        'one is gone'                         | 'rm b.csv'                          || 'b.csv is gone'
        'all are gone'                        | 'rm *'                              || 'a.csv is gone'
        'one was cut off'                     | ': > a.csv'                         || 'a.csv has 0 bytes and had 2'
        'one has another content'             | 'echo 3 > b.csv; touch -d 2001-01-01 b.csv' || 'b.csv has been changed'
        'what it printed is gone'             | 'rm job.out'                        || 'job.out is gone'
        'its errors are gone'                 | 'rm job.err'                        || null
        'the user has added one'              | 'echo 9 > notes.txt'                || null
        'one was touched'                     | 'touch a.csv'                       || null
    }

    def "an intact child runs again when its parent has to; files that cleanup removed are not missed"() {
        given:
        def flow = {
            counter = 0
            workflow([command('make', 'echo 1 > a.csv; echo 2 > b.tmp', cleanup: ['*.tmp']), command('use', 'cat a.csv')],
                    [job('make'), job([after: [0], inputs: [StagingSpec.from(0, 'a.csv')]], 'use')])
        }
        long first = run(flow())

        expect:
        jobs(again(flow()))*.reusedFrom() == [1L, 2L]

        when:
        site.resolve("data/flow-$first/job0/a.csv").toFile().delete()

        then:
        jobs(again(flow()))*.reusedFrom() == [null, null]
    }

    def "the files after the last hook count, and those of jobs added by hooks are checked too"() {
        given:
        def flow = {
            counter = 0
            def move = hook { JobContext job ->
                Files.move(job.workdir().resolve('raw'), job.workdir().resolve('final'))
                new HookResult(new HookResult.Decision.Proceed(), job.data(), [this.job('leaf', workdir: 'leaf')])
            }
            workflow([command('root', 'echo 1 > raw', hooks: [(POSTPROCESS): move]), command('leaf', 'echo 2 > leaf.txt')], [job('root')])
        }
        long first = run(flow())

        expect:
        jobs(again(flow()))*.reusedFrom() == [1L, 2L]

        when:
        site.resolve("data/flow-$first/leaf/leaf.txt").toFile().delete()

        then:
        engine.plan(flow(), true).notReused()*.why() ==
                ['job 4, made by its hook, cannot be taken over: of the files of job 4, leaf.txt is gone']
    }

    def "a job reused twice is still known by the files of the first"() {
        given:
        long first = run(parts())
        again(parts())
        again(parts())

        when:
        site.resolve("data/flow-$first/job0/b.csv").toFile().delete()

        then:
        engine.plan(parts(), true).notReused()[0].why() == 'of the files of job 5, b.csv is gone'
    }

    def "a second run of a job leaves the files of the second"() {
        given:
        def flow = {
            counter = 0
            def app = command('twice', 'test -e first && rm first && exit 0; touch first; sleep 0', hooks: [(POSTPROCESS): hook { JobContext job ->
                job.attempts() < 2 ? 'restart' : 'proceed' }])
            workflow([app], [job('twice')])
        }
        run(flow())

        expect:
        jobs(again(flow()))*.reusedFrom() == [1L]
    }

    def "a link to a file elsewhere is the job's unless it was brought in"() {
        given:
        def flow = {
            counter = 0
            workflow([command('make', "echo 1 > $site/scratch.h5; ln -s $site/scratch.h5 out.h5"), command('use', 'cat out.h5 > copy')],
                    [job('make'), job([after: [0], inputs: [StagingSpec.from(0, 'out.h5')]], 'use')])
        }
        run(flow())

        when:
        site.resolve('scratch.h5').toFile().delete()

        then:
        engine.plan(flow(), true).notReused()*.why() == ['of the files of job 1, out.h5 is gone', 'a parent is run again']
    }
}
