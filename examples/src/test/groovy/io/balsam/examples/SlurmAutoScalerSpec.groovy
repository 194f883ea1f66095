package io.balsam.examples

import com.fasterxml.jackson.databind.ObjectMapper
import io.balsam.testkit.SlurmCluster
import io.balsam.testkit.SlurmSetup
import java.nio.file.Files
import java.nio.file.Path
import java.util.regex.Pattern
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** On a real Slurm: a site that asks for allocations by itself, so that nobody has to. */
@Requires(value = { SlurmCluster.missing().empty }, reason = 'not all of Slurm is installed here, or there is no network')
class SlurmAutoScalerSpec extends Specification {

    private static final Path SCRIPT = Path.of(SlurmAutoScalerSpec.getResource('waves.groovy').toURI())
    private static final List<String> OVER = ['FINISHED', 'DELETED']

    @Shared
    @AutoCleanup
    SlurmCluster slurm = SlurmCluster.start(SlurmSetup.of(4, 2))

    @TempDir
    Path directory

    AgentSite site

    private final PollingConditions wave = new PollingConditions(timeout: 300, delay: 2)

    def cleanup() {
        site?.close()
        slurm.run('scancel', '-u', System.getProperty('user.name'))
    }

    def "300 jobs of three shapes get their allocations, idle nodes first, in spite of a killed agent and an absent Slurm"() {
        given: 'one node is idle until a job that needs all of them begins'
        String busy = sleep(3, 40)
        site().until { assert slurm.squeue('-h', '-t', 'R', '-o', '%A') == busy }
        String big = sleep(4, 40)
        site.until { assert slurm.squeue('-h', '-t', 'PD', '-o', '%Y') == 'n[01-04]' }
        Ledger ledger = new Ledger(directory.resolve('ledger'))
        site.start()

        when: 'the first wave of a run fits there'
        String run = site.run(SCRIPT, [ledger: ledger.file])
        wave.eventually { assert site.balsam.jobs('--run', run, '--tag', 'wave=turn')*.state == ['JOB_FINISHED'] }

        then:
        ledger.size() >= 150
        batchJobs().findAll { it.began }*.request*.nodes == [1]
        told(~/asked for BatchJob 1, 1 node for .* in idle nodes: 1 for .*/).size() == 1
        slurm.squeue('-h', '-j', big, '-o', '%T') == 'PENDING'

        when: 'there is room for the second one; when some of it has run, the agent dies, and Slurm is away'
        slurm.run('scancel', busy, big)
        wave.eventually { assert ledger.size() >= 180 }
        site.killAgent()
        slurm.stopController()
        site.start()
        site.until { assert site.status().modules.find { it.name == 'auto_scaler' }.note }
        slurm.startController()
        wave.eventually { assert site.balsam.jobs('--run', run).every { it.state == 'JOB_FINISHED' } }
        List<Map> jobs = site.balsam.jobs('--run', run)

        then: 'each job finished once, and further attempts are recorded'
        jobs.size() == 300
        ledger.faults(jobs, site.balsam.events('--run', run)) == []
        site.until { assert site.running() == [] }

        and: 'each allocation was asked for once, by nobody but the module'
        List<String> names = slurm.squeue('-h', '-t', 'all', '-o', '%j').readLines().findAll { it != 'wrap' }
        names.toUnique() == names
        batchJobs()*.owner.toSet() == ['auto_scaler'] as Set
        names.size() == batchJobs().count { it.scheduler_id }
        told(~/asked for BatchJob/).size() == batchJobs().size()

        and: 'allocations without work end by themselves'
        site.until { assert batchJobs()*.state.every { it in OVER } }
        slurm.squeue('-h') == ''
        site.balsam.expect('site', 'plan').out.readLines()[0].contains('0 jobs waiting')

        when:
        site.balsam.expect('report', run, '-o', directory.resolve('page.html'))

        then: 'the report draws them'
        def section = (directory.resolve('page.html').text =~ /(?s)<section id="allocations">.*?<\/section>/)[0]
        section.contains('jobs that could start')
        section.contains(">${batchJobs().count { it.began }} of them began<")
    }

    private AgentSite site() {
        site = new AgentSite(Files.createDirectories(directory.resolve('site')), 'slurm', [launcher_idle: 5], slurm.environment())
        Path settings = site.directory.resolve('settings.yml')
        settings.text = settings.text.replaceFirst(/# auto_scaler: .*/,
            'auto_scaler: {service_period: 1, min_wall_time_min: 4, max_wall_time_min: 30, wall_time_pad_min: 1}')
        site
    }

    private String sleep(int nodes, int minutes) {
        slurm.run('sbatch', '--parsable', '--exclusive', '-N', "$nodes".toString(), '-t', "$minutes".toString(), '-o', '/dev/null', '--wrap', 'sleep 2400')
    }

    private List<Map> batchJobs() { new ObjectMapper().readValue(site.balsam.json('queue', 'ls', '--history'), List) }

    private List<String> told(Pattern pattern) {
        site.balsam.expect('events', '--site-events').out.readLines().findAll { it =~ pattern }
    }
}
