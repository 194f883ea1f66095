package io.balsam.engine.batchjob

import static io.balsam.spi.BatchJobState.*

import io.balsam.engine.Engine
import io.balsam.engine.EngineConfig
import io.balsam.engine.api.SiteView
import io.balsam.engine.concurrent.ProcessRuntime
import io.balsam.engine.dispatch.lease.LeaseBackend
import io.balsam.engine.dispatch.lease.SimulatedLauncher
import io.balsam.engine.plugin.Platform
import io.balsam.engine.site.ServiceModules
import io.balsam.engine.site.SiteConfig
import io.balsam.engine.store.Store
import io.balsam.engine.store.jdbc.Stores
import io.balsam.spi.BatchJobInfo
import io.balsam.spi.BatchJobRequest
import io.balsam.spi.BatchReport
import io.balsam.spi.BatchState
import io.balsam.spi.BatchSubmission
import io.balsam.spi.ErrorKind
import io.balsam.spi.JobMode
import io.balsam.spi.Node
import io.balsam.spi.PluginException
import io.balsam.spi.Scheduler
import io.balsam.testkit.FakeBatchSystem
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** The module in its real surroundings; the batch system is the testkit's, with faults to order. */
class BatchJobServiceSpec extends Specification {

  @TempDir Path site
  PollingConditions soon = new PollingConditions(timeout: 30, delay: 0.05)
  FakeBatchSystem cluster = new FakeBatchSystem(2)
  Faulty faulty = new Faulty(to: cluster)
  Store store
  Engine engine
  ServiceModules modules
  BatchJobSettings settings = new BatchJobSettings('fake', Duration.ofMillis(200),
      [new SiteView.Queue('debug', 2, 60, 1), new SiteView.Queue('batch', 2, 600, 20)], ['climate'] as Set, 'batch', 'climate',
      'job-template.sh', [:], [], Duration.ofSeconds(2))

  def setup() {
    site.resolve('job-template.sh').text = '#!/bin/sh\n: {{ launcher_cmd }}\nwhile [ ! -e {{ site }}/go{{ batch_job }} ]; do sleep 0.05; done\n'
    open()
  }

  def cleanup() {
    close()
    cluster.close()
  }

  private void open() {
    store = Stores.open("jdbc:h2:file:${site.resolve('.balsam/balsam')}")
    def rules = new SitePolicy('here', Duration.ofMinutes(1), settings.queues(), settings.projects(), 'batch', 'climate', [:])
    def plan = new SiteConfig('here', settings, null, null, null, [:], [:], rules)
    def platform = new Platform() {
      List<Node> nodes() { [] }
      io.balsam.spi.MpiRunner runner(String name) { null }
      io.balsam.spi.Transfer transfer(String name) { null }
      Scheduler scheduler(String name) { faulty }
    }
    modules = new ServiceModules(plan, site, platform, null, ['balsam'], new ProcessRuntime(), { resources, time -> Optional.empty() })
    engine = Engine.open(new EngineConfig(site, store, platform, null, LeaseBackend.under(rules),
        new EngineConfig.Limits(1, Duration.ofSeconds(1), [:]), new ProcessRuntime(), modules))
    modules.start(engine)
  }

  private void close() {
    modules.close()
    engine.close()
    store.close()
  }

  private long ask(Map given = [:]) {
    engine.batchJobs().submit([new BatchJobRequest(given.nodes ?: 1, 10, given.queue ?: '', '', JobMode.MPI, [:], [], [:])])[0].id()
  }

  private BatchJobInfo job(long id) {
    engine.batchJobs().find([id], [] as Set)[0]
  }

  private void go(long id) {
    Files.createFile(site.resolve("go$id"))
  }

  private List<String> events() {
    engine.siteEvents(0, 1000)*.message()
  }

  def "a BatchJob is submitted, followed to its end, and its times are kept"() {
    when:
    def id = ask()

    then:
    soon.eventually { assert job(id).state() == RUNNING }
    job(id).schedulerId() == '1.fake'
    job(id).submitted() != null
    job(id).began() != null
    Files.exists(site.resolve("qsubmit/here-${id}.sh"))
    !Files.exists(site.resolve("qsubmit/here-${id}.submitting"))

    when:
    go(id)

    then:
    soon.eventually { assert job(id).state() == FINISHED }
    job(id).ended() != null
  }

  def "a script with a nonzero exit code has failed, and its last output is reported"() {
    given:
    site.resolve('job-template.sh').text = '#!/bin/sh\n: {{ launcher_cmd }}\necho first >&2\necho "module: command not found" >&2\nexit 3\n'

    when:
    def id = ask()

    then:
    soon.eventually { assert job(id).state() == FAILED }
    job(id).message().endsWith(': module: command not found')
  }

  def "a full queue defers submission, with the reason, until a slot is free"() {
    given:
    def first = ask(queue: 'debug')
    soon.eventually { assert job(first).state() == RUNNING }

    when:
    def second = ask(queue: 'debug')

    then:
    soon.eventually { assert job(second).message() == 'waits: queue debug has 1 of the 1 BatchJob that this site may have there' }
    job(second).state() == PENDING_SUBMISSION

    when:
    go(first)

    then:
    soon.eventually { assert job(second).state() == RUNNING }
    job(second).message() == ''
    go(second)
  }

  def "a refusal is final and is reported in the batch system's own words"() {
    given:
    faulty.onSubmit = { throw new PluginException(ErrorKind.USER, 'Invalid account or account/partition combination specified') }

    when:
    def id = ask()

    then:
    soon.eventually { assert job(id).state() == SUBMIT_FAILED }
    job(id).message() == 'Invalid account or account/partition combination specified'
    events().any { it.contains('Invalid account') }
  }

  def "an error in filling in a template is reported with its line"() {
    given:
    site.resolve('job-template.sh').text = '#!/bin/sh\n{{ nods }} {{ launcher_cmd }}\n'

    when:
    def id = ask()

    then:
    soon.eventually { assert job(id).state() == SUBMIT_FAILED }
    job(id).message() == "$site/job-template.sh:2: unknown variable 'nods': did you mean 'nodes'?"
  }

  def "while the batch system does not answer nothing is lost, and one event says so"() {
    given:
    def id = ask()
    soon.eventually { assert job(id).state() == RUNNING }

    when:
    faulty.onStatus = { throw new PluginException(ErrorKind.TRANSIENT, 'Unable to contact slurm controller') }
    soon.eventually { assert faulty.failed > 1 }

    then:
    job(id).state() == RUNNING
    events().count { it.contains('does not answer') } == 1
    modules.states()[0].restarts() == 0

    when:
    faulty.onStatus = null

    then:
    soon.eventually { assert events().contains('the batch system answers again') }
    go(id)
    soon.eventually { assert job(id).state() == FINISHED }
  }

  def "an unknown state never ends a BatchJob"() {
    given:
    def id = ask()
    soon.eventually { assert job(id).state() == RUNNING }

    when:
    faulty.onStatus = { ids -> ids.collectEntries { [it, BatchReport.of(BatchState.UNKNOWN, 'SPECIAL_EXIT')] } }

    then:
    soon.eventually { assert job(id).message().contains('(SPECIAL_EXIT)') }
    job(id).state() == RUNNING

    when:
    faulty.onStatus = null
    go(id)

    then:
    soon.eventually { assert job(id).state() == FINISHED }
  }

  def "a BatchJob to be deleted is cancelled in the batch system"() {
    given:
    def id = ask()
    soon.eventually { assert job(id).state() == RUNNING }

    when:
    engine.batchJobs().delete([id])

    then:
    soon.eventually { assert job(id).state() == DELETED }
    faulty.cancelled == ['1.fake'] as Set
  }

  def "a BatchJob to be deleted whose launcher closes ends on its own, and is not cancelled"() {
    given:
    def id = ask()
    soon.eventually { assert job(id).state() == RUNNING }
    def launcher = new SimulatedLauncher(engine.sessions(), batchJob: id).open()
    def rounds = faulty.asked.size()
    soon.eventually { assert faulty.asked.size() > rounds + 1 }

    when:
    engine.batchJobs().delete([id])
    launcher.close('the site asked it to stop')
    rounds = faulty.asked.size()
    soon.eventually { assert faulty.asked.size() > rounds + 1 }
    go(id)

    then:
    soon.eventually { assert job(id).state() == DELETED }
    faulty.cancelled.empty
  }

  def "one question answers for all BatchJobs, however many"() {
    given:
    def ids = (1..8).collect { ask() }
    soon.eventually { assert ids.every { job(it).schedulerId() } }

    expect:
    soon.eventually { assert faulty.asked.contains(8) }
    ids.each { go(it) }
    soon.eventually { assert ids.every { job(it).state() == FINISHED } }
  }

  def "a submission that a crash cut off is #outcome, and never made twice"() {
    given: 'the batch system takes it, and the agent dies before it has the answer'
    faulty.onSubmit = { BatchSubmission it ->
      cluster.submit(it)
      throw new Error('the agent dies here')
    }
    def id = ask()
    soon.eventually { assert Files.exists(site.resolve("qsubmit/here-${id}.submitting")) }
    modules.close()
    faulty.onNamed = named

    when:
    close()
    def submissions = faulty.submissions
    faulty.onSubmit = null
    open()

    then:
    soon.eventually { assert job(id).state() == state }
    job(id).schedulerId() == schedulerId
    faulty.submissions == submissions
    go(id)

    where:
    outcome                                             | named            || state         | schedulerId
    'found by its name'                                 | { ['1.fake'] }   || RUNNING       | '1.fake'
    'given up where the batch system cannot be asked'   | null             || SUBMIT_FAILED | ''
  }

  def "a submission without an answer is deferred with the batch system's reason, and made later"() {
    given:
    faulty.onSubmit = { throw new PluginException(kind, 'sbatch: QOSMaxSubmitJobPerUserLimit') }

    when:
    def id = ask()

    then:
    soon.eventually { assert job(id).message() == 'sbatch: QOSMaxSubmitJobPerUserLimit' }
    job(id).state() == PENDING_SUBMISSION

    when:
    faulty.onSubmit = null

    then:
    soon.eventually { assert job(id).state() == RUNNING }
    job(id).message() == ''
    go(id)

    where:
    kind << [ErrorKind.TRANSIENT, ErrorKind.SITE]
  }

  def "a submission that was cut off before the batch system took it is made now"() {
    given:
    modules.close()
    def id = ask()
    Files.createDirectories(site.resolve('qsubmit'))
    Files.createFile(site.resolve("qsubmit/here-${id}.submitting"))
    faulty.onNamed = { [] }

    when:
    close()
    open()

    then:
    soon.eventually { assert job(id).state() == RUNNING }
    faulty.submissions == 1
    go(id)
  }

  /** The batch system, but for what a spec wants otherwise. */
  static class Faulty implements Scheduler {
    Scheduler to
    volatile Closure onSubmit
    volatile Closure onStatus
    volatile Closure onNamed
    volatile int failed
    volatile int submissions
    Set<String> cancelled = [].toSet().asSynchronized()
    List<Integer> asked = [].asSynchronized()

    String submit(BatchSubmission submission) {
      submissions++
      onSubmit ? onSubmit(submission) : to.submit(submission)
    }

    Map<String, BatchReport> status(Collection<String> ids) {
      asked << ids.size()
      if (onStatus) {
        failed++
        return onStatus(ids)
      }
      to.status(ids)
    }

    void cancel(String id) {
      cancelled << id
      to.cancel(id)
    }

    Optional<List<String>> named(String name, Path workdir, String site) {
      onNamed ? Optional.of(onNamed()) : Optional.empty()
    }
  }
}
