package io.balsam.examples

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** Commands that look at a run, as processes of their own. */
class LookersSpec extends Specification {

    static final int LOOKERS = 50

    @TempDir
    Path site

    /** What a look must leave as it was, the running engine's own files apart. */
    private Map<String, Long> files() {
        Files.walk(site).withCloseable { all ->
            all.toList().findAll { !site.relativize(it).toString().startsWith('.calls') && !it.fileName.toString().startsWith('balsam.') }
                .collectEntries { [(site.relativize(it).toString()): Files.getLastModifiedTime(it).toMillis()] }
        }
    }

    def 'fifty commands read a run in progress at once, and a plan beside it changes nothing'() {
        given:
        Files.writeString(site.resolve('x.groovy'), '''
            app('wait') { command 'touch begun; while [ ! -e ../../../go ]; do sleep 0.1; done' }
            app('done') { command 'true' }
            5.times { job('done') }
            job('wait') { workdir 'wait' }
        ''')
        Files.writeString(site.resolve('done.groovy'), "app('done') { command 'true' }\n5.times { job('done') }\n")
        def balsam = new BalsamCommand(site)
        balsam.expect('run', 'done.groovy')
        def run = balsam.start('run', 'x.groovy')
        def soon = new PollingConditions(timeout: 60, delay: 0.1)
        soon.eventually {
            assert Files.exists(site.resolve('data/x-2/wait/begun'))
            assert balsam.jobs('--run', 'x-2').count { it.state == 'JOB_FINISHED' } == 5
        }
        def before = files()
        def words = [['runs'], ['job', 'ls'], ['job', 'show', 1], ['explain', 6], ['events'], ['queue', 'ls']]

        when:
        def ends = (1..LOOKERS).collect { balsam.start(*words[it % words.size()]) }*.await()

        then:
        ends.findAll { it.exit != 0 || it.err } == []

        when:
        def plan = balsam.call('run', 'done.groovy', '--dry-run', '--resume')

        then:
        [plan.exit, plan.err] == [0, '']
        plan.out.contains('5 of 5') || plan.out.contains('5 reused') || plan.out =~ /reuse\S*.*5/
        files() == before

        cleanup:
        Files.writeString(site.resolve('go'), '')
        assert run == null || run.await().exit == 0
    }
}
