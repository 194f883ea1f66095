package io.balsam.examples

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption
import spock.lang.Specification
import spock.lang.TempDir

/** The commands of docs/site.md that recover a damaged record, as they are there. */
class DamagedRecordSpec extends Specification {

    @TempDir
    Path dir

    def "a record #damage: #what"() {
        given:
        def balsam = new BalsamCommand(dir)
        Path record = dir.resolve('.balsam/balsam.mv.db')
        balsam.expect('run', BalsamCommand.EXAMPLES.resolve('hello.groovy'))
        Files.move(record, dir.resolve('.balsam/balsam.mv.db.damaged'))
        dir.resolve('.balsam/balsam.mv.db.damaged').with { it.bytes = damaged.call(it.bytes) }
        dir.resolve('other.groovy').text = "app('other') { command 'true' }\njob('other')\n"
        balsam.expect('run', 'other.groovy')
        String begun = balsam.expect('runs').out

        when:
        int exit = recover()

        then:
        (exit == 0) == recovered
        balsam.expect('runs').out.contains('hello-1') == recovered
        recovered || balsam.expect('runs').out == begun

        when: 'the record that was begun is put back'
        if (recovered) {
            Files.move(dir.resolve('salvage/begun.mv.db'), record, StandardCopyOption.REPLACE_EXISTING)
        }

        then:
        balsam.expect('runs').out == begun

        where:
        damage                    | damaged                                              || recovered
        'as it was'               | { it }                                               || true
        'cut off near its begin'  | { it[0..<12000] as byte[] }                          || false
        'with a header of zeros'  | { it.clone().tap { Arrays.fill(it, 0, 8192, (byte) 0) } } || false
        'that is empty'           | { new byte[0] }                                      || false
        what = recovered ? 'it is recovered' : 'the one begun since stays'
    }

    private int recover() {
        String page = BalsamCommand.REPOSITORY.resolve('docs/site.md').text
        String commands = (page =~ /(?s)```bash\n(mkdir salvage.*?)```/)[0][1]
        Path home = BalsamCommand.PROGRAM.parent.parent
        def builder = new ProcessBuilder('bash', '-c', commands.replace('LIB/', "$home/lib/"))
        builder.directory(dir.toFile()).redirectErrorStream(true).redirectOutput(dir.resolve('log').toFile())
        builder.environment().merge('PATH', "$home/bin:" as String) { path, bin -> bin + path }
        builder.start().waitFor()
    }
}
