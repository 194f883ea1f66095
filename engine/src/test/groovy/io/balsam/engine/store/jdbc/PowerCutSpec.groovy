package io.balsam.engine.store.jdbc

import static io.balsam.engine.store.jdbc.Sample.*

import io.balsam.engine.api.EventFilter
import io.balsam.engine.api.JobFilter
import io.balsam.engine.domain.JobState
import io.balsam.engine.lifecycle.Trigger
import io.balsam.engine.store.Store
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class PowerCutSpec extends Specification {

    @TempDir
    Path dir

    def 'whatever part of the unforced sectors a power cut leaves, every acknowledged commit is there'() {
        given:
        def random = new Random(7)
        MortalDisk.plugIn(42, 0.1d)

        when:
        Stores.open("jdbc:h2:mortal:$dir/balsam").withCloseable { store ->
            store.commit(commit(runs: [run(1)]))
            (1L..100L).each { id ->
                store.commit(commit(jobs: [job(id, tags: [row: "$id".toString()], data: [noise: noise(random)])],
                        changes: [state(id, JobState.FAILED)],
                        events: [event(id), event(id, JobState.READY, JobState.FAILED, Trigger.STAGE_IN_GAVE_UP)]))
                MortalDisk.acknowledged = id
            }
        }

        then: 'power was lost while a commit was being written, many times'
        def cuts = MortalDisk.cuts.findAll { it.acknowledged > 0 }
        cuts.size() > 10
        cuts.withIndex().collect { cut, i -> wrong(cut, dir.resolve("cut$i")) }.findAll() == []
    }

    /** A text that no compression makes small, so that a chunk has many sectors. */
    private static String noise(Random random) {
        (1..(1 + random.nextInt(2000))).collect { Long.toString(random.nextLong(), 36) }.join('')
    }

    /** What is wrong with the store that the cut left; empty when nothing is. */
    private static String wrong(MortalDisk.Cut cut, Path file) {
        Files.write(Path.of("${file}.mv.db"), cut.image)
        try (Store store = Stores.open("jdbc:h2:file:$file")) {
            long last = store.lastJobId()
            assert last >= cut.acknowledged
            assert store.jobs(JobFilter.ALL)*.row()*.id() == (1L..last).toList()
            assert store.counts(1) == [tile: [(JobState.FAILED): last]]
            assert store.events(EventFilter.ALL)*.event()*.job() == (1L..last).collectMany { [it, it] }
            return ''
        } catch (Exception | AssertionError e) {
            return "after $cut.acknowledged commits: $e.message"
        }
    }
}
