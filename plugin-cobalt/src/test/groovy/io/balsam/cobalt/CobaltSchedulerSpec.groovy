package io.balsam.cobalt

import io.balsam.spi.BatchState
import io.balsam.spi.BatchSubmission
import io.balsam.spi.ErrorKind
import io.balsam.spi.PluginConfig
import io.balsam.spi.PluginException
import io.balsam.spi.Scheduler
import io.balsam.testkit.SchedulerContract
import io.balsam.testkit.TestContext
import io.balsam.cobalt.fake.CobaltQueue
import io.balsam.cobalt.fake.CobaltSite
import io.balsam.cobalt.fake.FakeCobalt
import java.nio.file.Path
import java.time.Clock
import java.time.Duration
import java.time.Instant
import spock.lang.AutoCleanup
import spock.lang.TempDir

/** The contract, and what is Cobalt's own, against a Cobalt that runs jobs. */
class CobaltSchedulerSpec extends SchedulerContract {

  static final CobaltSite SITE = CobaltSite.cluster(4).faster(Duration.ofSeconds(2), Duration.ofMillis(500))

  @TempDir
  Path site

  @AutoCleanup
  FakeCobalt cobalt = new FakeCobalt(SITE)

  /** A new one each time: nothing may be kept in memory. */
  @Override
  Scheduler scheduler() {
    new CobaltSchedulerProvider().create(
        PluginConfig.empty(), new TestContext(cobalt, Clock.systemUTC(), site))
  }

  @Override
  Duration shortestWallTime() { Duration.ofMinutes(5) }

  @Override
  boolean tellsBackfill() { true }

  @Override
  boolean tellsQueues() { true }

  @Override
  boolean tellsTimes() { true }

  def "start and end are read from the log, also by a process that did not submit"() {
    given:
    def before = Instant.now().minusSeconds(1)
    def id = submit('timed', 'sleep 1')
    ended(id)

    expect:
    with(scheduler().history([id])[id]) {
      state() == BatchState.FINISHED
      started() >= before
      ended() >= started()
      ended() <= Instant.now()
    }
  }

  def "a running job has its start, and no end"() {
    given:
    def id = submit('running', 'sleep 600')

    expect:
    with(scheduler().status([id])[id]) {
      state() == BatchState.RUNNING
      reason() == 'running'
      started() != null
      ended() == null
    }
  }

  def "Cobalt's word '#word' means #state"() {
    given:
    def id = submit('any', 'sleep 600')
    cobalt.state(id, word)

    expect:
    scheduler().status([id])[id].state() == state
    scheduler().status([id])[id].reason() == word

    where:
    word          | state
    'queued'      | BatchState.QUEUED
    'starting'    | BatchState.QUEUED
    'user_hold'   | BatchState.QUEUED
    'admin_hold'  | BatchState.QUEUED
    'dep_hold'    | BatchState.QUEUED
    'maxrun_hold' | BatchState.QUEUED
    'preempted'   | BatchState.QUEUED
    'running'     | BatchState.RUNNING
    'killing'     | BatchState.RUNNING
    'exiting'     | BatchState.RUNNING
    'preempting'  | BatchState.RUNNING
    'dep_fail'    | BatchState.FAILED
    'hibernating' | BatchState.UNKNOWN
  }

  def "a job that Cobalt ended says why: #words"() {
    given:
    def id = submit('short', 'sleep 600')

    when:
    if (cancelled) {
      scheduler().cancel(id)
    }

    then:
    ended(id).reason().startsWith(words)
    ended(id).started() != null

    where:
    cancelled | words
    true      | 'user delete requested'
    false     | 'maximum execution time exceeded'
  }

  def "a refusal is #kind in Cobalt's words: #words"() {
    given:
    cobalt.close()
    cobalt = new FakeCobalt(SITE.with(CobaltQueue.named('default'), CobaltQueue.named('debug').limits(60, 1, 0),
        CobaltQueue.named('old'), CobaltQueue.named('gone')))
    cobalt.queue('old', CobaltQueue.State.DRAINING)
    cobalt.queue('gone', CobaltQueue.State.DEAD)
    def script = folder.resolve('x.sh')
    script.text = '#!/bin/sh\nsleep 600\n'
    script.toFile().executable = true
    def ask = { String q, int n, int m ->
      scheduler().submit(new BatchSubmission('x', script, folder, n, Duration.ofMinutes(m), q, '', []))
    }
    ask('debug', 1, 30)

    when:
    ask(queue, nodes, minutes)

    then:
    def e = thrown(PluginException)
    e.kind() == kind
    e.message == "qsub: $words"

    where:
    queue   | nodes | minutes || kind                | words
    'nope'  | 1     | 10      || ErrorKind.USER      | "trying to add job to non-existent queue 'nope'"
    'debug' | 1     | 61      || ErrorKind.USER      | "Walltime greater than the 'debug' queue max walltime of 01:00:00"
    ''      | 1     | 1       || ErrorKind.USER      | 'Walltime less than minimum'
    ''      | 9     | 10      || ErrorKind.USER      | 'node count out of realistic range'
    'debug' | 1     | 10      || ErrorKind.TRANSIENT | "The limit of 1 jobs per user in the 'debug' queue has been reached"
    'old'   | 1     | 10      || ErrorKind.SITE      | "The 'old' queue is draining"
    'gone'  | 1     | 10      || ErrorKind.SITE      | "The 'gone' queue is dead"
  }

  def "while the queue manager is away every job is unknown, and can be queried again later"() {
    given:
    def id = submit('there', 'sleep 600')
    cobalt.unreachable(true)

    when:
    question(scheduler(), id)

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.TRANSIENT
    e.message.endsWith('Failed to connect to queue-manager')

    where:
    question << [
        { Scheduler s, String n -> s.status([n]) }, { Scheduler s, String n -> s.cancel(n) },
        { Scheduler s, String n -> s.backfill() }, { Scheduler s, String n -> s.queues() },
        { Scheduler s, String n -> s.submit(new BatchSubmission(
            'there', Path.of('/bin/true'), Path.of('/tmp'), 1, Duration.ofMinutes(5), '', '', [])) }]
  }

  def "a window of idle nodes before a big job is one that a small job fits into"() {
    given: 'a node is taken for 20 of its minutes, and a job waits for all nodes'
    submit('long', 'sleep 600', Duration.ofMinutes(20))
    def script = folder.resolve('long.sh')
    scheduler().submit(new BatchSubmission('all', script, folder, 4, Duration.ofMinutes(10), '', '', []))

    when:
    def windows = scheduler().backfill().get().findAll { it.queue() == 'default' }

    then:
    windows*.nodes() == [3]
    windows[0].length() > Duration.ofMinutes(10) && windows[0].length() <= Duration.ofMinutes(20)

    when:
    def fits = submit('fits', 'sleep 600', Duration.ofMinutes(5))
    def delays = submit('delays', 'sleep 600', Duration.ofMinutes(30))
    def reports = scheduler().status([fits, delays])

    then:
    reports[fits].state() == BatchState.RUNNING
    reports[delays].state() == BatchState.QUEUED
  }

  def "queues, their limits, and whether they are open"() {
    given:
    cobalt.queue('debug', CobaltQueue.State.DRAINING)

    expect:
    scheduler().queues().get().collect { [it.name(), it.open(), it.maxWallTime().orElse(null)] } == [
        ['debug', false, Duration.ofHours(1)], ['default', true, null]]
  }
}
