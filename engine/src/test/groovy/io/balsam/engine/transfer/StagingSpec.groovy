package io.balsam.engine.transfer

import static io.balsam.engine.domain.JobState.*

import io.balsam.engine.EngineSpecification
import io.balsam.engine.domain.InputFiles
import io.balsam.engine.domain.ParentKind
import io.balsam.engine.domain.ParentRef
import io.balsam.engine.domain.TransferSlot
import io.balsam.spi.ErrorKind
import io.balsam.spi.PluginException
import io.balsam.spi.Transfer
import io.balsam.spi.TransferReport
import io.balsam.spi.TransferState
import java.util.concurrent.atomic.AtomicInteger

class StagingSpec extends EngineSpecification {

    static InputFiles from(int parent, String pattern, boolean copy = false, boolean optional = false) {
        new InputFiles(Optional.of(new ParentRef.Declared(parent, ParentKind.SUCCESS)), pattern, copy, optional)
    }

    static InputFiles local(String pattern) { new InputFiles(Optional.empty(), pattern, false, false) }

    static Map<String, TransferSlot> slot(String name, TransferSlot.Direction direction, String path, boolean required = true) {
        [(name): new TransferSlot(name, direction, path, required, false, '')]
    }

    def "files of a parent are linked, or copied, into the workdir"() {
        given:
        def make = command('make', 'mkdir sub; echo 1 > a.csv; echo 2 > sub/b.csv; echo 3 > c.txt')
        def use = command('use', 'cat a.csv b.csv; test -L a.csv; test ! -L b.csv; test ! -e c.txt')

        when:
        long run = run([make, use], [job('make'), job([after: [0], inputs: [from(0, '*.csv'), from(0, 'sub/*', true)]], 'use')])

        then:
        jobs(run)*.state() == [JOB_FINISHED, JOB_FINISHED]
        text("data/flow-$run/job1/job.out") == '1\n2\n'
    }

    def "two parents' files of one name are both staged in, and a parent's job.out is no conflict"() {
        given:
        def make = command('make', 'echo $BALSAM_JOB_ID; echo $BALSAM_JOB_ID > a.csv')
        def use = command('use', 'cat a.csv a.csv_2; ls')

        when:
        long run = run([make, use], [job('make'), job('make'), job([after: [0, 1], inputs: [from(0, '*'), from(1, '*')]], 'use')])

        then:
        text("data/flow-$run/job2/job.out").readLines() == ['1', '2', 'a.csv', 'a.csv_2', 'job.err', 'job.out']
    }

    def "a pattern that matches nothing fails the job, unless it is optional"() {
        when:
        long run = run([command('true')], [
                job(), job(after: [0], inputs: [from(0, '*.csv')]), job(after: [0], inputs: [from(0, '*.csv', false, true)])])

        then:
        jobs(run)*.state() == [JOB_FINISHED, FAILED, JOB_FINISHED]
        events(jobs(run)[1].id()).last().data().message.startsWith("stage-in: nothing matches '*.csv' in ")
    }

    def "files beside the script are brought in too"() {
        given:
        site.resolve('input.dat').toFile().text = 'data'

        when:
        long run = run([command('cat input.dat')], [job(inputs: [local('input.dat')])])

        then:
        text("data/flow-$run/job0/job.out") == 'data'
    }

    def "transfer slots are staged in and out"() {
        given:
        site.resolve('far').toFile().mkdirs()
        site.resolve('far/x.in').toFile().text = 'hello'
        def slots = slot('x', TransferSlot.Direction.IN, '.') + slot('y', TransferSlot.Direction.OUT, 'result.txt')

        when:
        long run = run([command('tr a-z A-Z < x.in > result.txt', transfers: slots)],
                [job(transfers: [x: "$site/far/x.in".toString(), y: "$site/far/y.out".toString()])])

        then:
        jobs(run)*.state() == [JOB_FINISHED]
        text('far/y.out') == 'HELLO'
    }

    def "what is wrong with staging fails the job and says so: #message"() {
        given:
        def slots = slot('x', direction, path)

        when:
        long run = run([command('ln -s /etc/passwd secret; true', transfers: slots)],
                [job(transfers: location ? [x: location] : [:], inputs: location ? [] : [local('*.none')])])
        def last = events(jobs(run)[0].id()).last()

        then:
        last.to() == FAILED
        last.data().message.contains(message)

        where:
        direction                  | path         | location        || message
        TransferSlot.Direction.IN  | '../../x'    | '/etc/hostname' || "'../../x' is outside of the workdir"
        TransferSlot.Direction.IN  | 'x'          | '/not/there'    || '/not/there is not there'
        TransferSlot.Direction.OUT | 'none.txt'   | '/tmp/none'     || "the job has not made 'none.txt'"
        TransferSlot.Direction.OUT | 'secret'     | '/tmp/none'     || 'leads outside of'
        TransferSlot.Direction.OUT | '../../../x' | '/tmp/none'     || 'is outside of the workdir'
    }

    def "an input that is not what its slot takes fails the job, and the message says what would be right: #place"() {
        given:
        site.resolve('far/mesh').toFile().mkdirs()
        site.resolve('far/mesh/small.h5').toFile().text = 'mesh'
        def slots = slot('x', TransferSlot.Direction.IN, 'x')

        when:
        long run = run([command('true', transfers: slots)], [job(transfers: [x: "$site/$place".toString()])])

        then:
        jobs(run)*.state() == [FAILED]
        events(jobs(run)[0].id()).last().data().message == "stage-in: $site/$place $says".replace('SITE', "$site")

        where:
        place                || says
        'far/mesh'           || "is a directory: its slot needs 'recursive: true'"
        'far/mesh/smal.h5'   || "is not there: did you mean 'small.h5'?"
        'far/mash/small.h5'  || "is not there: there is no SITE/far/mash: did you mean 'mesh'?"
        'far/mesh/other.txt' || 'is not there'
    }

    def "a place that the site does not have is refused before anything runs: #place"() {
        given:
        platform.transfers.archive = platform.transfers.cp
        def slots = slot('x', TransferSlot.Direction.IN, 'x')

        when:
        run([command('true', transfers: slots)], [job(transfers: [x: place])])

        then:
        def refused = thrown(IllegalArgumentException)
        refused.message == "flow.groovy:1:1: job 'job0': transfer slot 'x': $message"
        engine.runs().empty

        where:
        place              || message
        'somewhere'        || "'somewhere' is neither name:/path nor an absolute path"
        'archive'          || "'archive' is neither name:/path nor an absolute path"
        'archiv:/x'        || "there is no location 'archiv': did you mean 'archive'?"
        'far:/x'           || "there is no location 'far': transfer_locations in settings.yml names archive"
        'archive:/a/../..' || "'archive:/a/../..' has '..' in its path: name a place below its location"
        'file:///x'        || "'file:///x' is a URL: name it under transfer_locations in settings.yml, and write name:/path"
    }

    def "a slow transfer is polled, and one with a passing failure is tried again"() {
        given:
        def tries = new AtomicInteger()
        def asked = new AtomicInteger()
        platform.transfers.slow = new Transfer() {
            @Override String submit(List items) {
                if (tries.incrementAndGet() == 1) {
                    throw new PluginException(ErrorKind.TRANSIENT, 'busy')
                }
                return 'one'
            }
            @Override Map<String, TransferReport> status(Collection<String> ids) {
                [one: TransferReport.of(asked.incrementAndGet() < 3 ? TransferState.ACTIVE : TransferState.DONE)]
            }
            @Override void cancel(String id) {}
        }

        when:
        long run = run([command('true', transfers: slot('y', TransferSlot.Direction.OUT, 'job.out'))], [job(transfers: [y: 'slow:/y'])])

        then:
        jobs(run)*.state() == [JOB_FINISHED]
        tries.get() == 2
        asked.get() == 3
    }

    def "a finished job's workdir is cleaned, and never anything outside of it"() {
        given:
        def outside = site.resolve('outside').toFile()
        outside.mkdirs()
        def keep = new File(outside, 'keep.txt')
        keep.text = 'precious'
        def app = command("mkdir -p tmp/deep; touch tmp/deep/x a.tmp b.txt; ln -s $outside out; ln -s $keep link.tmp",
                cleanup: ['*.tmp', 'tmp', '../../../outside/keep.txt', 'out/keep.txt', '/etc/none'])

        when:
        long run = run([app], [job()])
        def left = site.resolve("data/flow-$run/job0").toFile().list().sort().toList()

        then:
        left == ['b.txt', 'job.err', 'job.out', 'out']
        keep.text == 'precious'
        jobs(run)[0].state() == JOB_FINISHED
    }

    def "a workdir that leads through a symbolic link is refused"() {
        given:
        def outside = site.resolve('outside').toFile()
        outside.mkdirs()
        def app = command("ln -s $outside ../evil")

        when:
        long run = run([app, command('next', 'true')], [job(workdir: 'a'), job([workdir: 'evil/x', after: [0]], 'next')])
        def bad = events(jobs(run)[1].id())

        then:
        jobs(run)[1].state() == FAILED
        bad.find { it.to() == RUN_ERROR }.data().message.contains('leads through the symbolic link')
        !new File(outside, 'x').exists()
    }
}
