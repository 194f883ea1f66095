package io.balsam.engine.site

import static io.balsam.spi.BatchJobState.*

import io.balsam.engine.Engine
import io.balsam.engine.EngineConfig
import io.balsam.engine.api.SiteView
import io.balsam.engine.batchjob.BatchJobPolicy
import io.balsam.engine.batchjob.BatchJobService
import io.balsam.engine.batchjob.BatchJobServiceSpec
import io.balsam.engine.batchjob.BatchJobSettings
import io.balsam.engine.batchjob.BatchScript
import io.balsam.engine.batchjob.SitePolicy
import io.balsam.engine.concurrent.ProcessRuntime
import io.balsam.engine.dispatch.lease.LeaseBackend
import io.balsam.engine.plugin.Platform
import io.balsam.engine.store.Store
import io.balsam.engine.store.jdbc.Stores
import io.balsam.spi.BatchJobRequest
import io.balsam.spi.BatchReport
import io.balsam.spi.BatchState
import io.balsam.spi.ErrorKind
import io.balsam.spi.JobMode
import io.balsam.spi.Node
import io.balsam.spi.PluginException
import io.balsam.spi.Scheduler
import io.balsam.spi.ServiceContext
import io.balsam.spi.SiteAccess
import java.nio.file.Path
import java.time.Clock
import java.time.Duration
import java.time.Instant
import java.time.ZoneOffset
import java.util.concurrent.SynchronousQueue
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** How often the batch system is asked: a spec makes the pauses pass, and no time does. */
class BatchJobPollSpec extends Specification {

  static final List<SiteView.Queue> QUEUES = [new SiteView.Queue('batch', 2, 600, 20)]
  static final Clock CLOCK = Clock.fixed(Instant.parse('2026-03-01T12:00:00Z'), ZoneOffset.UTC)

  static final SitePolicy RULES = new SitePolicy('here', Duration.ofMinutes(1), QUEUES, ['climate'] as Set, 'batch', 'climate', [:])

  @TempDir Path site
  BatchJobServiceSpec.Faulty system = new BatchJobServiceSpec.Faulty()
  volatile BatchState state = BatchState.QUEUED
  Store store
  Engine engine
  Steps steps
  Thread module

  /** A module's context in which a pause takes until the spec has seen it. */
  static class Steps implements ServiceContext {
    SiteAccess site
    SynchronousQueue<Duration> pauses = new SynchronousQueue<>()
    SynchronousQueue<Boolean> over = new SynchronousQueue<>()
    List<String> events = [].asSynchronized()

    boolean pause(Duration duration) {
      pauses.put(duration)
      over.take()
    }

    void cycle(String note) {}

    void event(String message) { events << message }

    SiteAccess site() { site }
  }

  private BatchJobSettings settings(Duration poll) {
    new BatchJobSettings('fake', poll, QUEUES, ['climate'] as Set, 'batch', 'climate', 'job-template.sh', [:], [], Duration.ofSeconds(60))
  }

  def setup() {
    site.resolve('job-template.sh').text = '#!/bin/sh\n{{ launcher_cmd }}\n'
    system.onSubmit = { '1.fake' }
    system.onStatus = { ids -> ids.collectEntries { [it, BatchReport.of(state, state.name())] } }
    store = Stores.open("jdbc:h2:file:${site.resolve('.balsam/balsam')}")
    engine = Engine.open(new EngineConfig(site, store, { [] as List<Node> } as Platform, null,
        LeaseBackend.under(RULES),
        new EngineConfig.Limits(1, Duration.ofSeconds(1), [:]), CLOCK))
  }

  def cleanup() {
    if (module) {
      steps.over.put(false)
      module.join()
    }
    engine.close()
    store.close()
  }

  /** Starts the module; the pause after its first round. */
  private long start(Duration poll) {
    steps = new Steps(site: new EngineSite({ engine }, system))
    def script = new BatchScript(site, 'here', '', ['balsam'], settings(poll))
    def service = new BatchJobService(settings(poll), engine.services().batchJobs(), { engine.site().launchers() }, system, script,
        new BatchJobPolicy(RULES), CLOCK)
    module = Thread.start { service.run(steps) }
    steps.pauses.take().toSeconds()
  }

  /** Seconds of the next pauses. */
  private List<Long> next(int rounds) {
    (1..rounds).collect {
      steps.over.put(true)
      steps.pauses.take().toSeconds()
    }
  }

  private long ask() {
    engine.batchJobs().submit([new BatchJobRequest(1, 10, '', '', JobMode.MPI, [:], [], [:])])[0].id()
  }

  def "while nothing happens the pauses double up to the longest, with one query per round"() {
    when:
    def first = start(Duration.ofSeconds(30))

    then: 'with nothing in the batch system it is not asked at all'
    first == 2
    next(6) == [4, 8, 16, 30, 30, 30]
    system.asked == []

    when: 'something is asked for: it is handed over and looked at again soon'
    def id = ask()

    then:
    next(2) == [1, 2]
    store.batchJobs([id], [] as Set)[0].state() == QUEUED
    system.asked == [1]
    next(5) == [4, 8, 16, 30, 30]
    system.asked == [1] * 6
  }

  def "each change leads to a query soon: #change"() {
    given: 'a BatchJob in a system that has been quiet for long'
    ask()
    start(Duration.ofSeconds(30))
    next(7)

    when:
    happens(change)

    then:
    next(2) == pauses

    where:
    change               || pauses
    'it begins'          || [1, 2]
    'it ends'            || [1, 2]
    'another is asked for' || [1, 2]
    'it is to be deleted' || [1, 1]
    'nothing'            || [30, 30]
  }

  private void happens(String change) {
    switch (change) {
      case 'it begins': state = BatchState.RUNNING; break
      case 'it ends': state = BatchState.FINISHED; break
      case 'another is asked for': system.onSubmit = { '2.fake' }; ask(); break
      case 'it is to be deleted':
        system.to = [cancel: { String id -> }] as Scheduler
        engine.batchJobs().delete([1L])
        break
    }
  }

  def "a start that is told more exactly than the record keeps it is news once"() {
    given:
    def began = Instant.parse('2026-03-01T11:59:00.123456789Z')
    system.onStatus = { ids -> ids.collectEntries { [it, new BatchReport(BatchState.RUNNING, '', began, null)] } }
    ask()

    expect: 'that it was taken, that it runs, and nothing more'
    start(Duration.ofSeconds(30)) == 1
    next(6) == [1, 2, 4, 8, 16, 30]
  }

  def "a batch system that does not answer is queried at growing intervals of up to five minutes, and normally once it does"() {
    given:
    ask()
    start(Duration.ofSeconds(30))
    def answer = system.onStatus

    when:
    system.onStatus = { throw new PluginException(ErrorKind.TRANSIENT, 'no answer') }

    then:
    next(5) == [60, 120, 240, 300, 300]
    steps.events == ['the batch system does not answer: no answer']

    when:
    system.onStatus = answer
    def quiet = next(1)

    then:
    quiet[0] <= 30
    steps.events.last() == 'the batch system answers again'
  }

  def "a request of a user ends the longest pause at once"() {
    given: 'a site whose module would wait for minutes, as after a batch system that did not answer'
    ask()
    def platform = [scheduler: { String name -> system }] as Platform
    def plan = new SiteConfig('here', settings(Duration.ofHours(1)), null, null, null, [:], [:], RULES)
    def modules = new ServiceModules(plan, site, platform, null, ['balsam'], new ProcessRuntime(), { resources, time -> Optional.empty() })
    def soon = new PollingConditions(timeout: 60, delay: 0.05)
    def answer = system.onStatus
    system.onStatus = { throw new PluginException(ErrorKind.TRANSIENT, 'no answer') }
    modules.start(engine)
    soon.eventually { assert system.failed > 0 && engine.siteEvents(0, 100)*.message().any { it.contains('does not answer') } }

    when:
    system.onStatus = answer
    system.onSubmit = { '2.fake' }
    def id = ask()

    then: 'long before that pause is over'
    soon.eventually { assert store.batchJobs([id], [] as Set)[0].state() == QUEUED }

    cleanup:
    modules?.close()
  }
}
