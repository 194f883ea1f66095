package io.balsam.engine.site

import static io.balsam.spi.BatchJobState.*

import io.balsam.engine.Engine
import io.balsam.engine.EngineConfig
import io.balsam.engine.batchjob.SitePolicy
import io.balsam.engine.concurrent.ProcessRuntime
import io.balsam.engine.dispatch.lease.LeaseBackend
import io.balsam.engine.plugin.Platform
import io.balsam.engine.store.Commit
import io.balsam.engine.store.SiteChanges
import io.balsam.engine.store.Store
import io.balsam.engine.store.jdbc.Stores
import io.balsam.spi.BatchJobInfo
import io.balsam.spi.BatchJobRequest
import io.balsam.spi.BatchJobState
import io.balsam.spi.JobMode
import io.balsam.spi.Node
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import java.time.Clock
import java.time.Duration
import java.time.Instant
import java.time.ZoneOffset
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** What the file_cleaner removes of BatchJobs, on the first of May, of files with all sorts of names and times. */
class OldFilesSpec extends Specification {

  static final Instant FEBRUARY = Instant.parse('2026-02-01T12:00:00Z')
  static final Instant MARCH = Instant.parse('2026-03-01T12:00:00Z')
  static final Instant APRIL = Instant.parse('2026-04-20T12:00:00Z')
  static final Clock MAY = Clock.fixed(Instant.parse('2026-05-01T12:00:00Z'), ZoneOffset.UTC)
  static final SitePolicy RULES = new SitePolicy('here', Duration.ofMinutes(1), [], [] as Set, '', '', [:])

  @TempDir Path site
  Store store
  Engine engine
  ServiceModules modules

  def setup() {
    store = Stores.open("jdbc:h2:file:${site.resolve('.balsam/balsam')}")
    def jobs = [job(1, FINISHED, MARCH), job(2, RUNNING, null), job(3, FAILED, APRIL), job(4, SUBMIT_FAILED, null)]
    store.commit(new Commit([], [], [], [], [:], new SiteChanges(jobs, [], [], [], [], [])))
    engine = Engine.open(new EngineConfig(site, store, { [] as List<Node> } as Platform, null, LeaseBackend.under(RULES),
        new EngineConfig.Limits(1, Duration.ofSeconds(1), [:]), MAY))
  }

  def cleanup() {
    modules?.close()
    engine.close()
    store.close()
  }

  private static BatchJobInfo job(long id, BatchJobState state, Instant ended) {
    new BatchJobInfo(id, new BatchJobRequest(1, 10, 'q', 'p', JobMode.MPI, [:], [], [:]), state, '', '', MARCH, null, null, ended)
  }

  private void write(Instant time, String... names) {
    for (name in names) {
      Files.createDirectories(site.resolve(name).parent)
      site.resolve(name).text = name
      Files.setLastModifiedTime(site.resolve(name), FileTime.from(time))
    }
  }

  private Set<String> files() {
    Files.walk(site).withCloseable { all ->
      all.filter { Files.isRegularFile(it) && !it.toString().contains('balsam.mv') }.collect { site.relativize(it).toString() } as Set
    }
  }

  /** One round of the module. */
  private void clean(Duration keep) {
    modules = new ServiceModules(new SiteConfig('here', null, null, null, new CleanerSettings(10, keep), [:], [:], RULES), site, { [] } as Platform, null,
        ['balsam'], new ProcessRuntime(MAY), { resources, time -> Optional.empty() })
    modules.start(engine)
    new PollingConditions(timeout: 60, delay: 0.02).eventually { assert modules.states()[0].lastCycle() != null }
  }

  def "files of BatchJobs are removed thirty days after their end, and nothing else"() {
    given:
    write(MARCH, 'qsubmit/here-1.sh', 'qsubmit/here-1.out', 'qsubmit/here-4.sh', 'qsubmit/here-4.submitting', 'log/launcher-1-n1-77.log',
        'log/launcher-1-n1-77.log.1')
    write(FEBRUARY, 'log/launcher-0-login-5.log', 'log/workers/n1/job.out', 'log/workers/n1/job.err',
        '.balsam/worker-01234567-89ab-cdef-0123-456789abcdef.json')
    def before = files()
    write(MARCH, 'qsubmit/here-2.sh', 'qsubmit/here-2.out', 'qsubmit/here-3.sh', 'log/launcher-2-n1-78.log', 'log/launcher-3-n1-79.log')
    write(APRIL, 'qsubmit/here-1.err')
    write(MARCH.plusSeconds(1), 'log/launcher-0-login-6.log', 'log/workers/n2/job.out')
    write(FEBRUARY, 'qsubmit/here-9.sh', 'qsubmit/other-1.sh', 'qsubmit/here-1.sh.old', 'qsubmit/notes', 'log/agent.log', 'log/app-1.log',
        'log/workers/n3/mine.txt', 'data/here-1.sh')
    def link = Files.createSymbolicLink(site.resolve('log/launcher-1-link-1.log'), site.resolve('data/here-1.sh'))
    assert ['touch', '-h', '-d', '2026-03-01', link].execute().waitFor() == 0
    def kept = files() - before

    when:
    clean(Duration.ofDays(30))

    then:
    files() == kept
    !Files.exists(site.resolve('log/workers/n1'))
  }

  def "with keep_days 0 everything is kept"() {
    given:
    write(FEBRUARY, 'qsubmit/here-1.sh', 'log/launcher-1-n1-77.log')
    def all = files()

    when:
    clean(Duration.ZERO)

    then:
    files() == all
  }
}
