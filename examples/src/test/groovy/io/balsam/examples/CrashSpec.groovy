package io.balsam.examples

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

class CrashSpec extends Specification {

    private static final Path SCRIPT = Path.of(CrashSpec.getResource('crash.groovy').toURI())
    private static final int CHAINS = 40
    private static final int LINKS = 6
    // Every eighth chain grows one more job from each link.
    private static final int JOBS = CHAINS * LINKS + CHAINS.intdiv(8) * LINKS
    private static final int KILLS = 8
    private static final int CORES = 4

    @Shared
    @AutoCleanup
    EmbeddedPostgres postgres

    @TempDir
    Path site

    BalsamCommand balsam
    Ledger ledger
    PollingConditions soon = new PollingConditions(timeout: 60, delay: 0.05)

    def "a run on #database that is killed at random moments still finishes, with a consistent record"() {
        given:
        long seed = Long.getLong('crash.seed', System.nanoTime())
        println "crash test on $database: -Dcrash.seed=$seed"
        Random random = new Random(seed)
        open(database)

        when: 'the engine is killed as soon as something has run, and then again and again'
        def running = begin()
        KILLS.times {
            running.process.waitFor(200 + random.nextInt(2500), TimeUnit.MILLISECONDS)
            running.process.destroyForcibly().waitFor()
            soon.eventually { assert Processes.mentioning(site as String) == [] }
            running = balsam.start('resume', '--cores', CORES)
        }
        def end = running.await()

        then:
        end.exit == 0
        List<Map> jobs = balsam.jobs()
        jobs.size() == JOBS
        ledger.faults(jobs, balsam.events()) == []
        Processes.mentioning(site as String) == []

        and: 'it was not for nothing: some runs were cut off'
        ledger.size() > JOBS

        where:
        database << ['H2', 'PostgreSQL']
    }

    def "Ctrl-C ends running jobs and says how to continue, and the run can be resumed"() {
        given:
        open('H2')
        def running = begin()

        when:
        new ProcessBuilder('kill', '-INT', running.process.pid() as String).start().waitFor()
        def interrupted = running.await()

        then:
        interrupted.exit == 130
        (interrupted.out + interrupted.err).contains('balsam resume')
        Processes.mentioning(site as String) == []
        balsam.jobs('--state', 'RUNNING') == []

        when:
        def end = balsam.call('resume', '--cores', CORES)

        then:
        end.exit == 0
        List<Map> jobs = balsam.jobs()
        jobs.size() == JOBS
        ledger.faults(jobs, balsam.events()) == []
    }

    private void open(String database) {
        List<String> always = []
        if (database == 'PostgreSQL') {
            postgres = postgres ?: EmbeddedPostgres.start()
            always = ['--db', postgres.getJdbcUrl('postgres', 'postgres')]
        }
        balsam = new BalsamCommand(site, always)
        ledger = new Ledger(site.resolve('ledger'))
    }

    private BalsamCommand.Running begin() {
        def running = balsam.start('run', SCRIPT, '--cores', CORES,
            '--param', "ledger=$ledger.file", '--param', "chains=$CHAINS", '--param', "links=$LINKS")
        soon.eventually {
            assert ledger.size() > 20 || !running.process.alive
        }
        if (!running.process.alive) {
            throw new IllegalStateException("over too soon: ${running.await()}")
        }
        running
    }
}
