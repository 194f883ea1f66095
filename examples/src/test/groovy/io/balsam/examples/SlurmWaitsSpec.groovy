package io.balsam.examples

import io.balsam.testkit.SlurmCluster
import io.balsam.testkit.SlurmSetup
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** On a real Slurm: what is told of a site, of allocations that do not come, and of jobs that wait for them. */
@Requires(value = { SlurmCluster.missing().empty }, reason = 'not all of Slurm is installed here, or there is no network')
class SlurmWaitsSpec extends Specification {

    @Shared
    @AutoCleanup
    SlurmCluster slurm = SlurmCluster.start(SlurmSetup.of(2, 2))

    @TempDir
    Path directory

    @AutoCleanup
    AgentSite site

    def setup() {
        site = new AgentSite(directory, 'slurm', [:], slurm.environment())
    }

    def "the doctor passes a good site, has Slurm check the job template, and runs a BatchJob on request"() {
        when:
        def plain = site.balsam.expect('doctor')

        then:
        line(plain, 'nodes') == 'slurm; launchers find them inside an allocation'
        line(plain, 'runner').endsWith('/srun')
        line(plain, 'scheduler') == 'slurm answers'
        plain.out.contains("warn scheduler   Slurm does not enforce memory: a job's 'memory' decides which jobs share a node")
        !plain.out.contains('listen')
        line(plain, 'template').matches(/would be taken: sbatch: Job \d+ to start at .*/)
        slurm.squeue('-h') == ''

        when: 'launchers on its nodes are to reach an agent that only this machine reaches'
        String written = directory.resolve('settings.yml').text
        directory.resolve('settings.yml').text = written.replaceFirst(/(?m)^listen: .*/, 'listen: 127.0.0.1')
        def unreachable = site.balsam.expect('doctor')

        then:
        unreachable.out =~ /(?m)^warn listen +\S+settings.yml:\d+:9: only this machine reaches the agent at '127.0.0.1'; launchers on nodes of slurm cannot$/

        when:
        directory.resolve('settings.yml').text = written
        def submitted = site.balsam.expect('doctor', '--submit')

        then:
        line(submitted, 'one minute').matches(/\d+ ran on a node; all checks passed there/)
        !directory.resolve('qsubmit').toFile().list().any { it.startsWith('doctor') }

        when: 'a module that is not there'
        Path template = directory.resolve('job-template.sh')
        template.text = template.text.replaceFirst(/(?m)^exec /, 'no-such-module || exit 7\nexec ')
        def broken = site.balsam.call('doctor', '--submit')

        then:
        broken.exit == 3
        line(broken, 'one minute').matches(/\d+: FAILED exit code 7: .*no-such-module: .*not found/)

        when: 'a queue that is not there'
        Path settings = directory.resolve('settings.yml')
        settings.text = settings.text.replaceAll(/(?m)^ +allowed_queues:\n( +- .*\n)+/, '').replace('default_queue: debug', 'default_queue: nosuch')
        def refused = site.balsam.call('doctor')

        then:
        refused.exit == 3
        line(refused, 'template').contains('invalid partition specified: nosuch')

        when: 'an option of the settings that Slurm does not take'
        settings.text = written + "plugins:\n  scheduler:\n    slurm:\n      flags: ['-C', 'nosuch']\n"
        def flagged = site.balsam.call('doctor')

        then:
        flagged.exit == 3
        line(flagged, 'template').contains('Invalid feature specification')
        flagged.out =~ /(?m)^ +(?:→|->) see job-template.sh, .*; plugins.scheduler.slurm.flags: \[-C, nosuch] \(\S+settings.yml:\d+:\d+\)$/
    }

    def "a job that waits says for what, to who follows and to who asks: #what"() {
        given:
        Path settings = directory.resolve('settings.yml')
        settings.text = settings.text.replaceAll(/(?m)^ +allowed_queues:\n( +- .*\n)+/, '')
        Path script = directory.resolve('one.groovy')
        script.text = "app('one') { command 'true' }\njob('one') { wallTime 5.minutes }"
        site.start()
        slurm.scontrol('update', 'PartitionName=debug', 'State=DOWN')

        when:
        def run = site.balsam.start('run', script, '--nodes', 1, '--wall-time', minutes, '--queue', queue)

        then:
        site.until { assert run.out.text =~ "(?m)^waits: job 1 one: No launcher is running\\. $words" }
        (site.balsam.expect('explain', 1).out =~ words)

        when:
        slurm.scontrol('update', 'PartitionName=debug', 'State=UP')
        more.each { site.submit(*it) }

        then:
        run.await().exit == 0
        run.out.text.readLines().count { it.startsWith('waits: ') } == 1

        where:
        what         | queue    | minutes | more                          || words
        'refused'    | 'nosuch' | 10      | [['-n', 1, '-t', 8, '-q', 'debug']] || 'BatchJob 1 was refused: .*invalid partition specified: nosuch'
        'queued'     | 'debug'  | 10      | []                            || 'BatchJob 1 \\(\\d+\\) is QUEUED: PENDING PartitionDown'
        'too short'  | 'debug'  | 5       | [['-n', 1, '-t', 8, '-q', 'debug']] || 'BatchJob 1 \\(\\d+\\) is too short: 5m, for a wall time of 5m'
    }

    private static String line(BalsamCommand.Outcome outcome, String check) {
        (outcome.out =~ /(?m)^(?:ok  |warn|FAIL) +$check +(.*)$/).with { it.find() ? it.group(1) : outcome as String }
    }
}
