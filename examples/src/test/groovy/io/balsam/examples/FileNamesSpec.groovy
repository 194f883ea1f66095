package io.balsam.examples

import io.balsam.globus.emulator.GlobusEmulator
import io.balsam.testkit.Sshd
import java.nio.file.Files
import java.nio.file.LinkOption
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

/** Files that a shell, an option parser, a list or a URL could take for something else, and trees of them. */
@Requires(value = { Sshd.missing('rsync', 'sftp').empty }, reason = 'no sshd, ssh, rsync or sftp on this machine')
class FileNamesSpec extends Specification {

    private static final Path SCRIPT = Path.of(FileNamesSpec.getResource('names.groovy').toURI())
    private static final List<String> WAYS = ['rsync', 'scp', 'cp', 'globus']
    private static final List<String> NAMES = [
        '-n', ' it\'s "x" *[a]?{b}! $HOME `id` #1 100%20 a:b;c,d|e<f>&g back\\slash ~ ', '.hidden', 'empty', 'new\nline', 'grün 日本']
    private static final int MANY = 2000

    @AutoCleanup
    GlobusEmulator globus = GlobusEmulator.start()

    @AutoCleanup
    Sshd sshd = Sshd.start()

    @TempDir
    Path folder

    FarPlace far

    def setup() {
        far = new FarPlace(folder)
        globus.auth.clients['site'] = 'secret'
        Files.createFile(far.site.resolve('secret'), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString('rw-------'))).text = 'secret'
        far.reachedBy(
            [rsync: Sshd.url(far.there), scp: Sshd.url(far.there), cp: far.there.toUri().toString(), globus: "globus://${globus.collection(far.there)}/".toString()],
            [rsync: [ssh: sshd.ssh()], scp: [ssh: sshd.ssh()],
             globus: [endpoint_id: globus.collection(Path.of('/')), client_id: 'site', client_secret_file: 'secret', token_file: 'tokens.json',
                      transfer_url: globus.url, auth_url: globus.url]])
    }

    def "files and trees come and go under their names, and no link leads a transfer out of a tree"() {
        given:
        NAMES.each { name -> [name, "the -tree/a\nb/$name"].each { file(it, name) } }
        Files.createDirectories(original('the -tree/none'))
        Files.createSymbolicLink(original('the -tree/out'), Path.of('../-n'))
        Files.createSymbolicLink(original('the -tree/far'), far.there.resolve('in'))

        when:
        run(WAYS)

        then:
        WAYS.each { way ->
            Path tree = arrived(way).resolve('the -tree')
            assert names(arrived(way)) == (NAMES + 'the -tree').sort()
            assert names(tree.resolve('a\nb')) == NAMES.sort(false)
            assert names(tree) - ['out', 'far'] == ['a\nb', 'none']
            NAMES.each { assert [arrived(way).resolve(it).text, tree.resolve("a\nb/$it").text] == [text(it)] * 2 }
            ['out', 'far'].collect { tree.resolve(it) }.each {
                assert !Files.exists(it, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(it)
            }
        }

        cleanup: 'folders are emptied through links'
        new ProcessBuilder('find', "$folder", '-type', 'l', '-delete').start().waitFor()
    }

    def "a directory of many files comes and goes"() {
        given:
        MANY.times { file("tree/${it % 10}/$it", "$it") }

        when:
        run(['rsync'])

        then:
        MANY.times { assert arrived('rsync').resolve("tree/${it % 10}/$it").text == text("$it") }
    }

    private void run(List<String> ways) {
        far.balsam.expect('run', SCRIPT, '--param', "original=$far.there/in", '--param', "ways=${ways.join(',')}")
    }

    private Path original(String name) { far.there.resolve('in').resolve(name) }

    private Path arrived(String way) { far.there.resolve('out').resolve(way) }

    private void file(String path, String name) {
        Files.createDirectories(original(path).parent)
        original(path).text = text(name)
    }

    private static String text(String name) { name == 'empty' ? '' : "text of $name" }

    private static List<String> names(Path directory) { directory.toFile().list().sort() }
}
