package io.balsam.examples

import io.balsam.testkit.Sshd
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** Files that find no room at the site, or at the location that they go to. */
@Requires(value = { FullDisksSpec.mounts() }, reason = 'only root can mount a small disk')
class FullDisksSpec extends Specification {

    final PollingConditions soon = new PollingConditions(timeout: 60, delay: 0.2)

    @TempDir
    Path folder

    FarPlace far
    Path here
    Path there

    def setup() {
        far = new FarPlace(folder)
        far.files(1, 2_000_000)
        here = Files.createDirectory(far.site.resolve('data'))
        there = far.there.resolve('out')
        [here, there].each { assert sh("mount -t tmpfs -o size=1m none '$it'") == 0 }
    }

    def cleanup() { [here, there].each { sh("umount -l '$it'") } }

    @Requires(value = { Sshd.missing('rsync').empty }, reason = 'no sshd, ssh or rsync on this machine')
    def "a job waits for room at the site; it fails when there is none at a location far away, and leaves nothing there"() {
        given:
        def sshd = Sshd.start()
        far.reachedBy([Sshd.url(far.there)], [rsync: [ssh: sshd.ssh()]])

        when:
        def run = far.start('--param', 'via=rsync')

        then:
        waitsForRoomAt(here)

        when:
        makeRoom(here)
        def end = run.await()

        then:
        end.exit == 1
        end.toString().readLines().findAll { it.contains('No space left on device') }.size() == 1
        far.balsam.jobs()[0].state == 'FAILED'
        Files.exists(here.resolve('latest/compare/1/out.dat'))
        FarPlace.below(there) == []

        cleanup:
        run?.process?.destroyForcibly()
        sshd.close()
    }

    def "a job waits for room at the site, and at a location that is mounted here"() {
        given:
        far.reachedBy([far.there.toUri().toString()])

        when:
        def run = far.start('--param', 'via=cp')

        then:
        waitsForRoomAt(here)

        when:
        makeRoom(here)

        then:
        waitsForRoomAt(there)

        when:
        makeRoom(there)

        then:
        run.await().exit == 0
        Files.mismatch(far.there.resolve('in/1'), there.resolve('1')) == -1
        FarPlace.below(there) == [there.resolve('1')]

        cleanup:
        run?.process?.destroyForcibly()
    }

    def "of an agent that ended for a full disk 'site status' says so, and the next one goes on"() {
        given:
        def disk = Files.createDirectory(folder.resolve('small'))
        assert sh("mount -t tmpfs -o size=12m none '$disk'") == 0
        def site = new AgentSite(disk, 'local')
        site.start()
        def state = { -> site.balsam.call('site', 'status').out.readLines().take(2) }

        when: 'the record cannot grow'
        sh("cat /dev/zero >'$disk/filler'")
        site.balsam.call('queue', 'submit', '-n', 1, '-t', 1)

        then:
        soon.eventually { assert state()[0].contains(': down') }
        state()[1] ==~ /Trouble {4}the disk of $disk\/.balsam is full \(\d+ kB free\): free some space/

        when:
        Files.delete(disk.resolve('filler'))

        then:
        state()[1] ==~ /Trouble {4}the last agent ended.*/

        when:
        site.start()

        then:
        !state()[1].startsWith('Trouble')

        cleanup:
        site?.close()
        sh("umount -l '$disk'")
    }

    private void waitsForRoomAt(Path disk) {
        soon.eventually {
            assert far.balsam.call('explain', '1').out =~ /It waits, since the disk is full at ${disk}\b.* \(.* kB free: free some space\)/
        }
        assert FarPlace.below(disk).findAll { Files.size(it) > 10_000 } == []
    }

    private static void makeRoom(Path disk) { assert sh("mount -o remount,size=20m '$disk'") == 0 }

    static boolean mounts() {
        def directory = Files.createTempDirectory('mount')
        def mounted = System.getProperty('user.name') == 'root' && sh("mount -t tmpfs -o size=1m none '$directory'") == 0
        if (mounted) {
            sh("umount '$directory'")
        }
        Files.delete(directory)
        mounted
    }

    private static int sh(String command) { new ProcessBuilder('sh', '-c', command).start().waitFor() }
}
