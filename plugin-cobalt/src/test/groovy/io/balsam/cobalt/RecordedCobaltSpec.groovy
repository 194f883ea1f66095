package io.balsam.cobalt

import io.balsam.spi.BackfillWindow
import io.balsam.spi.BatchState
import io.balsam.spi.BatchSubmission
import io.balsam.spi.ErrorKind
import io.balsam.spi.PluginConfig
import io.balsam.spi.PluginException
import io.balsam.spi.Scheduler
import io.balsam.testkit.RecordedCommands
import io.balsam.testkit.TestContext
import java.nio.file.Files
import java.nio.file.Path
import java.time.Clock
import java.time.Duration
import java.time.Instant
import java.time.ZoneOffset
import spock.lang.Specification
import spock.lang.TempDir

/** What a real Cobalt printed is understood. */
class RecordedCobaltSpec extends Specification {

  @TempDir
  Path site

  def commands = new RecordedCommands()

  def "a submission prints one line"() {
    given:
    def log = site.resolve('.balsam/cobalt/$jobid.cobaltlog')
    commands.answer(
        "qsub -A proj -q debug -n 2 -t 31 --cwd /w --jobname b1 -o /w/b1.out -e /w/b1.err --debuglog $log --attrs a=b /w/b1.sh",
        'Job routed to queue "debug".\n77\n')

    expect:
    scheduler().submit(new BatchSubmission(
        'b1', Path.of('/w/b1.sh'), Path.of('/w'), 2, Duration.ofSeconds(30 * 60 + 1), 'debug', 'proj', ['--attrs', 'a=b'])) == '77'
    Files.isDirectory(log.parent)
  }

  def "ids may be right-aligned, columns empty, and dates may contain blanks: #table"() {
    given:
    def rows = Columns.rows(text(table))

    expect:
    rows.collect { [it.JobID, it.State, it[column]] } == expected

    where:
    table        | column      || expected
    'states.txt' | 'Location'  || [['3', 'dep_fail', 'None'], ['7', 'running', 'c004'], ['8', 'running', 'c001'], ['9', 'running', 'c003'], ['10', 'queued', 'None']]
    'states.txt' | 'S'         || [['3', 'dep_fail', 'H'], ['7', 'running', 'R'], ['8', 'running', 'R'], ['9', 'running', 'R'], ['10', 'queued', 'Q']]
    'full.txt'   | 'StartTime' || [['13', 'queued', 'N/A'], ['15', 'running', 'Sat Nov 21 00:29:45 2026 +0000 (UTC)']]
  }

  def "one query covers all ids, without those that Cobalt would reject"() {
    given:
    commands.answer('qstat 13 15 99', text('full.txt'))

    when:
    def reports = scheduler().status(['13', '15', '99', '1.fake', ''])

    then:
    commands.calls().size() == 1
    commands.calls()[0].environment() == [QSTAT_HEADER: 'JobID:State:StartTime']
    reports.collectEntries { [it.key, it.value.state()] } == ['13': BatchState.QUEUED, '15': BatchState.RUNNING,
        '99': BatchState.UNKNOWN, '1.fake': BatchState.UNKNOWN, '': BatchState.UNKNOWN]
    reports['15'].started() == Instant.parse('2026-11-21T00:29:45Z')
  }

  def "an empty queue is a valid answer; an unusual exit of qstat is not"() {
    given:
    commands.answer('qstat 5', 1, '')
    commands.answer('qstat 6', 139, '')

    expect:
    scheduler().status(['5'])['5'].state() == BatchState.UNKNOWN

    when:
    scheduler().status(['6'])

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.TRANSIENT
    e.message == 'qstat: said nothing, exit code 139'
  }

  def "the log #log means #state with #reason"() {
    given:
    put('7', text(log))

    expect:
    with(scheduler().history(['7'])['7']) {
      it.state() == state
      it.reason() == reason
      it.started()?.toString() == started
      it.ended()?.toString() == ended
    }

    where:
    log                 || state             | reason                                                       | started                | ended
    'limit.cobaltlog'   || BatchState.FAILED | 'maximum execution time exceeded'                            | null                   | '2026-11-21T00:28:24Z'
    'kill.cobaltlog'    || BatchState.FAILED | 'user delete requested with signal SIGTERM by user root'     | null                   | '2026-11-21T00:24:21Z'
    'deleted.cobaltlog' || BatchState.FAILED | 'user delete requested with signal SIGTERM by user hpc1'     | '2026-11-21T00:29:45Z' | '2026-11-21T00:29:56Z'
  }

  def "an exit code of #code is #state"() {
    given:
    put('7', 'Jobid: 7\nSat Nov 21 00:22:14 2026 +0000 (UTC) Info: task completed normally with an exit code of ' +
        "$code; initiating job cleanup and removal\n")

    expect:
    with(scheduler().history(['7'])['7']) {
      it.state() == state
      it.reason() == reason
      it.ended() == Instant.parse('2026-11-21T00:22:14Z')
    }

    where:
    code || state               | reason
    0    || BatchState.FINISHED | ''
    3    || BatchState.FAILED   | 'exit code 3'
  }

  def "a log without an end means the job runs, until its time is long over"() {
    given:
    put('7', 'Jobid: 7\nSat Nov 21 00:29:46 2026 +0000 (UTC) COBALT_ENDTIME=1795221285\n')

    expect:
    scheduler(Instant.ofEpochSecond(1795221285)).history(['7'])['7'].state() == BatchState.UNKNOWN
    scheduler(Instant.ofEpochSecond(1795225000)).history(['7'])['7'].state() == BatchState.FAILED
  }

  def "deleting a missing job succeeds silently"() {
    given:
    commands.answer('qdel 9999', '')

    when:
    scheduler().cancel('9999')
    scheduler().cancel('1.fake')

    then:
    commands.calls().size() == 1
  }

  def "backfill windows of a cluster are read"() {
    given:
    commands.answer('nodelist', text('nodelist.txt'))

    expect:
    scheduler().backfill().get() == [new BackfillWindow('default', 1, Duration.parse('PT4M59S'))]
  }

  def "windows of a Cray count nodes that stay idle at least that long, queue by queue"() {
    given:
    commands.answer('nodelist', '''\
        Node_id  Name         Queues               Status           MCDRAM  NUMA  Backfill
        ==================================================================================
        1001     c6-0c0s10n1  default:debug        idle             cache   quad  05:00:00
        1002     c6-0c0s10n2  default              idle             cache   quad  00:45:00
        1003     c6-0c0s10n3  default              idle             flat    quad  05:00:00
        1004     c6-0c0s11n0  default              idle             flat    quad  -
        1005     c6-0c0s11n1  default              busy             flat    quad  05:00:00
        1006     c6-0c0s11n2  default              cleanup-pending  flat    quad  05:00:00
        1007     c6-0c0s11n3  default              idle             flat    quad  00:00:00
        '''.stripIndent())

    expect:
    scheduler().backfill().get() == [
        new BackfillWindow('debug', 1, Duration.ofMinutes(300)),
        new BackfillWindow('default', 2, Duration.ofMinutes(300)),
        new BackfillWindow('default', 3, Duration.ofMinutes(45))]
  }

  def "queues and their limits are read"() {
    given:
    commands.answer('qstat -Q', text('queues.txt'))

    expect:
    scheduler().queues().get().collect { [it.name(), it.open(), it.maxWallTime().orElse(null)] } == [
        ['debug', false, Duration.ofHours(1)], ['default', true, null]]
  }

  def "without Cobalt's commands it is the site's trouble"() {
    given:
    commands.notInstalled('qstat')

    when:
    scheduler().status(['1'])

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.SITE
  }

  private Scheduler scheduler(Instant now = Instant.parse('2026-11-21T01:00:00Z')) {
    new CobaltSchedulerProvider().create(
        PluginConfig.empty(), new TestContext(commands, Clock.fixed(now, ZoneOffset.UTC), site))
  }

  private void put(String id, String log) {
    Files.createDirectories(site.resolve('.balsam/cobalt')).resolve("${id}.cobaltlog").text = log
  }

  private static String text(String name) {
    RecordedCobaltSpec.getResource("/cobalt/$name").text
  }
}
