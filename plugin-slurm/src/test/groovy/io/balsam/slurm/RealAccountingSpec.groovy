package io.balsam.slurm

import io.balsam.spi.BatchState
import io.balsam.spi.BatchSubmission
import io.balsam.spi.ErrorKind
import io.balsam.spi.PluginConfig
import io.balsam.spi.PluginException
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

@Requires(value = { SlurmCluster.missingForAccounting().empty }, reason = 'Slurm with accounting is not installed here, or there is no network')
class RealAccountingSpec extends Specification {

  @Shared
  @AutoCleanup
  SlurmCluster cluster = SlurmCluster.start(SlurmSetup.of(1, 2).withAccounting())

  @TempDir
  Path folder

  def setupSpec() {
    def me = System.getProperty('user.name')
    cluster.run('sacctmgr', '-i', '-Q', 'add', 'qos', 'tight', 'MaxSubmitJobsPerUser=1')
    cluster.run('sacctmgr', '-i', '-Q', 'modify', 'user', me, 'set', 'QOS=normal,tight', 'DefaultQOS=normal')
  }

  def "accounts and QOS without permission are refused in Slurm's own words"() {
    when:
    submit('refused', 'true', queue, project)

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.USER
    e.message == "sbatch: Batch job submission failed: $words"

    where:
    queue   | project  | words
    ''      | 'nobody' | 'Invalid account or account/partition combination specified'
    '/nope' | 'balsam' | 'Invalid qos specification'
  }

  def "the accounts are those of the user on this cluster, the default one first"() {
    given: 'another one here that is our default, and one on another cluster of the same accounting'
    def me = System.getProperty('user.name')
    def manage = { String... words -> cluster.run(*(['sacctmgr', '-i', '-Q'] + words.toList())) }
    manage('add', 'account', 'climate', 'Cluster=balsam')
    manage('add', 'user', me, 'Account=climate', 'Cluster=balsam')
    manage('modify', 'user', me, 'where', 'cluster=balsam', 'set', 'DefaultAccount=climate')
    manage('add', 'cluster', 'other')
    manage('add', 'account', 'faraway', 'Cluster=other')
    manage('add', 'user', me, 'Account=faraway', 'Cluster=other', 'DefaultAccount=faraway')

    expect:
    def accounts = scheduler().projects().orElseThrow()
    accounts[0] == 'climate'
    accounts.contains('balsam')
    !accounts.contains('faraway')
  }

  def "a full queue is a passing failure, and partition and QOS are passed to Slurm as such"() {
    given:
    def id = submit('first', 'sleep 600', 'long/tight', 'balsam')

    expect:
    cluster.squeue('-h', '-j', id, '-o', '%P %q %a') == 'long tight balsam'

    when:
    submit('second', 'true', 'long/tight', 'balsam')

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.TRANSIENT
    e.message.contains('QOSMaxSubmitJobPerUserLimit')

    cleanup:
    cluster.run('scancel', id)
  }

  def "how a BatchJob ended is known when the controller has forgotten it"() {
    given:
    def id = submit('short', 'exit 4', '', 'balsam')
    new PollingConditions(timeout: 60, delay: 0.1).eventually {
      assert scheduler().status([id])[id].state() == BatchState.FAILED
      assert cluster.run('sacct', '-X', '-n', '-P', '-j', id, '-o', 'State') == 'FAILED'
    }

    when: 'a controller that starts without its memory knows no job'
    cluster.stopController()
    cluster.folder().resolve('ctld').toFile().listFiles().findAll { it.name.startsWith('job_state') }*.delete()
    cluster.startController()

    then:
    scheduler().status([id])[id].state() == BatchState.UNKNOWN
    with(scheduler().history([id, '4711'])) {
      get(id).state() == BatchState.FAILED
      get(id).reason() == 'FAILED exit code 4'
      get(id).ended() >= get(id).started()
      get('4711').state() == BatchState.UNKNOWN
    }
  }

  private String submit(String name, String body, String queue, String project) {
    def script = folder.resolve("${name}.sh")
    script.text = "#!/bin/sh\n$body\n"
    scheduler().submit(new BatchSubmission(name, script, folder, 1, Duration.ofMinutes(5), queue, project, []))
  }

  private Scheduler scheduler() {
    new SlurmSchedulerProvider().create(PluginConfig.empty(), new TestContext(cluster.commands(), Clock.systemUTC(), folder))
  }
}
