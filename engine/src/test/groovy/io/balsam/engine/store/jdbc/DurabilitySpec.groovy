package io.balsam.engine.store.jdbc

import io.balsam.engine.api.EventFilter
import io.balsam.engine.api.JobFilter
import io.balsam.engine.domain.JobState
import io.balsam.engine.lifecycle.Trigger
import io.balsam.engine.store.Store
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

/** A process that acknowledges commits over a pipe is killed; every acknowledged one must be there. */
class DurabilitySpec extends Specification {

    @TempDir
    Path dir

    def 'no acknowledged commit is lost when an H2 owner is killed'() {
        expect:
        killedAgainAndAgain("jdbc:h2:file:$dir/balsam")
    }

    @Requires(value = { PostgresServer.available() }, reason = 'no PostgreSQL could be started')
    def 'no acknowledged commit is lost when an owner of a PostgreSQL database is killed'() {
        expect:
        killedAgainAndAgain(PostgresServer.freshUrl())
    }

    boolean killedAgainAndAgain(String url) {
        long acknowledged = 0
        [1, 40, 173].each { commits ->
            acknowledged = killedAfter(url, commits)
            Stores.open(url).withCloseable { store -> check(store, acknowledged) }
        }
        acknowledged > 3
    }

    private static long killedAfter(String url, int commits) {
        def writer = new ProcessBuilder(ProcessHandle.current().info().command().get(), '-XX:TieredStopAtLevel=1',
                '-XX:+UseSerialGC', '-cp', System.getProperty('java.class.path'), CommittingProcess.name, url)
                .redirectError(ProcessBuilder.Redirect.DISCARD).start()
        def lines = writer.inputReader()
        long acknowledged = 0
        (1..commits).each { acknowledged = number(lines.readLine()) }
        writer.toHandle().destroyForcibly() // Process.destroyForcibly would throw away what is still in the pipe
        for (def line = lines.readLine(); line?.endsWith('.'); line = lines.readLine()) {
            acknowledged = number(line)
        }
        assert writer.waitFor(60, TimeUnit.SECONDS)
        acknowledged
    }

    /** The full stop tells a whole number from one that the kill cut off. */
    private static long number(String line) {
        assert line.endsWith('.')
        Long.parseLong(line[0..-2])
    }

    /** The last commit may be there unacknowledged, but whole. */
    private static void check(Store store, long acknowledged) {
        long last = store.lastJobId()
        assert last >= acknowledged
        assert store.jobs(JobFilter.ALL.withPage(Integer.MAX_VALUE, 0))*.row()*.id() == (1L..last).toList()
        assert store.counts(1) == [tile: [(JobState.FAILED): last]]
        assert store.events(EventFilter.ALL.withLimit(Integer.MAX_VALUE))*.event()*.job() ==
                (1L..last).collectMany { [it, it] }
    }
}

/** Commits as fast as it can, a job with two events and a change each time, and says so. */
class CommittingProcess {
    static void main(String[] args) {
        def store = Stores.open(args[0])
        if (store.run(1).isEmpty()) {
            store.commit(Sample.commit(runs: [Sample.run(1)]))
        }
        for (long id = store.lastJobId() + 1; ; id++) {
            store.commit(Sample.commit(jobs: [Sample.job(id)], changes: [Sample.state(id, JobState.FAILED)],
                    events: [Sample.event(id), Sample.event(id, JobState.READY, JobState.FAILED, Trigger.STAGE_IN_GAVE_UP)]))
            println "${id}."
        }
    }
}
