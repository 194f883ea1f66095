package io.balsam.examples

import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY

import io.balsam.testkit.GridFtpServer
import io.balsam.testkit.Sshd
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.WatchService
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** Servers that are killed in the middle of a transfer, and start again later. */
class BrokenTransfersSpec extends Specification {

    private static final int FILES = 2
    private static final int BYTES = 600_000

    final PollingConditions soon = new PollingConditions(timeout: 60, delay: 0.01)

    @TempDir
    Path folder

    FarPlace far

    def setup() {
        far = new FarPlace(folder)
        far.files(FILES, BYTES)
    }

    @Requires(value = { Sshd.missing('rsync').empty }, reason = 'no sshd, ssh or rsync on this machine')
    def "files arrive whole, and once, though sshd is killed while they come and again while they go"() {
        given:
        def sshd = Sshd.start()
        far.reachedBy([Sshd.url(far.there)], [rsync: [ssh: sshd.ssh(), flags: ['--bwlimit=1200']]])
        WatchService results = watch(far.there.resolve('out'))

        when:
        def run = far.start('--param', "files=$FILES", '--param', 'via=rsync')
        breakOff(sshd, run, far.site)
        breakOff(sshd, run, far.there.resolve('out'))

        then:
        run.await().exit == 0
        whole()
        leftovers() == []

        and: 'nothing was written under the name of a result'
        events(results).every { it.startsWith('.') }

        cleanup:
        sshd.close()
    }

    @Requires(value = { GridFtpServer.missing().empty }, reason = 'GridFTP is not installed here')
    def "files arrive whole, though a GridFTP server is killed while they come and again while they go"() {
        given:
        def server = GridFtpServer.start()
        far.files(FILES, 2 * BYTES)
        far.reachedBy([server.url(far.there)], [gridftp: [flags: ['-bs', '32']]])

        when:
        def run = far.start('--param', "files=$FILES")
        breakOff(server, run, far.site)
        breakOff(server, run, far.there.resolve('out'))

        then:
        run.await().exit == 0
        whole()
        leftovers() == []

        cleanup:
        server.close()
    }

    private void breakOff(Object server, BalsamCommand.Running run, Path moving) {
        soon.eventually {
            assert run.process.alive
            assert far.isMoving(moving, 100_000)
        }
        server.kill()
        server.serve()
    }

    private boolean whole() {
        (1..FILES).every { Files.mismatch(far.there.resolve("in/$it"), far.there.resolve("out/$it")) == -1 }
    }

    /** Files that belong to nobody. */
    private List<Path> leftovers() {
        def expected = (1..FILES).collectMany { ["in/$it", "out/$it"] }.collect { far.there.resolve(it) }
        FarPlace.below(far.there) - expected + far.below(far.site).findAll { it.fileName.toString() ==~ /\.balsam-(?!run).*|\..*\.\w{6}/ } +
            ['rsync', 'gridftp'].collect { far.site.resolve(".balsam/$it") }.findAll { Files.exists(it) }.collectMany { FarPlace.below(it) }
    }

    /** Names of files that were written to, or whose attributes changed, in a directory that is watched. */
    private static Set<String> events(WatchService watcher) {
        Set<String> names = []
        for (def key = watcher.poll(); key != null; key = watcher.poll()) {
            names += key.pollEvents()*.context()*.toString()
            key.reset()
        }
        assert names
        names
    }

    private static WatchService watch(Path directory) {
        def watcher = directory.fileSystem.newWatchService()
        directory.register(watcher, ENTRY_MODIFY)
        watcher
    }
}
