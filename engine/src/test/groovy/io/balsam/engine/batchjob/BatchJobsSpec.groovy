package io.balsam.engine.batchjob

import static io.balsam.spi.BatchJobState.*

import io.balsam.engine.Engine
import io.balsam.engine.EngineConfig
import io.balsam.engine.FakePlatform
import io.balsam.engine.api.QueueWait
import io.balsam.engine.api.SiteView
import io.balsam.engine.dispatch.lease.LeaseBackend
import io.balsam.engine.dispatch.local.LocalBackend
import io.balsam.engine.process.ShellSpawner
import io.balsam.engine.store.Store
import io.balsam.engine.store.jdbc.Stores
import io.balsam.spi.BatchJobInfo
import io.balsam.spi.BatchJobRequest
import io.balsam.spi.JobMode
import io.balsam.spi.Partition
import java.nio.file.Path
import java.time.Clock
import java.time.Duration
import java.time.Instant
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

class BatchJobsSpec extends Specification {
    static final SitePolicy RULES = new SitePolicy('here', Duration.ofMinutes(1),
            [new SiteView.Queue('debug', 8, 60, 1), new SiteView.Queue('batch', 4096, 1440, 20)], ['climate', 'fusion'] as Set,
            'batch', 'climate', [prime_cache: 'no', mig_count: '1'])

    @TempDir Path site
    Store store
    Engine engine

    def setup() {
        open(RULES)
    }

    def cleanup() {
        close()
    }

    private void open(SitePolicy rules) {
        store = Stores.open("jdbc:h2:file:${site.resolve('.balsam/balsam')}")
        engine = Engine.open(new EngineConfig(site, store, new FakePlatform(1), { throw new UnsupportedOperationException() }, 
                rules == null ? LocalBackend.on(new FakePlatform(1), new ShellSpawner(), Duration.ofSeconds(1)) : LeaseBackend.under(rules),
                new EngineConfig.Limits(1, Duration.ofSeconds(1), [:]), Clock.systemUTC()))
    }

    private void close() {
        engine.close()
        store.close()
    }

    private static BatchJobRequest request(Map given = [:]) {
        new BatchJobRequest(given.nodes ?: 4, given.minutes ?: 30, given.queue ?: '', given.project ?: '', JobMode.MPI, given.tags ?: [:],
                given.partitions ?: [], given.options ?: [:])
    }

    private List<BatchJobInfo> all() {
        engine.batchJobs().find([], [] as Set)
    }

    private BatchJobInfo submitted(String schedulerId = '') {
        def info = engine.batchJobs().submit([request()])[0]
        schedulerId ? engine.services().batchJobs().change([BatchJobUpdate.submitted(info.id(), schedulerId, Instant.EPOCH)])[0] : info
    }

    def "a requested BatchJob is on disk with the site's defaults"() {
        when:
        def asked = engine.batchJobs().submit([request(tags: [kind: 'big'], options: [mig_count: '3']), request(queue: 'debug', project: 'fusion', nodes: 8, minutes: 60)])

        then:
        asked*.id() == [1L, 2L]
        asked*.state() == [PENDING_SUBMISSION] * 2
        asked[0].request() == new BatchJobRequest(4, 30, 'batch', 'climate', JobMode.MPI, [kind: 'big'], [], [prime_cache: 'no', mig_count: '3'])
        asked[1].request().queue() == 'debug'
        asked[1].request().project() == 'fusion'

        when:
        close()
        open(RULES)

        then:
        all()*.request() == asked*.request()
        engine.batchJobs().find([2L, 77L], [] as Set)*.id() == [2L]
        engine.batchJobs().find([], [QUEUED] as Set) == []
        engine.batchJobs().submit([request()])*.id() == [3L]
    }

    def "what would be asked for is told with the site's defaults and how long such ones waited, and nothing is asked for"() {
        expect:
        engine.batchJobs().check([request()]).collect { [it.request().queue(), it.request().nodes(), it.queueWait()] } == [['batch', 4, Optional.empty()]]

        when:
        def hourAgo = Instant.now() - Duration.ofHours(1)
        def ids = engine.batchJobs().submit([request()] * 5)*.id()
        engine.services().batchJobs().change(ids.collect { BatchJobUpdate.submitted(it, "s$it", hourAgo) })
        engine.services().batchJobs().change(ids.collect { new BatchJobUpdate(it, RUNNING, null, null, null, hourAgo + Duration.ofMinutes(12), null) })
        def before = all()

        then:
        engine.batchJobs().check([request()])[0].queueWait().get().median() == new QueueWait.Time(Duration.ofMinutes(12), false)
        all() == before

        when:
        engine.batchJobs().check([request(queue: 'none')])

        then:
        thrown(IllegalArgumentException)
    }

    def "a word that would break its line in a script is refused at a site without limits: #message"() {
        given:
        close()
        open(new SitePolicy('here', Duration.ofMinutes(1), [], [] as Set, '', '', [extra: '']))

        when:
        engine.batchJobs().submit([request(asked)])

        then:
        def e = thrown(IllegalArgumentException)
        e.message == message
        all() == []

        where:
        asked                                      || message
        [queue: 'q\n#SBATCH --uid=0']              || "queue: 'q\\n#SBATCH --uid=0' must be one word of letters, digits and . _ - + / : @ , = %, not beginning with -"
        [queue: '-q']                              || "queue: '-q' must be one word of letters, digits and . _ - + / : @ , = %, not beginning with -"
        [queue: 'q --uid=0']                       || "queue: 'q --uid=0' must be one word of letters, digits and . _ - + / : @ , = %, not beginning with -"
        [project: 'p\r']                           || "project: 'p\\u000d' must be one word of letters, digits and . _ - + / : @ , = %, not beginning with -"
        [project: '$(id)']                         || "project: '\$(id)' must be one word of letters, digits and . _ - + / : @ , = %, not beginning with -"
        [tags: [kind: 'a\nb']]                     || "tag: 'kind=a\\nb' must be one line without control characters"
        [tags: ['a\u0085b': 'c']]                  || "tag: 'a\\u0085b=c' must be one line without control characters"
        [options: [extra: 'a\u2028b']]             || "option: 'extra=a\\u2028b' must be one line without control characters"
        [nodes: 1, partitions: [new Partition(JobMode.MPI, 1, [a: '\n'])]] || "tag of a partition: 'a=\\n' must be one line without control characters"
    }

    def "names as batch systems use them are accepted: #asked"() {
        given:
        close()
        open(new SitePolicy('here', Duration.ofMinutes(1), [], [] as Set, '', '', [extra: '']))

        expect:
        engine.batchJobs().submit([request(asked)])[0].request().options().extra == (asked.options?.extra ?: '')

        where:
        asked << [[queue: 'debug-cache_quad', project: 'm1234.x'], [queue: '/high', project: 'a@b'], [queue: 'p1,p2'], [queue: 'gpu/normal'],
                  [project: 'größe'], [options: [extra: '-1']], [options: [extra: 'two words; "quoted" $x']], [tags: [who: 'Zoë 分']]]
    }

    def "what breaks the site's rules is refused: #message"() {
        when:
        engine.batchJobs().submit([request(), request(asked)])

        then:
        def e = thrown(IllegalArgumentException)
        e.message == 'BatchJob 2 of 2: ' + message
        all() == []

        where:
        asked                                       || message
        [queue: 'debgu']                            || "there is no queue 'debgu': did you mean 'debug'?"
        [queue: 'production']                       || "there is no queue 'production': this site has batch, debug"
        [queue: 'debug', nodes: 9]                  || 'queue debug allows at most 8 nodes, not 9'
        [queue: 'debug', minutes: 61]               || 'queue debug allows at most 60 minutes, not 61'
        [nodes: -1]                                 || 'nodes must be 1 or more, not -1'
        [minutes: -5]                               || 'minutes must be 1 or more, not -5'
        [project: 'climat']                         || "there is no project 'climat': did you mean 'climate'?"
        [options: [migcount: '3']]                  || "there is no option 'migcount': did you mean 'mig_count'?"
        [options: [x: '3']]                         || "there is no option 'x': this site's job template has mig_count, prime_cache"
        [partitions: [new Partition(JobMode.MPI, 2, [:]), new Partition(JobMode.SERIAL, 1, [:])]] ||
                'the partitions have 3 nodes together, the BatchJob has 4: they must be equal'
        [partitions: [new Partition(JobMode.MPI, 4, [:]), new Partition(JobMode.SERIAL, 0, [:])]] || 'nodes of a partition must be 1 or more, not 0'
    }

    def "a queue or a project must be named where the site has some and no default"() {
        given:
        close()
        open(new SitePolicy('here', Duration.ofMinutes(1), queues, projects as Set, '', '', [:]))

        when:
        engine.batchJobs().submit([request()])

        then:
        def e = thrown(IllegalArgumentException)
        e.message == message

        where:
        queues                                 | projects || message
        [new SiteView.Queue('debug', 8, 60, 1)] | []      || 'name a queue: this site has debug'
        []                                     | ['a']    || 'name a project: this site has a'
    }

    def "a site without limits takes what it is given"() {
        given:
        close()
        open(new SitePolicy('here', Duration.ofMinutes(1), [], [] as Set, '', '', [:]))

        expect:
        engine.batchJobs().submit([request(queue: 'any', nodes: 100_000)])[0].request().queue() == 'any'
        engine.batchJobs().submit([request()])[0].request().queue() == ''
    }

    def "without a site no allocation can be requested"() {
        given:
        close()
        open(null)

        when:
        engine.batchJobs().submit([request()])

        then:
        def e = thrown(IllegalArgumentException)
        e.message.contains("'balsam site init DIR'")
    }

    def "what the manager learns is stored, and reported as events"() {
        given:
        def id = submitted('1234').id()

        when:
        engine.services().batchJobs().change([new BatchJobUpdate(id, RUNNING, null, null, null, Instant.ofEpochSecond(5), null)])
        def end = engine.services().batchJobs().change([new BatchJobUpdate(id, FAILED, null, 'TIMEOUT', null, null, Instant.ofEpochSecond(9))])[0]

        then:
        end == all()[0]
        end.schedulerId() == '1234'
        end.message() == 'TIMEOUT'
        [end.submitted(), end.began(), end.ended()] == [Instant.EPOCH, Instant.ofEpochSecond(5), Instant.ofEpochSecond(9)]
        engine.siteEvents(0, 100)*.message() == ['BatchJob 1 (1234) is queued', 'BatchJob 1 (1234) runs', 'BatchJob 1 (1234) has failed: TIMEOUT']
        engine.siteEvents(0, 100).every { it.source() == 'batch_job' && it.batchJob() == id }

        when: 'late news of a BatchJob that has ended, and of one that never was'
        def late = engine.services().batchJobs().change([BatchJobUpdate.to(id, RUNNING, 'again'), BatchJobUpdate.to(77, RUNNING, '')])

        then:
        late == [end]
        all() == [end]
    }

    def "a message alone changes no state and adds no event"() {
        given:
        def id = submitted().id()

        when:
        def after = engine.services().batchJobs().change([new BatchJobUpdate(id, null, null, 'queue debug is full', null, null, null)])[0]

        then:
        after.state() == PENDING_SUBMISSION
        after.message() == 'queue debug is full'
        engine.siteEvents(0, 100) == []
    }

    def "a BatchJob that was never submitted is deleted at once"() {
        given:
        def id = submitted().id()

        expect:
        engine.batchJobs().delete([id]).done() == [id]
        all()*.state() == [DELETED]
        all()[0].ended() != null

        and: 'the manager that was just submitting it learns so, and can cancel what it got'
        engine.services().batchJobs().change([BatchJobUpdate.submitted(id, '99', Instant.EPOCH)])*.state() == [DELETED]
    }

    def "one that the batch system has is deleted when it is gone there"() {
        given:
        def id = submitted('1234').id()

        expect:
        engine.batchJobs().delete([id]).done() == [id]
        all()*.state() == [PENDING_DELETION]

        and: 'asked once more, and with it one that has ended and one that never was'
        engine.batchJobs().delete([id, 77L]) == new io.balsam.engine.api.CommandResult([id], [77L: 'there is no such BatchJob'])

        and: 'it still runs there, which is no news'
        engine.services().batchJobs().change([BatchJobUpdate.to(id, RUNNING, null)])*.state() == [PENDING_DELETION]

        and:
        engine.services().batchJobs().change([BatchJobUpdate.to(id, FAILED, 'CANCELLED by 0')])*.state() == [DELETED]
        engine.batchJobs().delete([id]).refused() == [(id): 'it has ended already']
    }

    def "the manager has work after a submission and after a deletion, and after nothing else"() {
        given:
        long seen = engine.services().batchJobs().workCount()
        def soon = new PollingConditions(timeout: 60)

        when:
        def id = submitted('1').id()

        then:
        soon.eventually { assert engine.services().batchJobs().workCount() == seen + 1 }

        when:
        engine.batchJobs().delete([id])

        then:
        soon.eventually { assert engine.services().batchJobs().workCount() == seen + 2 }

        when:
        engine.services().batchJobs().change([BatchJobUpdate.to(id, DELETED, null)])

        then:
        engine.services().batchJobs().workCount() == seen + 2
    }
}
