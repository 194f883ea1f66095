package io.balsam.examples

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Unroll

/** Accounts with less than a program expects: no memory, no home. */
class NarrowAccountsSpec extends Specification {

    @TempDir
    Path dir
    Path work
    Path temp

    def setup() {
        work = Files.createDirectory(dir.resolve('work'))
        temp = Files.createDirectory(dir.resolve('temp'))
        Files.writeString(work.resolve('x.groovy'), "app('a') { command 'true' }\njob('a') {}\n")
    }

    private Map shell(String before, Map<String, String> environment, Object... words) {
        def builder = new ProcessBuilder(['sh', '-c', before + ' exec "$@"', 'sh', BalsamCommand.PROGRAM as String] + words*.toString())
        builder.directory(work.toFile()).redirectErrorStream(true)
        builder.environment().keySet().removeIf { it.startsWith('BALSAM_') || it.startsWith('XDG_') }
        builder.environment().putAll([TMPDIR: temp as String] + environment)
        def process = builder.start()
        def out = process.inputStream.text
        assert process.waitFor(120, TimeUnit.SECONDS)
        [exit: process.exitValue(), out: out]
    }

    private static List<String> names(Path directory) {
        directory.toFile().list().sort().toList()
    }

    def 'too little virtual memory is reported with the cure, and no crash report is left: #kib kB'() {
        expect:
        with(shell("ulimit -v $kib;", [HOME: dir as String], 'run', 'x.groovy')) {
            exit == 3
            out.readLines().size() == 1
            out.contains('(ulimit -v)') && out.contains('ulimit -v unlimited')
        }
        names(work) == ['x.groovy']
        names(temp) == []

        where:
        kib << [400_000, 1_000_000, 2_400_000]
    }

    def 'as much virtual memory as it asks for is enough'() {
        expect:
        with(shell('ulimit -v 2500000;', [HOME: dir as String, BALSAM_CDS: 'off'], 'run', 'x.groovy')) {
            exit == 0
        }
        names(temp).findAll { it.contains('hs_err') } == []
    }

    @Unroll
    def 'no home directory is needed, and without one no stray files are left: #what'() {
        given:
        def closed = Files.createDirectory(dir.resolve('closed'))
        def file = Files.writeString(dir.resolve('file'), '')
        def environment = home == 'unset' ? [:] : [HOME: [closed: closed, file: file, gone: dir.resolve('gone'), relative: 'home'][home] as String]
        if (home == 'closed') {
            // Root may write anywhere; nobody makes a directory where a file is.
            ['.cache', '.local', '.config'].each { Files.writeString(closed.resolve(it), 'mine') }
        }

        expect:
        [['--version'], ['run', 'x.groovy'], ['runs'], ['site', 'ls'], ['plugins', 'ls'], ['config', 'show'], ['lint', 'x.groovy']].each { words ->
            with(shell(home == 'unset' ? 'unset HOME;' : '', environment, *words)) {
                assert exit == 0: "$words: $out"
                assert !out.contains('Exception')
            }
        }
        names(work) == ['.balsam', 'data', 'x.groovy']
        home != 'closed' || names(closed).every { Files.readString(closed.resolve(it)) == 'mine' }

        where:
        what                    | home
        'it is not set'         | 'unset'
        'it cannot be written'  | 'closed'
        'it is a file'          | 'file'
        'it is not there'       | 'gone'
        'it is a relative path' | 'relative'
    }
}
