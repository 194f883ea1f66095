package io.balsam.engine.store

import io.balsam.engine.site.PidFile
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import java.util.concurrent.TimeUnit

class OwnershipSpec extends Specification {

    @TempDir
    Path site

    Path dir

    def setup() {
        dir = site.resolve('.balsam')
    }

    def 'the first process owns the site until it releases it'() {
        when:
        def first = Ownership.acquire(dir).get()

        then:
        Ownership.acquire(dir).isEmpty()

        when:
        first.close()

        then:
        Ownership.read(dir).isEmpty()
        Ownership.acquire(dir).get().close() == null
    }

    def 'the owner is named at once, and its address once it listens, for its user only'() {
        given:
        def owner = Ownership.acquire(dir).get()

        expect:
        with(Ownership.read(dir).get()) {
            pid() == ProcessHandle.current().pid()
            !host().empty
            url() == ''
        }

        when:
        owner.publish('http://127.0.0.1:5/', 's3cret', '')

        then:
        with(Ownership.read(dir).get()) {
            url() == 'http://127.0.0.1:5/'
            token() == 's3cret'
        }
        PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve('owner.json'))) == 'rw-------'
        dir.toFile().list().sort() == ['owner.json', 'owner.lock']

        cleanup:
        owner.close()
    }

    def 'asking again does not release the lock'() {
        given:
        def owner = Ownership.acquire(dir).get()

        expect:
        Ownership.acquire(dir).isEmpty()

        and: 'another process is still kept out'
        def other = new ProcessBuilder(ProcessHandle.current().info().command().get(), '-cp',
                System.getProperty('java.class.path'), OwningProcess.name, dir.toString()).redirectErrorStream(true).start()
        other.inputReader().readLine() == 'not owner'

        cleanup:
        other?.destroyForcibly()
        owner.close()
    }

    def 'an attempt that fails to name the owner leaves the site free'() {
        given:
        Files.createDirectories(dir.resolve('owner.json.new/kept'))

        when:
        Ownership.acquire(dir)

        then:
        thrown(StoreException)

        when:
        Files.delete(dir.resolve('owner.json.new/kept'))
        def owner = Ownership.acquire(dir).get()

        then:
        Ownership.read(dir).get().pid() == ProcessHandle.current().pid()

        cleanup:
        owner?.close()
    }

    def 'a killed owner leaves nothing that counts'() {
        given:
        def other = new ProcessBuilder(ProcessHandle.current().info().command().get(), '-cp',
                System.getProperty('java.class.path'), OwningProcess.name, dir.toString()).redirectErrorStream(true).start()
        def ready = other.inputReader().readLine()

        expect: 'while it lives, it is the owner'
        ready == 'owner'
        Ownership.acquire(dir).isEmpty()
        Ownership.read(dir).get().pid() == other.pid()

        when:
        other.destroyForcibly()
        other.waitFor(30, TimeUnit.SECONDS)

        then:
        Files.exists(dir.resolve('owner.json'))
        Ownership.read(dir).isEmpty()

        and:
        Ownership.acquire(dir).get().close() == null
    }

    def 'an owner file is not believed: #what'() {
        given:
        Files.createDirectories(dir)
        def self = OwnerInfo.here()
        Files.writeString(dir.resolve('owner.json'), text(self))

        expect:
        Ownership.read(dir).isPresent() == believed

        where:
        what                                 | believed | text
        'half a text'                        | false    | { '{"pid": 1' }
        'a process number taken by another'  | false    | { json(it.pid(), it.host(), '2001-01-01T00:00:00Z') }
        'a process that is not there'        | false    | { json(Integer.MAX_VALUE, it.host(), it.started()) }
        'except: one on a host we cannot ask' | true    | { json(Integer.MAX_VALUE, 'elsewhere', it.started()) }
        'except: this process'               | true     | { json(it.pid(), it.host(), it.started()) }
    }

    def 'what a copy of a site says of the owner of the original is not believed, what a moved site says is'() {
        given:
        def owner = Ownership.acquire(dir).get()
        owner.publish('http://127.0.0.1:5/', 's3cret', '')
        def agent = PidFile.write(dir)
        def copy = site.resolve('copy')

        when:
        assert ['cp', '-a', dir.toString(), copy.toString()].execute().waitFor() == 0

        then:
        Ownership.read(dir).get().url() == 'http://127.0.0.1:5/'
        PidFile.read(dir).present
        Ownership.read(copy).empty
        PidFile.read(copy).empty

        when: 'another process owns the copy before it has described itself'
        def other = Ownership.acquire(copy).get()
        assert ['cp', dir.resolve('owner.json').toString(), copy.toString()].execute().waitFor() == 0

        then:
        Ownership.read(copy).empty

        when:
        Files.move(dir, site.resolve('moved'))

        then:
        Ownership.read(site.resolve('moved')).get().url() == 'http://127.0.0.1:5/'
        PidFile.read(site.resolve('moved')).present

        cleanup:
        other?.close()
        Files.move(site.resolve('moved'), dir)
        agent?.close()
        owner?.close()
    }

    static String json(Object pid, Object host, Object started) {
        """{"pid": $pid, "host": "$host", "started": "$started", "url": "", "token": ""}"""
    }
}

/** Takes the site given and waits for its end. */
class OwningProcess {
    static void main(String[] args) {
        def owner = Ownership.acquire(Path.of(args[0]))
        println(owner.isPresent() ? 'owner' : 'not owner')
        System.out.flush()
        Thread.sleep(60_000)
        // Named to the end: a channel that nothing refers to is closed by the collector, and its lock with it.
        owner.get().close()
    }
}
