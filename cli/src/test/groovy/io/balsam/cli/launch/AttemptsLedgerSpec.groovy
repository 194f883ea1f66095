package io.balsam.cli.launch

import io.balsam.engine.api.EventFilter
import io.balsam.engine.domain.JobState
import java.nio.file.Files
import java.time.Duration
import spock.util.concurrent.PollingConditions

/**
 * Every job notes down its attempt when it really starts. However contact was lost, the notes must
 * be in the books: no attempt started twice, and none that was not recorded.
 */
class AttemptsLedgerSpec extends LauncherProcessSpecification {

  static final int JOBS = 300

  /** How the owner is reached. */
  Wire wire

  def setup() {
    wire = new Wire(URI.create(server.url()).port)
    ownership.publish(wire.url(), 'secret', '')
  }

  def cleanup() { wire.close() }

  long submitShortJobs() {
    submit("""
      app('note') { command 'echo "\$BALSAM_JOB_ID \$BALSAM_ATTEMPT" >> ../ledger; sleep 0.{{digit}}'; parameter 'digit' }
      (1..$JOBS).each { i -> job('note') { workdir "j\$i"; parameters digit: i % 50 ? '01' : '5' } }
    """)
  }

  List<List<Integer>> ledger() {
    def file = dir.resolve('data/wf-1/ledger')
    Files.exists(file) ? file.readLines().collect { it.split(' ')*.toInteger() } : []
  }

  void someHaveRun(int count) { soon.eventually { assert ledger().size() >= count } }

  /** What does not add up. */
  List<String> faults(long run) {
    def ran = ledger().groupBy { it[0] }.collectEntries { id, lines -> [id as long, lines*.getAt(1)] }
    jobs(run).collectMany { job ->
      List<Integer> attempts = ran[job.id()] ?: []
      def life = engine.events(EventFilter.ALL.withJobs([job.id()]), Duration.ZERO)
      def recorded = life.count { it.to() == JobState.RUNNING } - life.count { it.cause() == 'given_back' }
      def found = []
      if (attempts.toUnique() != attempts) found << "job ${job.id()} started twice as one attempt: $attempts"
      if (attempts.any { it > recorded }) found << "job ${job.id()} started as $attempts, recorded are $recorded"
      if (recorded != job.attempts()) found << "job ${job.id()} says ${job.attempts()} attempts, its events say $recorded"
      if (!attempts.contains(job.attempts())) found << "job ${job.id()} finished as ${job.attempts()}, which never ran: $attempts"
      return found
    }
  }

  void finish(long run) {
    def patient = new PollingConditions(timeout: 150, delay: 0.2)
    patient.eventually { assert states(run).every { it == JobState.JOB_FINISHED } }
  }

  def "workers are killed one after the other, and their launcher with the last"() {
    given:
    long run = submitShortJobs()
    launcher('--job-mode', 'serial')

    when:
    someHaveRun(40)
    kill('KILL', workers().last())
    someHaveRun(100)
    kill('KILL', workers().last())
    started[0].waitFor()
    launcher('--job-mode', 'serial')
    finish(run)

    then:
    faults(run) == []

    and: 'it was not for nothing: some had to run again'
    ledger().size() > JOBS
  }

  def "the master is killed (#how)"() {
    given:
    long run = submitShortJobs()
    launcher('--job-mode', 'serial')

    when:
    someHaveRun(40)
    kill(how, started[0].pid())
    started[0].waitFor()
    launcher('--job-mode', 'serial')
    finish(run)

    then:
    faults(run) == []

    where:
    how << ['KILL', 'TERM']
  }

  def "a worker is stopped for longer than its lease, and continues when others have its jobs"() {
    given:
    disown()
    lease = Duration.ofSeconds(6)
    own()
    long run = submitShortJobs()
    launcher('--job-mode', 'serial')

    when:
    someHaveRun(40)
    soon.eventually { assert log().contains('session 2 of') }
    def worker = workers().last()
    kill('STOP', worker)
    soon.eventually { assert log().contains('it was silent for 3 s') }
    kill('CONT', worker)
    finish(run)

    then:
    faults(run) == []
  }

  def "a launcher is stopped for longer than its lease, and continues when another one has its jobs"() {
    given:
    disown()
    lease = Duration.ofSeconds(6)
    own()
    long run = submitShortJobs()
    launcher('--job-mode', 'serial')

    when:
    someHaveRun(40)
    kill('STOP', started[0].pid())
    soon.eventually { assert engine.site().launchers() == [] }
    launcher('--job-mode', 'serial')
    def before = ledger().size()
    someHaveRun(Math.min(JOBS, before + 20))
    kill('CONT', started[0].pid())
    finish(run)

    then:
    faults(run) == []
  }

  def "the connection to the owner is cut while both ends live (#how)"() {
    given:
    disown()
    lease = Duration.ofSeconds(6)
    own()
    wire.close()
    wire = new Wire(URI.create(server.url()).port)
    ownership.publish(wire.url(), 'secret', '')
    long run = submitShortJobs()
    launcher('--job-mode', 'serial')

    when:
    someHaveRun(40)
    wire.cut(how)
    if (how == 'silence') {
      soon.eventually { assert engine.site().launchers() == [] }
    }
    ownership.publish(server.url(), 'secret', '')
    launcher('--job-mode', 'serial')
    finish(run)

    then:
    faults(run) == []

    where:
    how << ['silence', 'reset']
  }

  def "the owner is restarted in the middle"() {
    given:
    long run = submitShortJobs()
    launcher('--job-mode', 'serial')

    when:
    someHaveRun(40)
    disown()
    own()
    engine.resume(run)
    finish(run)

    then:
    faults(run) == []
  }

  private String log() {
    def logs = dir.resolve('log').toFile().listFiles()?.findAll { it.file } ?: []
    logs*.text.join()
  }
}
