package io.balsam.slurm

import io.balsam.spi.BatchState
import io.balsam.spi.BatchSubmission
import io.balsam.spi.ErrorKind
import io.balsam.spi.PluginConfig
import io.balsam.spi.PluginException
import io.balsam.spi.Scheduler
import io.balsam.testkit.SchedulerContract
import io.balsam.testkit.SlurmCluster
import io.balsam.testkit.SlurmSetup
import io.balsam.testkit.TestContext
import java.nio.file.Files
import java.time.Clock
import java.time.Duration
import java.time.Instant
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Shared

@Requires(value = { SlurmCluster.missing().empty }, reason = 'not all of Slurm is installed here, or there is no network')
class RealSchedulerSpec extends SchedulerContract {

  @Shared
  @AutoCleanup
  SlurmCluster cluster = SlurmCluster.start(SlurmSetup.of(3, 4)
      // The only tracker without cgroups that finds an orphan which ignores the polite signal.
      .with('ProctrackType', 'proctrack/pgid')
      .with('MessageTimeout', '2'))

  @Override
  Scheduler scheduler() { configured([:]) }

  @Override
  Duration patience() { Duration.ofSeconds(60) }

  @Override
  boolean limitsToTheSecond() { false }

  @Override
  boolean tellsBackfill() { true }

  @Override
  boolean tellsQueues() { true }

  @Override
  boolean checksScripts() { true }

  @Override
  boolean tellsTimes() { true }

  def "a remark says that Slurm enforces no memory limits where it is not configured to"() {
    expect:
    scheduler().remarks() == [
        "Slurm does not enforce memory: a job's 'memory' decides which jobs share a node, but a job that uses more is not stopped." +
        " 'TaskPlugin=task/cgroup' in slurm.conf with 'ConstrainRAMSpace=yes' in cgroup.conf changes that," +
        " and so does 'JobAcctGatherType=jobacct_gather/linux' with 'JobAcctGatherParams=OverMemoryKill'."]
  }

  def "start and end are reported in absolute time, and the exit code by the history"() {
    given:
    def before = Instant.now().minusSeconds(2)
    def id = submit('timed', 'while [ ! -e go ]; do sleep 0.1; done; exit 7')

    expect:
    within { assert scheduler().status([id])[id].state() == BatchState.RUNNING }
    with(scheduler().status([id])[id]) {
      started() > before && started() < Instant.now().plusSeconds(2)
      ended() == null
      reason() == 'RUNNING'
    }

    when:
    folder.resolve('go').text = ''

    then:
    with(ended(id)) {
      reason() == 'FAILED NonZeroExitCode'
      ended() >= started() && ended() < Instant.now().plusSeconds(2)
    }
    with(scheduler().history([id, '424242'])) {
      get(id).state() == BatchState.FAILED
      get(id).reason() == 'FAILED exit code 7'
      get(id).started() != null && get(id).ended() >= get(id).started()
      get('424242').state() == BatchState.UNKNOWN
    }
  }

  def "a BatchJob that is cancelled before it began has no start"() {
    given:
    def id = submitted('held', flags: ['--hold'])
    within { assert scheduler().status([id])[id].reason() == 'PENDING JobHeldUser' }

    when:
    scheduler().cancel(id)

    then:
    with(ended(id)) {
      state() == BatchState.FAILED
      started() == null
    }
  }

  def "elements of an array have ids of their own, and the array's tells of them all"() {
    given:
    def id = submitted('many', body: '[ $SLURM_ARRAY_TASK_ID != 2 ]', flags: ['--array=1-3'])

    expect:
    ended(id).state() == BatchState.FAILED
    def reports = scheduler()."$verb"(['_1', '_2', '_9'].collect { id + it })
    reports[id + '_1'].state() == BatchState.FINISHED
    reports[id + '_2'].state() == BatchState.FAILED
    reports[id + '_9'].state() == BatchState.UNKNOWN

    where:
    verb << ['status', 'history']
  }

  def "a suspended BatchJob counts as running"() {
    given:
    def id = submit('sleeper', 'sleep 600')
    within { assert scheduler().status([id])[id].state() == BatchState.RUNNING }

    when:
    cluster.scontrol('suspend', id)

    then:
    with(scheduler().status([id])[id]) {
      state() == BatchState.RUNNING
      reason().startsWith('SUSPENDED')
    }

    cleanup:
    cluster.scontrol('resume', id)
    scheduler().cancel(id)
  }

  def "#what is refused in Slurm's own words"() {
    when:
    submitted(arguments, 'refused')

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.USER
    e.message == message

    when:
    scheduler().dryRun(submission('refused', arguments))

    then:
    def again = thrown(PluginException)
    again.kind() == ErrorKind.USER

    where:
    what                   | arguments                      | message
    'an unknown partition' | [queue: 'nope']                | 'sbatch: invalid partition specified: nope; Batch job submission failed: Invalid partition name specified'
    'an unknown feature'   | [flags: ['-C', 'feat']]        | 'sbatch: Batch job submission failed: Invalid feature specification'
    'a wrong option'       | [flags: ['--gres=gpu:1']]      | 'sbatch: Invalid generic resource (gres) specification'
  }

  def "a script without an interpreter is the user's mistake"() {
    given:
    def script = folder.resolve('bare.sh')
    script.text = 'true\n'
    script.toFile().executable = true

    when:
    scheduler().submit(submission('bare', script, Duration.ofMinutes(1)))

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.USER
    e.message.contains('line must start with #!')
  }

  def "BatchJobs get whole nodes unless the site wants otherwise"() {
    given:
    def id = configured(settings).submit(submission('cpus', [body: 'echo $SLURM_JOB_CPUS_PER_NODE', nodes: 2]))

    expect:
    ended(id).state() == BatchState.FINISHED
    folder.resolve('cpus.out').text.trim() == cpus

    where:
    settings           | cpus
    [:]                | '4(x2)'
    [exclusive: false] | '1(x2)'
  }

  def "BatchJobs are found by their name, also one that has ended"() {
    given:
    def id = submit('by-name', 'true')
    within { assert scheduler().history([id])[id].state() == BatchState.FINISHED }

    expect:
    scheduler().named('by-name', folder, '') == Optional.of([id])
    scheduler().named('by-nam', folder, '') == Optional.of([])
  }

  def "of BatchJobs of one name, only those of the site that asks are found: #what"() {
    given:
    def other = Files.createDirectory(folder.resolve('other'))
    def script = Files.writeString(folder.resolve('twin.sh'), '#!/bin/sh\n')
    def given = { dir, site -> new BatchSubmission('twin', script, dir, 1, Duration.ofMinutes(5), '', '', flags, site) }
    def elsewhere = scheduler().submit(given(other, 'aa'))
    def before = scheduler().submit(given(folder, 'bb'))
    def ours = scheduler().submit(given(folder, 'aa'))

    expect:
    scheduler().named('twin', folder, 'aa').get() == (flags ? [before, ours] : [ours])
    scheduler().named('twin', other, 'aa').get() == [elsewhere]

    where:
    what                                          | flags
    'by its comment'                              | []
    'by the directory, where the user comments'   | ['--comment=wanted|by me']
  }

  def "the queues are Slurm's partitions"() {
    expect:
    with(scheduler().queues().get().collectEntries { [it.name(), it] }) {
      it.keySet() == ['debug', 'long', 'small'].toSet()
      it.debug.open() && it.debug.byDefault() && !it.long.byDefault() && it.debug.maxNodes().asInt == 3 && it.debug.maxWallTime().get() == Duration.ofHours(1)
      it.long.maxWallTime().empty
      it.small.maxNodes().asInt == 1
    }
    configured(queue_means: 'qos').queues().empty
  }

  def "a controller that is down is a passing failure, and earlier submissions are known afterwards"() {
    given:
    def id = submit('survivor', 'while [ ! -e go ]; do sleep 0.1; done')
    within { assert scheduler().status([id])[id].state() == BatchState.RUNNING }
    cluster.stopController()

    when:
    scheduler().status([id])

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.TRANSIENT
    e.message.startsWith('squeue: ')

    when:
    submit('lost', 'true')

    then:
    def e2 = thrown(PluginException)
    e2.kind() == ErrorKind.TRANSIENT

    when:
    cluster.startController()
    folder.resolve('go').text = ''

    then:
    ended(id).state() == BatchState.FINISHED
  }

  private Scheduler configured(Map<String, ?> settings) {
    new SlurmSchedulerProvider().create(new PluginConfig(settings),
        new TestContext(cluster.commands(), Clock.systemUTC(), folder))
  }

  private String submitted(Map<String, ?> arguments = [:], String name) {
    scheduler().submit(submission(name, arguments))
  }

  private BatchSubmission submission(String name, Map<String, ?> arguments) {
    def all = [body: 'true', nodes: 1, queue: '', flags: []] + arguments
    def script = folder.resolve("${name}.sh")
    script.text = "#!/bin/sh\n$all.body\n"
    script.toFile().executable = true
    new BatchSubmission(name, script, folder, all.nodes, Duration.ofMinutes(5), all.queue, '', all.flags)
  }
}
