package io.balsam.engine.transfer

import static io.balsam.engine.domain.JobState.*

import io.balsam.engine.EngineSpecification
import io.balsam.engine.domain.InputFiles
import io.balsam.engine.domain.TransferSlot
import java.nio.file.Files

/** What may be an input, and what two of them may be called. */
class InputRulesSpec extends EngineSpecification {

    static InputFiles input(String pattern, boolean copy = false) { new InputFiles(Optional.empty(), pattern, copy, false) }

    void sh(String script) {
        assert ['bash', '-c', 'cd "$0"; ' + script, site.toString()].execute().waitFor() == 0
    }

    /** The directory's own cleaning follows links. */
    def cleanup() {
        sh('rm -rf in store')
    }

    String failure(List<InputFiles> inputs) {
        long run = run([command('true')], [job(inputs: inputs)])
        assert jobs(run)*.state() == [FAILED]
        return events(jobs(run)[0].id()).last().data().message
    }

    List<String> arrived(List<InputFiles> inputs) {
        counter = 0
        long run = run([command('find -L . -type f ! -name "job.*" | sort')], [job(inputs: inputs)])
        assert jobs(run)*.state() == [JOB_FINISHED]
        return text("data/flow-$run/job0/job.out").readLines()
    }

    def "a linked directory is searched, files of a dot are left alone, and linked data counts for reuse"() {
        given:
        sh('mkdir -p in/s1 store/s2; echo 1 > in/s1/x; echo 2 > store/s2/x; ln -s ../store/s2 in/s2; echo 3 > in/.x; mkdir in/.d; echo 4 > in/.d/x')

        expect:
        arrived([input('in/*/x')]) == ['./s1/x', './s2/x']
        arrived([input('in/*')]) == ['./s1/x', './s2/x']
        arrived([input('in/.x')]) == ['./.x']
    }

    def "two inputs of one name are refused with both sources, and one input named twice is staged once: #files"() {
        given:
        sh('mkdir -p in/a/deep in/b; echo a > in/a/x; echo b > in/b/x; echo 1 > in/a/y; echo d > in/a/deep/z')
        def inputs = files.collect { input(it) }

        expect:
        says ? failure(inputs).replace(site.toString() + '/', '') == 'stage-in: ' + says : arrived(inputs) == names

        where:
        files                              || names                             | says
        ['in/a/x', 'in/b/x']               || null                              | "two inputs would become 'x' in the workdir: in/a/x and in/b/x"
        ['in/a/*', 'in/a/x', 'in/*/y', 'in/a/y'] || ['./a/y', './deep/z', './x', './y'] | null
        ['in/*', 'in/**/z']                || ['./a/deep/z', './a/x', './a/y', './b/x'] | null
        ['in/**/z', 'in/*']                || ['./a/deep/z', './a/x', './a/y', './b/x'] | null
    }

    def "an input never lands inside a linked directory, where it would replace its source"() {
        given:
        sh('mkdir -p in/data other/data; echo mine > in/data/x; echo other > other/data/x')

        when:
        def says = failure([input('in/*'), new InputFiles(Optional.empty(), 'other/**/x', true, false)])

        then:
        says.contains("'data' and 'data/x' cannot both be in the workdir")
        text('in/data/x') == 'mine\n'
    }

    def "what is neither a file nor a directory, or a link to nothing, is refused: #what"() {
        given:
        sh('mkdir in; echo 1 > in/x; ' + make)

        expect:
        failure([input(pattern)]).contains(says)

        where:
        what              | make                  | pattern   || says
        'a pipe'          | 'mkfifo in/p'         | 'in/*'    || 'in/p is a pipe, a socket or a device: inputs are files and directories'
        'a device'        | 'true'                | '/dev/null' || '/dev/null is a pipe, a socket or a device'
        'a link to none'  | 'ln -s none in/l'     | 'in/*'    || 'in/l is a link to none, which is not there'
        'a link to itself'| 'ln -s l in/l'        | 'in/l'    || 'in/l is a link to l, which is not there'
        'a bad pattern'   | 'true'                | 'in/[z-a]' || "'[z-a]' is not a pattern"
        'everything'      | 'true'                | '.'       || 'as a whole cannot be an input'
        'what holds the workdir' | 'true'         | 'data'    || 'as a whole cannot be an input'
        'a name that is no text' | 'touch in/$\'caf\\xe9\'' | 'in/*' || "is not in this system's encoding"
    }

    def "a wildcard leaves out the directory that the workdir is in"() {
        given:
        sh('echo 1 > one.txt')

        expect:
        arrived([input('*')]) == ['./one.txt']
    }

    def "a directory with links to itself and to nothing, and with a pipe, can be an input, and is reused"() {
        given:
        sh('mkdir -p in/deep store; echo 1 > in/x; echo 2 > store/y; ln -s .. in/deep/up; ln -s none in/none; ln -s ../store in/store; ln -s / in/root; mkfifo in/pipe')
        def flow = { counter = 0; workflow([command('cat in/x in/store/y')], [job(inputs: [input('in')])]) }
        long first = engine.submit(flow(), false)
        finish(first)
        assert jobs(first)*.state() == [JOB_FINISHED]

        when:
        def same = engine.plan(flow(), true).reused()
        sh('echo 3 > store/y')
        def changed = engine.plan(flow(), true).reused()

        then:
        [same, changed] == [1, 0]
    }

    def "files of two parents get the parent's number, two of one parent are refused"() {
        given:
        def make = command('make', 'mkdir a b; echo 1 > a/x; echo 2 > b/x')

        when:
        long run = run([make, command('use', 'ls')], [job('make'), job('make'),
                job([after: [0, 1], inputs: [StagingSpec.from(0, 'a/*'), StagingSpec.from(1, 'a/*')]], 'use'),
                job([after: [0], inputs: [StagingSpec.from(0, 'a/*'), StagingSpec.from(0, 'b/*')]], 'use')])

        then:
        text("data/flow-$run/job2/job.out").readLines().findAll { it.startsWith('x') } == ['x', 'x_2']
        jobs(run)[3].state() == FAILED
        events(jobs(run)[3].id()).last().data().message.contains("two inputs would become 'x' in the workdir: ")
    }

    def "a directory that a parent linked is searched for its children"() {
        given:
        sh('mkdir scratch')
        def make = command('make', "echo 1 > $site/scratch/a.csv; ln -s $site/scratch out")

        when:
        long run = run([make, command('use', 'cat a.csv')], [job('make'), job([after: [0], inputs: [StagingSpec.from(0, 'out/*.csv')]], 'use')])

        then:
        text("data/flow-$run/job1/job.out") == '1\n'
    }

    def "two files of one name are not staged out over each other, and links are not searched for them"() {
        given:
        sh('mkdir -p in/more; echo secret > in/more/r.txt')
        def slots = StagingSpec.slot('r', TransferSlot.Direction.OUT, '*/r.txt')

        when:
        long run = run([command('one', 'mkdir a; echo 1 > a/r.txt', transfers: slots), command('two', 'mkdir a b; echo 1 > a/r.txt; echo 2 > b/r.txt', transfers: slots)],
                [job([inputs: [input('in/more')], transfers: [r: "$site/far/".toString()]], 'one'), job([transfers: [r: "$site/far2/".toString()]], 'two')])

        then:
        jobs(run)*.state() == [JOB_FINISHED, FAILED]
        text('far/r.txt') == '1\n'
        events(jobs(run)[1].id()).last().data().message.contains("two files would become $site/far2/r.txt")
        !Files.exists(site.resolve('far2/r.txt'))
    }

    def "a file whose name is no text is not staged out, and the message says why"() {
        given:
        def slots = StagingSpec.slot('r', TransferSlot.Direction.OUT, '*.t')

        when:
        long run = run([command('touch $\'caf\\xe9.t\'', transfers: slots)], [job([transfers: [r: "$site/far/".toString()]])])

        then:
        jobs(run)*.state() == [FAILED]
        events(jobs(run)[0].id()).last().data().message.contains("is not in this system's encoding: rename it")
    }

    def "an invalid cleanup pattern is reported and does not fail the job"() {
        when:
        long run = run([command('touch a.tmp .b.tmp', cleanup: ['[z-a]', '*.tmp'])], [job()])

        then:
        jobs(run)*.state() == [JOB_FINISHED]
        Files.exists(site.resolve("data/flow-$run/job0/.b.tmp"))
        !Files.exists(site.resolve("data/flow-$run/job0/a.tmp"))
        events(jobs(run)[0].id()).last().data().not_cleaned == ["[z-a]: '[z-a]' is not a pattern: check its brackets"]
    }
}
