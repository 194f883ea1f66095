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

    def 'a site is used by its owner and by nobody else, root included, unless it is listed'() {
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
