package io.balsam.engine.files

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import java.util.concurrent.Executors
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

class ContentDigestsSpec extends Specification {

    @TempDir Path dir
    def contents = new ContentDigests()

    static long bytesRead() {
        new File('/proc/self/io').readLines().find { it.startsWith('rchar') }.split(' ')[1] as long
    }

    /** A file that was last changed long enough ago for that to be told from a change to come. */
    Path settled(Path file) {
        def changed = Files.getAttribute(file, 'unix:ctime').toInstant()
        def tick = Duration.ofMillis(changed.nano ? 30 : 2100)
        new PollingConditions(timeout: 30, delay: 0.01).eventually { assert Instant.now().isAfter(changed.plus(tick)) }
        return file
    }

    @Requires({ os.linux })
    def "a file that many jobs link is read once, however many ask at the same time"() {
        given:
        int size = 32 << 20
        def file = dir.resolve('genome')
        file.bytes = new byte[size]
        settled(file)
        def links = (1..50).collect { Files.createSymbolicLink(dir.resolve("link$it"), file) }
        def threads = Executors.newFixedThreadPool(4)
        long before = bytesRead()

        when:
        def digests = threads.invokeAll(links.collect { link -> { -> contents.of(link) } as java.util.concurrent.Callable })*.get()
        long read = bytesRead() - before

        then:
        digests.every { Arrays.equals(it, digests[0]) }
        read >= size
        read < 2L * size

        cleanup:
        threads?.shutdown()
    }

    def "a file that is changed again at once is read again"() {
        given:
        def file = dir.resolve('file')

        expect:
        (1..300).every {
            file.text = it % 2 ? 'a' : 'b'
            contents.of(file) == Sha256.digest().digest(file.bytes)
        }
    }

    def "setting the time of a file back does not hide that it was changed"() {
        given:
        def file = dir.resolve('file')
        file.text = 'a'
        settled(file)
        def time = Files.getLastModifiedTime(file)
        def first = contents.of(file)

        when:
        file.text = 'b'
        Files.setLastModifiedTime(file, time)

        then:
        contents.of(file) != first
    }

    def "a file that cannot be read says so each time"() {
        when:
        contents.of(dir.resolve('none'))

        then:
        thrown(IOException)
    }
}
