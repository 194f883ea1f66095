package io.balsam.slurm

import io.balsam.spi.BackfillWindow
import io.balsam.spi.BatchState
import io.balsam.spi.BatchSubmission
import io.balsam.spi.PluginConfig
import io.balsam.spi.Scheduler
import io.balsam.testkit.SlurmCluster
import io.balsam.testkit.SlurmSetup
import io.balsam.testkit.TestContext
import java.nio.file.Path
import java.time.Clock
import java.time.Duration
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

@Requires(value = { SlurmCluster.missing().empty }, reason = 'not all of Slurm is installed here, or there is no network')
class RealBackfillSpec extends Specification {

  @Shared
  @AutoCleanup
  SlurmCluster cluster = SlurmCluster.start(SlurmSetup.of(4, 2))

  @TempDir
  Path folder

  def cleanup() {
    cluster.run('scancel', '-u', System.getProperty('user.name'))
    new PollingConditions(timeout: 60, delay: 0.1).eventually {
      assert cluster.run('sinfo', '-h', '-N', '-p', 'long', '-o', '%T').readLines() == ['idle'] * 4
    }
  }

  def "on an empty machine the windows are the limits of the partitions"() {
    expect:
    windows() == [debug: [4: 60], long: [4: 365 * 24 * 60], small: [1: 10]]
  }

  def "a BatchJob that fits before the next planned start begins at once, another one waits"() {
    given: 'three nodes busy for half an hour, and a job after that for all four'
    submit('busy', 3, 30)
    within { assert cluster.squeue('-h', '-t', 'R', '-o', '%j') == 'busy' }
    submit('big', 4, 30)
    within { assert cluster.squeue('-h', '-t', 'PD', '-o', '%Y') == 'n[01-04]' }

    when:
    def window = debug()

    then:
    window.nodes() == 1
    window.length() > Duration.ofMinutes(28)
    window.length() <= Duration.ofMinutes(30)

    when:
    def minutes = window.length().toMinutes() as int
    def late = submit('late', 1, minutes + 10)
    def early = submit('early', 1, minutes - 1)

    then:
    within { assert state(early) == BatchState.RUNNING }
    state(late) == BatchState.QUEUED
    cluster.squeue('-h', '-j', late, '-o', '%S') > cluster.squeue('-h', '-j', early, '-o', '%S')
  }

  def "a reservation ends a window on its nodes"() {
    given:
    cluster.scontrol('create', 'reservation', 'ReservationName=service', 'StartTime=now+20minutes', 'Duration=60',
        'Nodes=n03,n04', 'Users=root', 'Flags=maint')

    expect:
    windows().long.keySet() == [2, 4].toSet()
    windows().long[2] == 365 * 24 * 60
    windows().long[4] in 18..20

    cleanup:
    cluster.scontrol('delete', 'ReservationName=service')
  }

  def "nothing is promised while Slurm has not planned a new job, unless that is held"() {
    given:
    submit('busy', 3, 30)
    within { assert cluster.squeue('-h', '-t', 'R', '-o', '%j') == 'busy' }
    submit('held', 4, 30, ['--hold'])

    expect:
    within { assert windows().debug?.get(1) == 60 }
  }

  /** Minutes by partition and number of nodes. */
  private Map<String, Map<Integer, Integer>> windows() {
    scheduler().backfill().get().groupBy { it.queue() }.collectEntries { queue, windows ->
      [queue, windows.collectEntries { [it.nodes(), it.length().toMinutes() as int] }]
    }
  }

  private BackfillWindow debug() { scheduler().backfill().get().find { it.queue() == 'debug' } }

  private BatchState state(String id) { scheduler().status([id])[id].state() }

  private String submit(String name, int nodes, int minutes, List<String> flags = []) {
    def script = folder.resolve("${name}.sh")
    script.text = "#!/bin/sh\nsleep 3600\n"
    scheduler().submit(new BatchSubmission(name, script, folder, nodes, Duration.ofMinutes(minutes), '', '', flags))
  }

  private Scheduler scheduler() {
    new SlurmSchedulerProvider().create(PluginConfig.empty(),
        new TestContext(cluster.commands(), Clock.systemUTC(), folder))
  }

  private static void within(Closure<?> block) {
    new PollingConditions(timeout: 60, delay: 0.2).eventually(block)
  }
}
