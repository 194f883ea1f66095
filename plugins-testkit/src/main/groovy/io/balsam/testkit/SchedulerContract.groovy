package io.balsam.testkit

import io.balsam.spi.BatchReport
import io.balsam.spi.BatchState
import io.balsam.spi.BatchSubmission
import io.balsam.spi.ErrorKind
import io.balsam.spi.PluginException
import io.balsam.spi.Scheduler
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/**
 * What every scheduler promises. Extend it in a spec of your own, say how your scheduler is made
 * and what it can do, and run it against the real batch system or against a fake of its commands.
 */
abstract class SchedulerContract extends Specification {

  @TempDir
  Path folder

  /** The scheduler under test. Asked for anew, it must know the BatchJobs of the one before. */
  abstract Scheduler scheduler()

  /** How long a BatchJob of no work may take to be seen as ended. */
  Duration patience() { Duration.ofSeconds(30) }

  /** Whether a BatchJob is ended when its wall time is over, and not only some minutes later. */
  boolean limitsToTheSecond() { true }

  /** The smallest wall time the batch system takes. */
  Duration shortestWallTime() { Duration.ofSeconds(1) }

  /** Whether it can tell of idle nodes. */
  boolean tellsBackfill() { false }

  /** Whether it can list its queues. */
  boolean tellsQueues() { false }

  /** Whether it can check a script without taking it. */
  boolean checksScripts() { false }

  /** Whether it knows when a BatchJob began and ended. */
  boolean tellsTimes() { false }

  def "a script that ends with 0 is finished, and its output is where it was promised"() {
    given:
    def id = submit('hello', 'pwd; echo trouble >&2')

    expect:
    ended(id).state() == BatchState.FINISHED
    folder.resolve('hello.out').text.trim() == folder.toRealPath().toString()
    folder.resolve('hello.err').text.trim() == 'trouble'
  }

  def "a script that ends with another code has failed, and the report says something"() {
    given:
    def report = ended(submit('bad', 'exit 3'))

    expect:
    report.state() == BatchState.FAILED
    !report.reason().empty
  }

  def "a script sees no input to wait for"() {
    expect:
    ended(submit('reader', 'cat')).state() == BatchState.FINISHED
  }

  def "ids are words of their own"() {
    given:
    def ids = (1..3).collect { submit("n$it", 'true') }

    expect:
    ids.toSet().size() == 3
    ids.every { !it.blank && it == it.trim() }
  }

  def "one query covers many BatchJobs, and answers for each id"() {
    given:
    def good = submit('good', 'true')
    def bad = submit('bad', 'false')
    ended(good)
    ended(bad)

    when:
    def reports = scheduler().status([good, bad, '999999999'])

    then:
    reports.keySet() == [good, bad, '999999999'].toSet()
    reports[good].state() == BatchState.FINISHED
    reports[bad].state() == BatchState.FAILED
    reports['999999999'].state() == BatchState.UNKNOWN
  }

  def "asking for nothing is answered with nothing"() {
    expect:
    scheduler().status([]).isEmpty()
  }

  def "cancelling ends a BatchJob with all its processes, once and for all"() {
    given: 'a script whose child ignores the polite signal'
    def id = submit('long', '''
        sh -c 'trap "" TERM; echo $$ >child; while :; do sleep 0.2; done' &
        wait''')
    within { assert folder.resolve('child').toFile().exists() && folder.resolve('child').text.trim() }
    def child = folder.resolve('child').text.trim() as long

    when:
    scheduler().cancel(id)

    then:
    ended(id).state() == BatchState.FAILED
    within { assert dead(child) }

    when:
    scheduler().cancel(id)

    then:
    noExceptionThrown()
    scheduler().status([id])[id].state() == BatchState.FAILED
  }

  def "cancelling an unknown or ended BatchJob is not an error and changes nothing"() {
    given:
    def id = submit('done', 'true')
    ended(id)

    when:
    scheduler().cancel(id)
    scheduler().cancel('999999999')

    then:
    scheduler().status([id])[id].state() == BatchState.FINISHED
  }

  def "a script that is not there is the user's mistake"() {
    when:
    scheduler().submit(submission('none', folder.resolve('none.sh'), Duration.ofMinutes(1)))

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.USER
    !e.message.blank
  }

  @Requires(value = { instance.limitsToTheSecond() }, reason = 'its time limits are too coarse to wait for')
  def "a script that overruns its wall time has failed"() {
    given:
    def id = submit('slow', 'sleep 600', shortestWallTime())

    expect:
    ended(id).state() == BatchState.FAILED
  }

  def "the history answers for each id, and a missing one is UNKNOWN"() {
    given:
    def good = submit('good', 'true')
    def bad = submit('bad', 'exit 3')
    ended(good)
    ended(bad)

    when:
    def reports = scheduler().history([good, bad, '999999999'])

    then:
    reports.keySet() == [good, bad, '999999999'].toSet()
    reports[good].state() == BatchState.FINISHED
    reports[bad].state() == BatchState.FAILED
    !reports[bad].reason().empty
    reports['999999999'].state() == BatchState.UNKNOWN
    scheduler().history([]).isEmpty()
  }

  @Requires(value = { instance.tellsTimes() }, reason = 'it does not know when BatchJobs began and ended')
  def "start and end are reported, the end only once there is one"() {
    given:
    def id = submit('timed', 'while [ ! -e go ]; do sleep 0.05; done')
    within { assert scheduler().status([id])[id].state() == BatchState.RUNNING }

    expect:
    scheduler().status([id])[id].ended() == null

    when:
    folder.resolve('go').text = ''
    ended(id)

    then:
    with(scheduler().history([id])[id]) {
      started() != null
      ended() >= started()
    }
  }

  def "backfill windows are reported, or declared as not supported"() {
    given:
    def windows = scheduler().backfill()

    expect:
    windows.present == tellsBackfill()
    windows.orElse([]).every { it.nodes() >= 1 && it.length() > Duration.ZERO && !it.queue().blank }
  }

  def "queues are reported, or declared as not supported"() {
    given:
    def queues = scheduler().queues()

    expect:
    queues.present == tellsQueues()
    queues.orElse([])*.name().toSet().size() == queues.orElse([]).size()
    queues.orElse([]).every { !it.name().blank && it.maxNodes().orElse(1) >= 1 }
    queues.empty || queues.get().any { it.open() }
  }

  def "a dry run takes nothing"() {
    given:
    def script = folder.resolve('dry.sh')
    script.text = "#!/bin/sh\ntouch ${folder.resolve('ran')}\n"
    script.toFile().executable = true

    when:
    def said = scheduler().dryRun(submission('dry', script, Duration.ofMinutes(5)))
    ended(submit('after', 'true'))

    then:
    said.present == checksScripts()
    !folder.resolve('ran').toFile().exists()
  }

  @Requires(value = { instance.checksScripts() }, reason = 'it does not check scripts')
  def "a dry run of a script that is not there is the user's mistake"() {
    when:
    scheduler().dryRun(submission('none', folder.resolve('none.sh'), Duration.ofMinutes(1)))

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.USER
    !e.message.blank
  }

  /** Writes a script and submits it under this name. */
  String submit(String name, String body, Duration wallTime = Duration.ofMinutes(5)) {
    def script = folder.resolve("${name}.sh")
    Files.writeString(script, "#!/bin/sh\n$body\n")
    script.toFile().setExecutable(true)
    scheduler().submit(submission(name, script, wallTime))
  }

  /** The report of a BatchJob once it has ended. */
  BatchReport ended(String id) {
    within { assert scheduler().status([id])[id].state() in [BatchState.FINISHED, BatchState.FAILED] }
    scheduler().status([id])[id]
  }

  /** Waits until the block's assertions hold. */
  void within(Closure<?> block) {
    new PollingConditions(timeout: patience().toSeconds(), delay: 0.05).eventually(block)
  }

  BatchSubmission submission(String name, Path script, Duration wallTime) {
    new BatchSubmission(name, script, folder, 1, wallTime, '', '', [])
  }

  /** A process nobody has waited for yet is dead all the same. */
  static boolean dead(long pid) {
    def stat = new File("/proc/$pid/stat")
    try {
      !ProcessHandle.of(pid).present || stat.text.replaceFirst(/^.*\) /, '').startsWith('Z')
    } catch (IOException ignored) {
      true
    }
  }
}
