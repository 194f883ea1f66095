package io.balsam.engine.transfer

import static io.balsam.engine.domain.JobState.*

import io.balsam.engine.EngineSpecification
import io.balsam.engine.api.JobFilter
import io.balsam.engine.domain.InputFiles
import io.balsam.local.CopyTransferProvider
import io.balsam.local.LinkTransferProvider
import io.balsam.spi.PluginConfig
import io.balsam.testkit.TestContext


/** With the real transfers: what a second staging does to what the first one and the job have left. */
class StagedAgainSpec extends EngineSpecification {

    def setup() {
        platform.transfers.cp = new CopyTransferProvider().create(PluginConfig.empty(), TestContext.real(site))
        platform.transfers.ln = new LinkTransferProvider().create(PluginConfig.empty(), TestContext.real(site))
    }

    void sh(String script) {
        assert ['bash', '-c', 'cd "$0"; ' + script, site.toString()].execute().waitFor() == 0
    }

    static InputFiles input(String pattern, boolean copy) { new InputFiles(Optional.empty(), pattern, copy, false) }

    long failed(String command, InputFiles... inputs) {
        long run = run([this.command(command)], [job(inputs: inputs.toList())])
        assert jobs(run)*.state() == [FAILED]
        return run
    }

    void retry(long run) {
        assert engine.retry(JobFilter.ALL.withIds([jobs(run)*.id().max()])).done().size() == 1
        finish(run)
    }

    List<String> there(long run) {
        def dir = site.resolve("data/flow-$run/job0")
        ['bash', '-c', 'cd "$0"; find . ! -type d ! -name "job.*" | sort', dir.toString()].execute().text.readLines()
    }

    def "files that the source no longer has are removed, those of the job and the user stay: copy #copy"() {
        given:
        sh('mkdir -p in; echo a > in/a; echo b > in/b; echo c > in/c')
        long run = failed('echo own > own; echo x > b.txt; test -e ready', input('in/*', copy))

        when:
        sh("rm in/b; echo new > in/n; echo A > in/a; touch data/flow-$run/job0/ready")
        retry(run)

        then:
        jobs(run)*.state() == [FAILED, JOB_FINISHED]
        there(run) == ['./a', './b.txt', './c', './n', './own', './ready']
        text("data/flow-$run/job0/a") == 'A\n'

        where:
        copy << [true, false]
    }

    def "a directory that was copied loses what its source lost, and keeps what the job made in it"() {
        given:
        sh('mkdir -p in/d/gone; echo x > in/d/x; echo y > in/d/y; echo z > in/d/gone/z; ln -s x in/d/link')
        long run = failed('echo own > d/own; echo changed > d/y; false', input('in/d', true))

        when:
        sh('rm -r in/d/y in/d/gone in/d/link; echo new > in/d/n')
        retry(run)

        then:
        there(run) == ['./d/n', './d/own', './d/x', './d/y']
        text("data/flow-$run/job0/d/y") == 'changed\n'
        !site.resolve("data/flow-$run/job0/d/gone").toFile().exists()
    }

    def "what was linked whole can be copied file by file, and its source is not touched"() {
        given:
        sh('mkdir -p in/d; echo x > in/d/x')
        long run = failed('false', input('in/*', false))

        when:
        sh('mkdir in/more; mv in/d in/more/')
        retry(run)

        then:
        there(run) == ['./more']
        text('in/more/d/x') == 'x\n'
    }

    def "no file is removed while the job cannot be staged again, and stale files are once it can"() {
        given:
        sh('mkdir in; echo a > in/a; echo b > in/b')
        long run = failed('false', input('in/*', true), input('must', false))

        expect: 'the first did not even begin'
        there(run) == []

        when:
        sh('touch must')
        retry(run)

        then:
        there(run) == ['./a', './b', './must']

        when:
        sh('rm in/b must')
        retry(run)

        then:
        jobs(run)*.state() == [FAILED] * 3
        there(run) == ['./a', './b', './must']

        when:
        sh('touch must')
        retry(run)

        then:
        there(run) == ['./a', './must']
    }

    def "a retried job is not run without what a parent left: #pattern"() {
        given:
        def make = command('make', 'mkdir -p out/deep; echo a > a.csv; echo b > b.csv; echo c > out/deep/c; echo t > t.tmp', cleanup: ['*.tmp'])
        def use = command('use', "test -e $site/ready")
        long run = run([make, use], [job('make'), job([after: [0], inputs: [StagingSpec.from(0, pattern, false, optional)]], 'use')])
        assert jobs(run)*.state() == [JOB_FINISHED, FAILED]

        when:
        sh("touch ready; rm data/flow-$run/job0/$removed")
        retry(run)
        def last = jobs(run).last()

        then:
        last.state() == (message ? FAILED : JOB_FINISHED)
        !message || events(last.id()).last().data().message.startsWith("stage-in: of the files of job ${jobs(run)[0].id()}, $message")

        where:
        pattern       | removed      | optional || message
        '*'           | 'b.csv'      | false    || 'b.csv is gone from '
        '*.csv'       | 'a.csv'      | false    || 'a.csv is gone from '
        '{a,b}.csv'   | 'a.csv'      | false    || 'a.csv is gone from '
        'out'         | 'out/deep/c' | false    || 'out/deep/c is gone from '
        '{**/c,b*}'   | 'out/deep/c' | false    || 'out/deep/c is gone from '
        'out/*'       | 'out/deep/c' | false    || 'out/deep/c is gone from '
        '*.csv'       | 'b.csv'      | true     || null
        'b*'          | 'a.csv'      | false    || null
        '*'           | 'job.err'    | false    || null
    }

    def "a file that the job put in the place of a link is the job's"() {
        given:
        sh('mkdir in; echo a > in/a; echo b > in/b')
        long run = failed('sort b > t; rm b; mv t b; false', input('in/*', false))

        when:
        sh('rm in/b')
        retry(run)

        then:
        there(run) == ['./a', './b']
        text("data/flow-$run/job0/b") == 'b\n'
        text('in/a') == 'a\n'
    }
}
