package io.balsam.examples

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermission
import java.nio.file.attribute.PosixFilePermissions
import spock.lang.Specification
import spock.lang.TempDir

class SecretsSpec extends Specification {

    static final String SCRIPT = '''
        app('env') {
          command 'env'
          postprocess { job -> job.data.seen = ['sh', '-c', 'env'].execute().text; proceed() }
        }
        job('env') {}
        '''

    @TempDir
    Path site

    def setup() {
        Files.writeString(site.resolve('env.groovy'), SCRIPT)
    }

    def 'no job and nothing that a hook calls sees the address of the database, which the run is kept in'() {
        given:
        def command = new BalsamCommand(site, [], [BALSAM_DB: "jdbc:h2:file:$site/elsewhere" as String])

        when:
        command.expect('run', 'env.groovy')

        then:
        Files.exists(site.resolve('elsewhere.mv.db'))
        def job = command.jobs()[0]
        job.state == 'JOB_FINISHED'
        def seen = site.resolve(job.workdir as String).resolve('job.out').text
        seen.contains('BALSAM_JOB_ID=')
        !seen.contains('BALSAM_DB')
        !(job.data.seen as String).contains('BALSAM_DB')
    }

    def 'an agent has it too, and does not pass it on'() {
        given:
        def command = new BalsamCommand(site.resolve('made'), [], [BALSAM_DB: "jdbc:h2:file:$site/elsewhere" as String])
        Files.createDirectory(site.resolve('made'))
        command.expect('site', 'init', '.', '--platform', 'local')

        when:
        command.expect('site', 'start')

        then:
        Files.exists(site.resolve('elsewhere.mv.db'))
        def pid = pidOf(site.resolve('made'))
        !new File("/proc/$pid/environ").text.contains('BALSAM_DB')

        cleanup:
        command?.call('site', 'stop')
    }

    def 'a password in an address is neither shown nor stored: #words'() {
        given:
        def address = 'jdbc:postgresql://127.0.0.1:1/d?user=u&password=s3cret&connectTimeout=1'
        def command = new BalsamCommand(site, [], [BALSAM_DB: address])

        when:
        def outcome = command.call(*words)

        then:
        outcome.exit in exits
        !outcome.toString().contains('s3cret')
        outcome.toString().contains('127.0.0.1')
        site.toFile().eachFileRecurse { assert !it.file || !it.text.contains('s3cret') }

        where:
        words                             || exits
        ['config', 'show']                || [0]
        ['config', 'show', '--json']      || [0]
        ['run', 'env.groovy']             || [3]
        ['run', 'env.groovy', '--debug']  || [3]
        ['job', 'ls']                     || [3]
        ['doctor']                        || [3]
    }

    def 'with umask 000 no other user can write to files of Balsam, and jobs keep the umask'() {
        given:
        def made = site.resolve('made')

        when:
        withUmask('000', "'$BalsamCommand.PROGRAM' site init made --platform local",
            "'$BalsamCommand.PROGRAM' site start made",
            "'$BalsamCommand.PROGRAM' site stop made",
            "'$BalsamCommand.PROGRAM' run env.groovy")

        then:
        writable(made) == [made.resolve('data')]
        mode(made.resolve('.balsam')) == 'rwx------'
        mode(made.resolve('.balsam/agent.settings.json')) == 'rw-------'
        writable(site.resolve('.balsam')) == []
        mode(site.resolve('.balsam')) == 'rwx------'
        Files.walk(site.resolve('data')).withCloseable { it.filter { it.fileName.toString() == 'job.out' }.toList() }
            .every { mode(it) == 'rw-rw-rw-' }
    }

    private void withUmask(String umask, String... lines) {
        def builder = new ProcessBuilder('sh', '-ec', "umask $umask\n" + lines.join('\n'))
        builder.directory(site.toFile()).redirectErrorStream(true)
        builder.environment().keySet().removeIf { it.startsWith('BALSAM_') }
        builder.environment().putAll(
            HOME: site as String,
            XDG_CACHE_HOME: BalsamCommand.EXAMPLES.resolve('target/cache') as String)
        def process = builder.start()
        def out = process.inputStream.text
        assert process.waitFor() == 0: out
    }

    private static long pidOf(Path site) {
        (site.resolve('.balsam/agent.pid').text =~ /"pid":(\d+)/)[0][1] as long
    }

    private static List<Path> writable(Path directory) {
        Files.walk(directory).withCloseable { all ->
            all.filter { !Files.isSymbolicLink(it) && Files.getPosixFilePermissions(it).any {
                it in [PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE] } }.toList()
        }
    }

    private static String mode(Path path) {
        PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
    }
}
