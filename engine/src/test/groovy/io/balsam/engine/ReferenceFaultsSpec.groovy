package io.balsam.engine

import static io.balsam.engine.domain.HookKind.POSTPROCESS
import static io.balsam.engine.domain.JobState.*

import io.balsam.engine.domain.TransferSlot


/** Faults of the reference system that no other spec pins; the table is in the README. */
class ReferenceFaultsSpec extends EngineSpecification {

    def "hooks that change different things of different jobs are all kept"() {
        given: 'one app sets data, one has a hook that says nothing, one has no hook'
        def apps = [
            command('sets', 'true', hooks: [(POSTPROCESS): hook { job -> job.data().value = job.id(); null }]),
            command('silent', 'true', hooks: [(POSTPROCESS): hook { null }]),
            command('plain', 'true'),
        ]

        when:
        long run = run(apps, (0..<30).collect { job(apps[it % 3].name()) })

        then:
        jobs(run)*.state() as Set == [JOB_FINISHED] as Set
        jobs(run).every { it.data() == (it.app() == 'sets' ? [value: it.id()] : [:]) }
    }

    def "a child starts when its parent has ended by moving files out"() {
        given:
        def out = [result: new TransferSlot('result', TransferSlot.Direction.OUT, 'result.txt', true, false, '')]
        def apps = [command('parent', 'echo 1 > result.txt', transfers: out), command('child', 'cat ' + site.resolve('moved.txt'))]

        when:
        long run = run(apps, [job([transfers: [result: "$site/moved.txt".toString()]], 'parent'), job([after: [0]], 'child')])

        then:
        jobs(run)*.state() == [JOB_FINISHED, JOB_FINISHED]
        path(jobs(run)[0].id()).takeRight(2) == [STAGED_OUT, JOB_FINISHED]
        text("data/flow-$run/job1/job.out") == '1\n'
    }

}
