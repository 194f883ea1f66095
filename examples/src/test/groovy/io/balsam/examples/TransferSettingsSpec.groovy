package io.balsam.examples

import com.fasterxml.jackson.databind.ObjectMapper
import io.balsam.globus.emulator.GlobusEmulator
import io.balsam.testkit.Sshd
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import java.time.Instant
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** The block {@code transfer} of the service modules holds in a site with an agent and in one without. */
class TransferSettingsSpec extends Specification {

    private static final int FILES = 10

    @TempDir
    Path folder

    FarPlace far

    def setup() {
        far = new FarPlace(folder)
        far.files(FILES, 1000)
    }

    @Requires(value = { Sshd.missing('rsync').empty }, reason = 'no sshd, ssh or rsync on this machine')
    def "tasks by rsync are as many at a time and as large as the settings say, in a site with an agent: #agent"() {
        given:
        def sshd = Sshd.start()
        def blocks = [transfer: [
            transfer_locations: [far: Sshd.url(far.there)], max_concurrent_transfers: 3, transfer_batch_size: 100,
            ways: [rsync: [max_concurrent_transfers: 1, transfer_batch_size: 4]]]]
        if (agent) {
            far.balsam.expect('site', 'init', '.', '--platform', 'local', '--name', 'spec')
        }
        far.settings(service_modules: (agent ? [processing: [:]] : [:]) + blocks, plugins: [transfer: [rsync: [ssh: sshd.ssh()]]])
        if (agent) {
            far.balsam.expect('site', 'start')
        }

        when:
        far.start('--param', "files=$FILES", *(agent ? ['--detach'] : [])).await().with { assert exit == 0: it }
        new PollingConditions(timeout: 60, delay: 0.2).eventually { assert brought()*.state.every { it == 'done' } }
        def tasks = brought().groupBy { it.task_id }.values().sort { begin(it) }

        then:
        tasks*.size().sum() == FILES
        tasks*.size().max() <= 4
        (1..<tasks.size()).every { begin(tasks[it]) >= tasks[it - 1].collect { Instant.parse(it.ended) }.max() }

        cleanup:
        if (agent) {
            far.balsam.call('site', 'stop')
        }
        sshd?.close()

        where:
        agent << [false, true]
    }

    def "the site's Globus collection may be given in the block"() {
        given:
        def globus = GlobusEmulator.start()
        globus.auth.clients['site'] = 'secret'
        Files.createFile(far.site.resolve('secret'), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString('rw-------'))).text = 'secret'
        far.settings(
            service_modules: [transfer: [
                transfer_locations: [far: "globus://${globus.collection(far.there)}/".toString()],
                globus_endpoint_id: globus.collection(Path.of('/'))]],
            plugins: [transfer: [globus: [
                client_id: 'site', client_secret_file: 'secret', token_file: 'tokens.json', transfer_url: globus.url, auth_url: globus.url]]])

        when:
        def outcome = far.start('--param', 'files=2').await()

        then:
        outcome.exit == 0
        brought()*.state == ['done'] * 2
        brought()*.via == ['globus'] * 2

        cleanup:
        globus?.close()
    }

    def "mistakes of the block are reported before anything runs: #command"() {
        given:
        far.site.resolve('settings.yml').text = """\
            transfer_locations: {far: 'ssh://h/'}
            service_modules:
              transfer:
                globus_endpoint_id: mine
                max_concurrent_transfers: 0
                ways:
                  rsnyc: {transfer_batch_size: 9}
                  cp: {transfer_batch_size: 9}
            """.stripIndent()

        when:
        def outcome = far.balsam.call(*command, FarPlace.SCRIPT, '--param', "original=$far.there/in")

        then:
        outcome.exit == 2
        outcome.out == ''
        outcome.err.readLines()*.minus('balsam: ')*.minus("$far.site/settings.yml:").toSet() == [
            '4:5: transfer globus: endpoint_id: mine: must be the UUID of a collection',
            '5:5: transfer: max_concurrent_transfers: 0: must be a whole number of at least 1',
            "7:7: transfer: ways.rsnyc: unknown transfer 'rsnyc': did you mean 'rsync'? installed: cp, globus, gridftp, ln, rsync, scp",
            '8:7: transfer: ways.cp: it moves files on this machine, for which there are no tasks'] as Set
        !Files.exists(far.site.resolve('data'))

        where:
        command << [['run'], ['run', '--dry-run'], ['lint']]
    }

    private static Instant begin(List<Map> task) { task.collect { Instant.parse(it.started) }.min() }

    private List<Map> brought() {
        new ObjectMapper().readValue(far.balsam.json('transfer', 'ls', '--direction', 'in', '--limit', 0), List)
    }
}
