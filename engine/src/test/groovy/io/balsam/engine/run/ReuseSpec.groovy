package io.balsam.engine.run

import static io.balsam.engine.domain.HookKind.*
import static io.balsam.engine.domain.JobState.*

import io.balsam.engine.domain.HookResult
import io.balsam.engine.domain.JobContext
import io.balsam.engine.domain.ParentKind
import io.balsam.engine.domain.ParentRef
import io.balsam.engine.domain.Workflow

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
        all*.reusedFrom() == [1L, null, null]
        engine.explain(all[2].id()).get().reuse() == 'It was not reused: the workdir of job 3 is gone.'
    }

    def "a function that asked for no workdir has none, and is reused all the same; one that did is not when it is gone"() {
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

    def "two alike jobs are two samples, not one"() {
        given:
        def flow = { counter = 0; workflow([command('echo $RANDOM')], [job(), job()]) }
        run(flow())

        expect:
        jobs(again(flow()))*.reusedFrom() == [1L, 2L]
    }

    def "results and data are taken over, and what hooks had made comes along"() {
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
        engine.explain(jobs(second)[0].id()).get().reuse() == 'Reuse was not asked for when it was submitted.'
    }
}
