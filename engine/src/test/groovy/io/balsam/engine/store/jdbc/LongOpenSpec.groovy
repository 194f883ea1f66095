package io.balsam.engine.store.jdbc

import static io.balsam.engine.store.jdbc.Sample.*

import io.balsam.engine.api.EventFilter
import io.balsam.engine.store.OutagePolicy
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** A store that is open for long, as an agent's is. */
class LongOpenSpec extends Specification {

    @TempDir
    Path dir

    def "every commit survives a kill, also when H2 starts to overwrite old chunks"() {
        given: 'H2 keeps dead space for 45 seconds of its own accord'
        def store = Stores.open("jdbc:h2:file:$dir/balsam")
        long end = System.nanoTime() + 52_000_000_000
        long run = 0
        def missing = []

        when: 'what a kill would leave is what the file holds after a commit'
        while (System.nanoTime() < end) {
            store.commit(commit(runs: [Sample.run(++run)]))
            if (run % 4 == 0) {
                def copy = Files.createDirectory(dir.resolve("copy$run"))
                Files.copy(dir.resolve('balsam.mv.db'), copy.resolve('balsam.mv.db'))
                def left = Stores.open("jdbc:h2:file:$copy/balsam")
                missing += left.lastRunId() == run ? [] : ["$run: ${left.lastRunId()}" as String]
                left.close()
                copy.toFile().deleteDir()
            }
            Thread.sleep(150)
        }

        then:
        missing == []
        run > 50

        cleanup:
        store?.close()
    }

    def "a file that has grown is closed, compacted and opened again without interruption"() {
        given:
        def url = "jdbc:h2:file:$dir/balsam" as String
        List<Database> opened = []
        def memory = new SiteMemory(dir, false, [])
        def store = new JdbiStore(new Connections({ opened << new H2Database(url, 1 << 20); opened[-1] }, OutagePolicy.NONE, memory), memory)
        store.commit(commit(runs: [run(1)], jobs: [job(1)]))
        def wrong = [].asSynchronized()
        def stop = false
        def reader = Thread.start {
            while (!stop) {
                try {
                    def seen = store.events(EventFilter.ALL.withLimit(100_000))
                    if (seen*.seq() != (seen ? (1L..seen.size()).toList() : [])) {
                        wrong << seen.size()
                    }
                } catch (RuntimeException e) {
                    wrong << e
                }
            }
        }

        when:
        (1..2000).each { store.commit(commit(events: [event(1)])) }
        stop = true
        reader.join()

        then:
        opened.size() > 2
        wrong == []
        store.events(EventFilter.ALL.withLimit(100_000)).size() == 2000
        Files.size(dir.resolve('balsam.mv.db')) < 4 << 20

        cleanup:
        stop = true
        reader?.join()
        store?.close()
    }
}
