package io.balsam.engine.query

import static io.balsam.engine.domain.JobState.*

import io.balsam.engine.EngineSpecification
import io.balsam.engine.domain.Resources
import io.balsam.engine.domain.TransferSlot
import io.balsam.engine.transfer.StagingSpec
import java.time.Duration

class ExplainSpec extends EngineSpecification {

    def "explain shows a failed job's exit code, last lines and what to do"() {
        when:
        long run = run([command('echo no such tile >&2; exit 127')], [job()])
        def why = engine.explain(jobs(run)[0].id()).get()

        then:
        why.summary() == 'It failed: exit code 127 (a command was not found).'
        why.outputTail() == ['no such tile']
        why.hint() == 'balsam job retry 1 runs it again'
        why.history()*.to() == path(1)
    }

    def "explain names the signal that killed a job"() {
        when:
        long run = run([command('kill -9 $$')], [job()])

        then:
        engine.explain(1).get().summary() == 'It failed: ended by SIGKILL (or exit code 137), often for lack of memory.'
        jobs(run)[0].signal() == 9
    }

    def "explain says that a job used more memory than it asked for"() {
        when:
        def script = 'head -c 60000000 /dev/zero | tail -c 60000000 | { sleep 100; cat >/dev/null; }'
        long run = run([command(script)], [job(resources: new Resources(1, 1, 1, 1, 0, Resources.UNLIMITED, 20L << 20, [:]))])

        then:
        jobs(run)[0].exitCode() == 137
        engine.explain(1).get().summary() ==~ /It failed: ended by SIGKILL: it used \d+(\.\d)? MB of memory, its limit is 20 MB\./
    }

    def "explain says that a strict shell fails on a pipe that was not read to its end; #what"() {
        when:
        run([command(line, strict: strict)], [job()])

        then:
        def why = engine.explain(1).get()
        why.summary() == summary
        why.reasons().any { it.contains("'shell strict: false' in the app turns that off") } == told

        where:
        what                   | line                        | strict || summary                                                                                | told
        'by head'              | 'yes | head -n 1'           | true   || 'It failed: ended by SIGPIPE (or exit code 141), often since a pipe was not read to its end, as by head.' | true
        'allowed by the app'   | 'yes | head -n 1'           | false  || 'It finished successfully.'                                                                    | false
        'another error'        | 'false | head -n 1'         | true   || 'It failed: exit code 1.'                                                              | false
    }

    def "a child of a failed job points to it"() {
        when:
        run([command('false'), command('next', 'true')], [job(), job('next', after: [0]), job('next', after: [1])])

        then:
        engine.explain(3).get().summary() == 'It failed: its parent, job 2, is FAILED because of job 1.'
        engine.explain(3).get().hint() == 'balsam explain 1 says why that one failed'
    }

    def "explain names the parents or the resources that a job waits for; a job that is too large fails at once"() {
        given:
        def wide = new Resources(1, 4, 1, 1, 0, Resources.UNLIMITED)
        def huge = new Resources(1, 4, 1, 1, 4, Resources.UNLIMITED)

        when:
        long run = engine.submit(workflow([command('sleep 600'), command('next', 'true')], [
                job(workdir: 'first'), job([after: [0, anyEnd(0)], workdir: 'second'], 'next'), job(resources: wide), job(resources: huge)]), false)
        eventually { jobs(run)[0].state() == RUNNING }

        then:
        with(engine.explain(2).get()) {
            summary() == 'It waits for 1 of its 1 parents.'
            reasons()[0].startsWith('job 1 (app, first) is RUNNING')
        }
        engine.explain(3).get().summary().startsWith('It waits for free resources on the nodes: ')
        engine.explain(4).get().summary().startsWith('It failed: it can never run here: ')
        engine.explain(1).get().summary() == 'It is running.'
        engine.explain(99).isEmpty()
    }

    def "of a running job without output, explain shows what its MPI runner said last: #what"() {
        given:
        engine.submit(workflow([command("$script; touch done; sleep 600")], [job(workdir: 'a')]), false)
        eventually { site.resolve('data/flow-1/a/done').toFile().exists() && view(1).state() == RUNNING }

        expect:
        engine.explain(1).get().reasons().drop(1) == more

        where:
        what          | script                                                        || more
        'a wait'      | 'printf "created\nwaiting\n" > job.launch.log'              || ['no output yet; its MPI runner said last: waiting']
        'its output'  | 'printf "created\nwaiting\n" > job.launch.log; echo output' || []
        'nothing'     | 'true'                                                        || []
    }

    def "of a run that no process runs, explain says who continues it: #where"() {
        given:
        engine.submit(workflow([command('sleep 600'), command('next', 'true')], [job(), job('next', after: [0])]), false)
        eventually { view(1).state() == RUNNING }
        crash()
        prepare(site.resolve('.balsam'))

        when:
        def running = engine.explain(1).get()
        def child = engine.explain(2).get()

        then:
        running.summary() == summary.replace('STATE', 'RUNNING')
        running.reasons()[0].startsWith('attempt 1 on ')
        running.reasons().drop(1) == more
        running.hint() == hint
        child.summary() == summary.replace('STATE', 'AWAITING_PARENTS')
        child.reasons()[0] == 'It waits for 1 of its 1 parents.'
        child.hint() == hint

        where:
        where                | prepare                                      || summary                                                         | more                                                                            | hint
        'a directory'        | { }                                          || 'No process runs its workflow at the moment: the job is STATE.'  | []                                                                              | 'balsam resume continues it'
        'a site'             | { it.resolve('site.json').text = '{}' }      || "The site's agent is down; in its record the job is STATE."      | ['a launcher goes on with it meanwhile, and reports its end to the next agent'] | 'balsam site start starts the agent'
    }

    def "the plan counts jobs, finds the longest path, and writes nothing"() {
        given:
        def flow = workflow([command('true'), command('other', 'true'), command('unused', 'true')], [
                job(workdir: 'a', wallTime: Duration.ofMinutes(1)), job(workdir: 'b', wallTime: Duration.ofMinutes(5)),
                job('other', workdir: 'c', after: [0]), job('other', workdir: 'd', after: [0, 1], wallTime: Duration.ofMinutes(2))])

        when:
        def plan = engine.plan(flow, false)

        then:
        plan.jobs() == 4
        plan.edges() == 3
        plan.apps()*.app() == ['app', 'other']
        plan.criticalPath()*.workdir() == ['b', 'd']
        plan.criticalTime() == Duration.ofMinutes(7)
        engine.runs().isEmpty()
        !site.resolve('data').toFile().exists()
    }

    def "without wall times the longest path is the one with most jobs"() {
        expect:
        engine.plan(workflow([command('true')], [job(workdir: 'a'), job(workdir: 'b', after: [0]), job(workdir: 'c', after: [1]), job(workdir: 'd')]), false)
                .criticalPath()*.workdir() == ['a', 'b', 'c']
    }

    def "a workflow that cannot be run is refused before anything is written: #what"() {
        when:
        engine.submit(workflow([command('true'), command('slot', 'true', transfers:
                StagingSpec.slot('data', TransferSlot.Direction.IN, '.'))], declared(this)), false)

        then:
        def e = thrown(IllegalArgumentException)
        e.message.startsWith('flow.groovy:1:1: job ')
        e.message.contains(what)
        engine.runs().isEmpty()

        where:
        what                                   | declared
        "there is no app 'ap'"                 | { [it.job('ap')] }
        "workdir '../x' must be a path below"  | { [it.job(workdir: '../x')] }
        "workdir '/etc' must be a path below"  | { [it.job(workdir: '/etc')] }
        'writes the same workdir'              | { [it.job(workdir: 'a'), it.job(workdir: './a')] }
        'it waits for itself'                  | { [it.job(after: [1]), it.job(after: [0])] }
        'it waits for job number 7'            | { [it.job(after: [7])] }
        "has no parameter 'x'"                 | { [it.job(parameters: [x: 1])] }
        "transfer slot 'data' of app 'slot' is not filled" | { [it.job('slot')] }
        "has no transfer slot 'dta': did you mean 'data'?"   | { [it.job('slot', transfers: [data: '/a', dta: '/a'])] }
        'come from a job that is not its paren' | { [it.job(), it.job(inputs: [StagingSpec.from(0, '*')])] }
    }
}
