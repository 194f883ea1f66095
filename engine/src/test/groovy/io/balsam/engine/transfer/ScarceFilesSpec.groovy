package io.balsam.engine.transfer

import static io.balsam.engine.domain.JobState.*

import io.balsam.engine.EngineSpecification
import io.balsam.engine.api.JobFilter
import io.balsam.engine.domain.HookKind
import io.balsam.engine.domain.TransferSlot
import io.balsam.spi.ErrorKind
import io.balsam.spi.PluginException
import io.balsam.spi.Transfer
import io.balsam.spi.TransferFault
import io.balsam.spi.TransferReport
import io.balsam.spi.TransferState
import java.nio.file.FileSystemException
import java.nio.file.Files
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import org.opentest4j.TestAbortedException
import spock.lang.IgnoreIf
import spock.util.concurrent.PollingConditions

/** Files that cannot be moved or looked at for want of disk, handles or processes. */
class ScarceFilesSpec extends EngineSpecification {

    PollingConditions soon = new PollingConditions(timeout: 30, delay: 0.02)
    volatile boolean roomy
    AtomicInteger tries = new AtomicInteger()

    /** A transfer that lacks something until there is room. */
    Transfer scarce(Closure<String> lacking) {
        new Transfer() {
            @Override String submit(List items) {
                tries.incrementAndGet()
                return roomy ? 'done' : lacking()
            }
            @Override Map<String, TransferReport> status(Collection<String> ids) {
                [done: TransferReport.of(TransferState.DONE),
                    full: TransferReport.failed(ErrorKind.SITE, 'write /far/x: No space left on device')]
            }
            @Override void cancel(String id) {}
        }
    }

    long submitOne(TransferSlot.Direction way = TransferSlot.Direction.OUT) {
        def slot = new TransferSlot('y', way, 'job.out', true, false, '')
        if (way == TransferSlot.Direction.IN) {
            slot = new TransferSlot('y', way, 'y', true, false, '')
        }
        engine.submit(workflow([command('true', transfers: [y: slot])], [job(transfers: [y: 'far:/y'])]), false)
    }

    String told(long job) { engine.explain(job).get().summary() }

    def "a job whose files cannot be moved for lack of a resource waits, says so, and continues: #lack"() {
        given:
        platform.transfers.far = scarce(lacking)

        when:
        long run = submitOne(way)
        long one = jobs(run)[0].id()

        then:
        soon.eventually { assert told(one).startsWith("It waits, since $lack") }
        engine.progress(run).lack().startsWith(lack)

        and: 'it is tried again'
        soon.eventually { assert tries.get() >= 2 }
        jobs(run)[0].state() == (way == TransferSlot.Direction.IN ? READY : POSTPROCESSED)

        when:
        roomy = true
        finish(run)

        then:
        jobs(run)*.state() == [JOB_FINISHED]
        engine.progress(run).lack() == ''
        !events(one).any { it.to() == FAILED }

        where:
        way                        | lack                                  | lacking
        TransferSlot.Direction.OUT | 'the disk is full at /'               | { throw new PluginException(ErrorKind.TRANSIENT, 'cp', new FileSystemException('/a', '/b', 'No space left on device')) }
        TransferSlot.Direction.IN  | 'the disk quota is used up at /'      | { throw new PluginException(ErrorKind.USER, 'cp', new FileSystemException('/a', '/b', 'Disk quota exceeded')) }
        TransferSlot.Direction.OUT | 'this process has no file handle'     | { throw new UncheckedIOException(new IOException('Too many open files in system')) }
        TransferSlot.Direction.IN  | 'no more processes or threads'        | { throw new PluginException(ErrorKind.SITE, 'x', new IOException('Cannot run program "x": error=11, Resource temporarily unavailable')) }
        TransferSlot.Direction.IN  | "the machine's memory is used up"     | { throw new PluginException(ErrorKind.SITE, 'x', new IOException('Cannot run program "x": error=12, Cannot allocate memory')) }
        TransferSlot.Direction.OUT | 'the disk is full (free some space)'        | { 'full' }
    }

    def "an item that finds no room here makes its job wait, one that finds none at its location makes it fail: #way"() {
        given: 'a transfer that calls both the user\'s to mend'
        platform.transfers.far = new Transfer() {
            @Override String submit(List items) { tries.incrementAndGet() as String }
            @Override Map<String, TransferReport> status(Collection<String> ids) {
                def fault = new TransferFault(0, ErrorKind.USER, '/far/x: No space left on device')
                ids.collectEntries { [it, TransferReport.done(0, 0, roomy ? [] : [fault])] }
            }
            @Override void cancel(String id) {}
        }

        when:
        long run = submitOne(way)
        long one = jobs(run)[0].id()
        soon.eventually { assert told(one).startsWith(said) }
        roomy = true
        finish(run)

        then:
        jobs(run)*.state() == [end]

        where:
        way                        | said                                   || end
        TransferSlot.Direction.IN  | 'It waits, since the disk is full at /' || JOB_FINISHED
        TransferSlot.Direction.OUT | 'It failed: stage-out: '               || FAILED
    }

    def "a file's name is not taken for what the system says"() {
        given:
        platform.transfers.far = scarce(lacking)

        when:
        long run = submitOne(TransferSlot.Direction.IN)
        finish(run)

        then:
        jobs(run)*.state() == [FAILED]

        where:
        lacking << [
            { throw new PluginException(ErrorKind.USER, 'cp', new FileSystemException('/in/no space left on device.csv', null, 'Permission denied')) },
            { throw new PluginException(ErrorKind.USER, '/in/a: no space left on device.csv: Permission denied') },
        ]
    }

    def "a job that waits for a resource can be cancelled, and is not tried again"() {
        given:
        platform.transfers.far = scarce { throw new UncheckedIOException(new IOException('No space left on device')) }
        long run = submitOne()
        soon.eventually { assert engine.progress(run).lack() }

        when:
        engine.cancel(JobFilter.ALL.withIds([jobs(run)[0].id()]), false)
        finish(run)

        then:
        jobs(run)*.state() == [CANCELLED]
        engine.progress(run).lack() == ''
    }

    def "a job that waits for a resource is continued by the next engine"() {
        given:
        platform.transfers.far = scarce { throw new UncheckedIOException(new IOException('No space left on device')) }
        long run = submitOne()
        soon.eventually { assert engine.progress(run).lack() }

        when:
        engine.close()
        store.close()
        open()
        roomy = true
        engine.resume(run)
        finish(run)

        then:
        jobs(run)*.state() == [JOB_FINISHED]
    }

    @IgnoreIf(value = { System.getProperty('user.name') != 'root' }, reason = 'only root can mount a small disk')
    def "a hook and a function that need their workdir wait for space on the disk"() {
        given:
        def disk = Files.createDirectories(site.resolve('data'))
        // For itself, the run's directory and its mark.
        if (sh("mount -t tmpfs -o size=64k,nr_inodes=3 tmpfs '$disk'") != 0) {
            throw new TestAbortedException('root may not mount a small disk here')
        }
        def calls = new AtomicInteger()
        def before = hook { job -> calls.incrementAndGet(); 'proceed' }
        def hooked = command('hooked', 'true', hooks: [(HookKind.PREPROCESS): before])
        def asks = function('asks') { args, job -> job.directory().toFile().directory }

        when:
        long run = engine.submit(workflow([hooked, asks], [job('hooked'), job('asks')]), false)
        soon.eventually { assert told(jobs(run)[0].id()).startsWith('It waits, since the disk is full at ') }
        soon.eventually { assert told(jobs(run)[1].id()).startsWith('It waits, since the disk is full at ') }
        def calledWithout = calls.get()
        assert sh("mount -o remount,nr_inodes=100 '$disk'") == 0
        finish(run)

        then:
        jobs(run)*.state() == [JOB_FINISHED] * 2
        [calledWithout, calls.get()] == [0, 1]

        cleanup:
        sh("umount '$disk'")
    }

    static int sh(String command) { new ProcessBuilder('sh', '-c', command).start().waitFor() }

    def "what a job has made is never taken for nothing because no handle is left to list it"() {
        given:
        Files.createDirectories(site.resolve('w/sub'))
        site.resolve('w/a').toFile().text = 'a'
        site.resolve('w/sub/b').toFile().text = 'b'
        def script = '''
            import io.balsam.engine.process.*
            import io.balsam.engine.files.Listing
            import java.nio.file.Path
            def workdir = Path.of(args[0])
            def list = { try { Listing.ofJob(workdir).text().readLines().size() } catch (LackException e) { e.message } }
            list()
            Lack.of(new IOException('Too many open files'))
            try { Lack.raise(new IOException('Too many open files')) } catch (LackException e) { }
            def open = []
            try { while (true) open << new FileInputStream('/dev/null') } catch (IOException e) { }
            def without = list()
            open*.close()
            println without
            println list()
        '''.stripIndent()
        def java = "${System.getProperty('java.home')}/bin/java"
        site.resolve('list.groovy').toFile().text = script

        when:
        def child = new ProcessBuilder('sh', '-c', 'ulimit -n 400; exec "$@"', 'sh', java, '-cp', System.getProperty('java.class.path'),
                'groovy.ui.GroovyMain', "${site.resolve('list.groovy')}", "${site.resolve('w')}").redirectErrorStream(true).start()
        def said = child.inputStream.text.readLines()

        then:
        child.waitFor(60, TimeUnit.SECONDS)
        said[0].startsWith('this process has no file handle left')
        said[1] == '2'
    }
}
