package io.balsam.examples

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

/** As users that the user database need not know, such as those of containers. */
@Requires(value = { OtherUsersSpec.possible() }, reason = 'only root can be other users, with setpriv')
class OtherUsersSpec extends Specification {

    static final int OWNER = 4711
    static final int GUEST = 4712

    @TempDir
    Path dir
    Path site

    static boolean possible() {
        Files.getAttribute(Path.of('/proc/self'), 'unix:uid') == 0 && new File('/usr/bin/setpriv').canExecute()
    }

    def setup() {
        open(dir)
        site = open(Files.createDirectory(dir.resolve('site')))
        Files.writeString(site.resolve('x.groovy'), "app('a') { command 'true' }\njob('a') {}\n")
        Files.setAttribute(site, 'unix:uid', OWNER)
        [OWNER, GUEST].each {
            Files.setAttribute(Files.createDirectory(dir.resolve("home-$it")), 'unix:uid', it)
        }
    }

    def 'a site is used only by its owner, not even by root, unless it is listed'() {
        expect:
        user(OWNER, [:], 'run', 'x.groovy').exit == 0
        user(OWNER, [:], 'runs').exit == 0
        user(GUEST, [:], 'runs').exit == 2
        user(GUEST, [:], 'runs').out.contains("$site belongs to $OWNER (mode 0755)")
        user(GUEST, [:], 'lint', 'x.groovy').exit == 2
        user(0, [:], 'runs').exit == 2
        user(0, [SUDO_UID: OWNER as String], 'runs').exit == 0
        user(0, [BALSAM_SAFE_SITES: site as String], 'runs').exit == 0
    }

    def 'a missing permission is reported in one line'() {
        given:
        assert user(OWNER, [:], 'run', 'x.groovy').exit == 0

        expect: 'to look'
        refused('runs') == 'no permission to read SITE/.balsam: ' +
            "its owner can let a group look with 'chmod g+rx SITE/.balsam' and 'chmod g+r SITE/.balsam/balsam.mv.db'"

        when: 'its owner lets everyone look'
        open(site.resolve('.balsam'))
        Files.setPosixFilePermissions(site.resolve('.balsam/balsam.mv.db'), PosixFilePermissions.fromString('rw-r--r--'))

        then: 'no more than that is allowed'
        refused('report', '-o', 'r.html') ==
            "cannot write SITE/r.html: no permission to make files in SITE, which is $OWNER's (rwxr-xr-x); you are $GUEST; --output FILE puts it elsewhere"
        refused('report', '-o', 'none/x') == 'cannot write SITE/none/x: there is no directory SITE/none; --output FILE puts it elsewhere'
        [['job', 'cancel', '--all'], ['run', 'x.groovy']].each {
            assert refused(*it) == "no permission to use SITE/.balsam/owner.lock, which is $OWNER's (rw-------); you are $GUEST: you can only read it"
        }
    }

    /** The one line that the guest gets, who is fine with the site. */
    private String refused(Object... words) {
        def told = user(GUEST, [BALSAM_SAFE_SITES: site as String], *words)
        assert told.exit == 3
        assert told.out.readLines().size() == 1
        told.out.replace(site as String, 'SITE') - 'balsam: ' - '\n'
    }

    def 'a guest of a listed site can read everything without a lock, and writes a report to their own directory'() {
        given:
        def own = dir.resolve("home-$GUEST")
        user(OWNER, [:], 'run', 'x.groovy').exit == 0
        ['.balsam', 'data'].each { open(site.resolve(it)) }
        Files.setPosixFilePermissions(site.resolve('.balsam/balsam.mv.db'), PosixFilePermissions.fromString('rw-r--r--'))
        def files = { Files.walk(site).withCloseable { all -> all.toList().collectEntries { [(it as String): Files.getLastModifiedTime(it)] } } }
        def before = files()

        expect:
        [['runs'], ['job', 'ls'], ['job', 'show', 1], ['explain', 1], ['events'], ['report', '-o', own.resolve('x.html')]].each { words ->
            def look = user(GUEST, [BALSAM_SAFE_SITES: site as String], *words)
            assert look.exit == 0: "$words: $look.out"
        }
        Files.readString(own.resolve('x.html')).contains('x-1')
        Files.getAttribute(own.resolve('x.html'), 'unix:uid') == GUEST
        files() == before
    }

    private Map user(int user, Map<String, String> environment, Object... words) {
        def builder = new ProcessBuilder(['/usr/bin/setpriv', "--reuid=$user" as String, "--regid=$user" as String,
            '--clear-groups', BalsamCommand.PROGRAM as String] + words*.toString())
        builder.directory(site.toFile()).redirectErrorStream(true)
        builder.environment().keySet().removeIf { it.startsWith('BALSAM_') || it.startsWith('XDG_') || it.startsWith('SUDO_') }
        builder.environment().putAll([HOME: dir.resolve("home-$user") as String] + environment)
        def process = builder.start()
        def out = process.inputStream.text
        [exit: process.waitFor(), out: out]
    }

    private static Path open(Path directory) {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString('rwxr-xr-x'))
    }
}
