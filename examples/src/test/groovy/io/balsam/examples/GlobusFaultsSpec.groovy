package io.balsam.examples

import io.balsam.globus.emulator.GlobusEmulator
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** Whole runs whose files Globus moves, while something of Globus does not work. */
class GlobusFaultsSpec extends Specification {

    private static final int FILES = 3
    private static final String SUBMIT = 'POST /v0.10/transfer'

    final PollingConditions soon = new PollingConditions(timeout: 60, delay: 0.1)

    @AutoCleanup
    GlobusEmulator globus = GlobusEmulator.start()

    @TempDir
    Path folder

    FarPlace far
    String archive

    def setup() {
        far = new FarPlace(folder)
        far.files(FILES, 1000)
        globus.auth.clients['site'] = 'secret'
        archive = globus.collection(far.there)
        Files.createFile(far.site.resolve('secret'), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString('rw-------'))).text = 'secret'
        far.reachedBy(["globus://$archive/".toString()], [globus: [
            endpoint_id: globus.collection(Path.of('/')), client_id: 'site', client_secret_file: 'secret', token_file: 'tokens.json',
            transfer_url: globus.url, auth_url: globus.url]])
    }

    def "a service that is busy, lost answers, expired tokens, a consent that is asked for and tasks that end half done cost time only"() {
        given:
        globus.fail(SUBMIT, 429, [code: 'RateLimit', message: 'too many requests'], ['Retry-After': '1'])
        globus.fail('GET /v0.10/submission_id', 503, [code: 'ServiceUnavailable', message: 'maintenance'])
        globus.fail('GET /v0.10/task_list', 502, ['<html>': 'no answer'])
        globus.loseAnswer(SUBMIT)
        globus.loseAnswer("POST /v0.10/operation/endpoint/$archive/rename")
        globus.auth.mapped << archive
        globus.behaviour.breaksAfter = 1

        when:
        def run = start()
        soon.eventually { assert globus.tasks.all.values().any { it.ended } }
        globus.behaviour.breaksAfter = -1
        globus.auth.revoke()

        then:
        run.await().exit == 0
        isMoved(1..FILES)
    }

    def "a run waits while Globus wants somebody to log in, or a manager has paused a task, and says so"() {
        given:
        globus.behaviour.inactive = true

        when:
        def run = start()

        then:
        soon.eventually { assert explained().contains('a collection wants you to log in again') }

        when: 'the files that go are paused'
        globus.behaviour.inactive = false
        globus.behaviour.paused = true
        globus.tasks.resume()

        then:
        soon.eventually { assert explained().contains('paused by a manager of a collection') }

        when:
        globus.behaviour.paused = false
        globus.tasks.resume()

        then:
        run.await().exit == 0
        isMoved(1..FILES)
    }

    def "a source that is not there fails its job at once, and its task is ended; the other jobs get their files"() {
        given: 'a task that goes on trying, as it would for days'
        globus.behaviour.keepsMissing = true
        Files.delete(far.there.resolve('in/2'))

        when:
        def end = start().await()

        then:
        end.exit == 1
        end.toString().readLines().findAll { it ==~ /.*job 2 compare: stage-in: far:\/in\/2 to .*: FILE_NOT_FOUND, file not found/ }.size() == 1
        far.balsam.jobs()*.state == ['JOB_FINISHED', 'FAILED', 'JOB_FINISHED']
        isMoved([1, 3])
        globus.tasks.all.values().every { it.ended }
    }

    private String explained() { far.balsam.call('explain', '1').out }

    private BalsamCommand.Running start() { far.start('--param', "files=$FILES") }

    /** Whether these files, and no others, are at the location once more, with nothing beside them or in the workdirs. */
    private boolean isMoved(List<Integer> numbers) {
        def hidden = FarPlace.below(far.site.resolve('data')).findAll { it.fileName.toString() ==~ /\.balsam-(?!run).*/ }
        FarPlace.below(far.there.resolve('out'))*.fileName*.toString().sort() == numbers*.toString() && hidden == [] &&
            numbers.every { Files.mismatch(far.there.resolve("in/$it"), far.there.resolve("out/$it")) == -1 }
    }
}
