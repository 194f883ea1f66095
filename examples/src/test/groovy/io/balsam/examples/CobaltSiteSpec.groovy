package io.balsam.examples

import io.balsam.cobalt.fake.CobaltSite
import io.balsam.cobalt.fake.FakeCobalt
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

class CobaltSiteSpec extends Specification {

    private static final Path SCRIPT = Path.of(CobaltSiteSpec.getResource('faults.groovy').toURI())

    @AutoCleanup
    FakeCobalt cobalt = new FakeCobalt(CobaltSite.cray(4))

    @TempDir
    Path directory

    @AutoCleanup
    AgentSite site

    def "a site on Cobalt: jobs run in an allocation, continue in the next when it is cancelled, and are counted once"() {
        given:
        def ledger = new Ledger(directory.resolve('ledger'))
        site = new AgentSite(directory, 'cobalt', [:], [PATH: "${cobalt.programs()}:${System.getenv('PATH')}" as String])
        site.start()

        when:
        int first = site.submit('-n', 2, '-t', 10, '-q', 'default', '-A', 'datascience')
        String run = site.run(SCRIPT, [ledger: ledger.file, small: 40, wide: 2])
        site.until {
            assert site.balsam.jobs('--run', run, '--state', 'RUNNING').any { it.batch_job == first }
        }
        site.balsam.expect('queue', 'rm', first)

        then:
        site.end(first) == 'DELETED'
        site.until { assert site.running() == [] }

        when:
        int second = site.submit('-n', 2, '-t', 10, '-q', 'default', '-A', 'datascience')
        def jobs = site.jobs(run)

        then:
        ledger.faults(jobs, site.balsam.events('--run', jobs[0].run)) == []
        def again = jobs.findAll { it.attempts > 1 }
        !again.empty
        again.every { site.allocations(it) == [first, second] }
        site.status().launchers*.batch_job == [second]
    }
}
