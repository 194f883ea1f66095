package io.balsam.slurm

import io.balsam.spi.BatchState
import io.balsam.spi.BatchSubmission
import io.balsam.spi.CommandResult
import io.balsam.spi.ErrorKind
import io.balsam.spi.PluginConfig
import io.balsam.spi.PluginException
import io.balsam.spi.Scheduler
import io.balsam.testkit.RecordedCommands
import io.balsam.testkit.TestContext
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import java.time.ZoneId
import java.time.format.DateTimeFormatter
import spock.lang.Specification
import spock.lang.TempDir

/** What real Slurms have printed, and what cannot be brought about on a machine for tests. */
class RecordedSlurmSpec extends Specification {

  static final FORMAT = '%i|%A|%F|%T|%N|%S|%e|%r'
  static final SACCT = 'JobID,JobIDRaw,State,ExitCode,NodeList,Start,End'

  @TempDir Path dir

  def commands = new RecordedCommands()

  def "the reason for which a BatchJob waited is not reported once it is #state: #word #reason"() {
    given:
    commands.answer("squeue -h -a -r -t all -j 7 -o $FORMAT", "7|7|7|$word|n01|2026-11-21T00:07:42|2026-11-21T00:12:42|$reason\n")

    expect:
    with(scheduler().status(['7'])['7']) {
      it.state() == state
      it.reason() == words
    }

    where:
    word        | reason        || state               | words
    'PENDING'   | 'JobHeldUser' || BatchState.QUEUED   | 'PENDING JobHeldUser'
    'RUNNING'   | 'JobHeldUser' || BatchState.RUNNING  | 'RUNNING'
    'COMPLETED' | 'JobHeldUser' || BatchState.FINISHED | 'COMPLETED'
    'CANCELLED' | 'JobHeldUser' || BatchState.FAILED   | 'CANCELLED'
    'TIMEOUT'   | 'TimeLimit'   || BatchState.FAILED   | 'TIMEOUT TimeLimit'
    'NODE_FAIL' | 'NodeDown'    || BatchState.FAILED   | 'NODE_FAIL NodeDown'
  }

  def "#word is #state"() {
    given:
    commands.answer("squeue -h -a -r -t all -j 7 -o $FORMAT", "7|7|7|$word|n01|2026-11-21T00:07:42|2026-11-21T00:12:42|None\n")

    expect:
    with(scheduler().status(['7'])['7']) {
      it.state() == state
      it.reason() == word
    }

    where:
    word            | state
    'PENDING'       | BatchState.QUEUED
    'CONFIGURING'   | BatchState.QUEUED
    'REQUEUED'      | BatchState.QUEUED
    'REQUEUE_HOLD'  | BatchState.QUEUED
    'SPECIAL_EXIT'  | BatchState.QUEUED
    'RESV_DEL_HOLD' | BatchState.QUEUED
    'RUNNING'       | BatchState.RUNNING
    'SUSPENDED'     | BatchState.RUNNING
    'STOPPED'       | BatchState.RUNNING
    'SIGNALING'     | BatchState.RUNNING
    'STAGE_OUT'     | BatchState.RUNNING
    'COMPLETING'    | BatchState.RUNNING
    'COMPLETED'     | BatchState.FINISHED
    'FAILED'        | BatchState.FAILED
    'CANCELLED'     | BatchState.FAILED
    'TIMEOUT'       | BatchState.FAILED
    'DEADLINE'      | BatchState.FAILED
    'PREEMPTED'     | BatchState.FAILED
    'NODE_FAIL'     | BatchState.FAILED
    'BOOT_FAIL'     | BatchState.FAILED
    'OUT_OF_MEMORY' | BatchState.FAILED
    'REVOKED'       | BatchState.UNKNOWN
    'ABDUCTED'      | BatchState.UNKNOWN
  }

  def "what is pending has the time that Slurm has planned for it, as the user's clock shows it"() {
    given:
    commands.answer("squeue -h -a -r -t all -j 7,8 -o $FORMAT", '7|7|7|PENDING||2126-11-21T00:07:42|N/A|Resources\n8|8|8|PENDING||N/A|N/A|Priority\n')
    def then = Instant.parse('2126-11-21T00:07:42Z').atZone(ZoneId.systemDefault()).format(DateTimeFormatter.ofPattern('yyyy-MM-dd HH:mm'))

    expect:
    with(scheduler().status(['7', '8'])) {
      it['7'].reason() == "PENDING Resources, to begin $then"
      it['7'].started() == null
      it['8'].reason() == 'PENDING Priority'
    }
  }

  def "whether Slurm holds steps to their memory is read from its configuration: #config"() {
    given:
    commands.answer('scontrol show config', config.split(' ').collect { it.replace('=', ' = ') + '\n' }.join(''))

    expect:
    scheduler().remarks().empty == enforced

    where:
    config                                                                                || enforced
    'TaskPlugin=task/none JobAcctGatherType=jobacct_gather/linux'                         || false
    'TaskPlugin=task/cgroup,task/affinity'                                                || false
    'TaskPlugin=task/cgroup ConstrainRAMSpace=no'                                         || false
    'TaskPlugin=task/affinity ConstrainRAMSpace=yes'                                      || false
    'TaskPlugin=task/cgroup,task/affinity ConstrainRAMSpace=yes'                          || true
    'TaskPlugin=task/none JobAcctGatherType=jobacct_gather/linux JobAcctGatherParams=OverMemoryKill' || true
    'TaskPlugin=task/none JobAcctGatherType=jobacct_gather/none JobAcctGatherParams=OverMemoryKill'  || false
  }

  def "a signal that Slurm would send too early is remarked on, wherever sbatch reads it: #line #flags"() {
    given:
    def script = Files.writeString(dir.resolve('job.sh'), "#!/bin/bash\n\n$line\nexec launcher\n")
    def submission = new BatchSubmission('b', script, dir, 1, Duration.ofMinutes(5), '', '', flags)

    expect:
    scheduler().remarks(submission).collect { it[0..<it.indexOf(' ends jobs')] } == remarked

    where:
    line                                     | flags                      || remarked
    '#SBATCH --signal=B:TERM@60'             | []                         || ["the job template: '--signal=B:TERM@60'"]
    '#SBATCH -C gpu --sig USR1@120 # early'  | []                         || ["the job template: '--sig USR1@120'"]
    '#SBATCH -C gpu'                         | ['--signal=TERM']          || ["the flags in the settings: '--signal=TERM'"]
    '#SBATCH -C gpu'                         | ['--signal', 'B:INT@90']   || ["the flags in the settings: '--signal B:INT@90'"]
    '#SBATCH --comment=--signal'             | ['--comment', 'no-signal'] || []
    '##SBATCH --signal=B:TERM@60'            | []                         || []
    'true\n#SBATCH --signal=B:TERM@60'       | []                         || []
  }

  def "settings of a new site request all of a node's memory where Slurm counts it, and share GPUs where there are some"() {
    given:
    commands.answer('scontrol show config', "DefMemPerNode           = $memory\nSelectTypeParameters    = $counted\n")
    commands.answer('sinfo -a -h -o %G', "$gres\n")

    expect:
    scheduler().settings().findAll { !it.strip().startsWith('#') }.join('\n') == lines

    where:
    memory      | counted         | gres                || lines
    'UNLIMITED' | 'CR_CPU'        | '(null)'            || ''
    '1500'      | 'CR_CPU'        | '(null)'            || ''
    'UNLIMITED' | 'CR_CPU_MEMORY' | '(null)'            || ''
    '1500'      | 'CR_CPU_MEMORY' | '(null)'            || "plugins:\n  scheduler:\n    slurm:\n      flags: ['--mem=0']"
    '1500'      | 'CR_CPU'        | 'gpu:fake:2(S:0-1)' || 'plugins:\n  runner:\n    srun:\n      share_gpus: true'
    '1500'      | 'CR_CPU_MEMORY' | 'gpu:2'             || "plugins:\n  scheduler:\n    slurm:\n      flags: ['--mem=0']\n  runner:\n    srun:\n      share_gpus: true"
  }

  def "one odd row hides no other, and what is left out is unknown"() {
    given:
    commands.answer("squeue -h -a -r -t all -j 77_3,78,79,80 -o $FORMAT", '''\
77_3|81|77|RUNNING|n01|2026-11-21T00:07:42|2026-11-21T00:12:42|None
garbage
78|78|78|PENDING||N/A|N/A|(ReqNodeNotAvail, UnavailableNodes:n02|n03)
79|79|79|??|n02|2026-11-21T00:07:42|2026-11-21T00:12:42|None
''')

    when:
    def reports = scheduler().status(['77_3', '78', '79', '80', 'no id'])

    then:
    reports['77_3'].state() == BatchState.RUNNING
    reports['77_3'].started() == Instant.parse('2026-11-21T00:07:42Z')
    reports['78'].reason() == 'PENDING (ReqNodeNotAvail, UnavailableNodes:n02|n03)'
    reports['79'].state() == BatchState.UNKNOWN
    reports['80'].state() == BatchState.UNKNOWN
    reports['no id'].state() == BatchState.UNKNOWN
  }

  def "an array waits, runs and ends as a whole: #states"() {
    given:
    commands.answer("squeue -h -a -r -t all -j 32 -o $FORMAT", states.withIndex().collect { word, i ->
      "32_$i|${33 + i}|32|$word|n01|2026-11-21T00:0$i:00|2026-11-21T00:1$i:00|None\n"
    }.join())

    expect:
    with(scheduler().status(['32'])['32']) {
      it.state() == state
      it.ended() == (ended ? Instant.parse("2026-11-21T00:1$ended:00Z") : null)
    }

    where:
    states                               | state               | ended
    ['PENDING', 'COMPLETED']             | BatchState.QUEUED   | 0
    ['RUNNING', 'PENDING', 'COMPLETED']  | BatchState.RUNNING  | 0
    ['COMPLETED', 'FAILED', 'COMPLETED'] | BatchState.FAILED   | 2
    ['COMPLETED', 'COMPLETED']           | BatchState.FINISHED | 1
  }

  def "unknown ids are not an error"() {
    given:
    commands.answer("squeue -h -a -r -t all -j 9 -o $FORMAT", 1, 'slurm_load_jobs error: Invalid job id specified\n')

    expect:
    scheduler().status(['9'])['9'].state() == BatchState.UNKNOWN
  }

  def "times are requested in UTC and in one format"() {
    given:
    commands.answer("squeue -h -a -r -t all -j 7 -o $FORMAT", '')

    when:
    scheduler().status(['7'])

    then:
    commands.calls()[0].environment() == [TZ: 'UTC0', SLURM_TIME_FORMAT: 'standard']
  }

  def "what the controller has forgotten the accounting tells: #state #code"() {
    given:
    commands.answer('scontrol show job -o 5', 1, 'slurm_load_jobs error: Invalid job id specified\n')
    commands.answer("sacct -X -n -P -j 5 -o $SACCT", "5|5|$state|$code|$nodes|2026-11-21T00:56:29|2026-11-21T00:56:32\n")

    expect:
    with(scheduler().history(['5'])['5']) {
      it.state() == ours
      it.reason() == reason
      (it.started() == null) == nodes.startsWith('None')
      it.ended() == Instant.parse('2026-11-21T00:56:32Z')
    }

    where:
    state               | code  | nodes           | ours                | reason
    'COMPLETED'         | '0:0' | 'n01'           | BatchState.FINISHED | 'COMPLETED'
    'FAILED'            | '4:0' | 'n02'           | BatchState.FAILED   | 'FAILED exit code 4'
    'FAILED'            | '0:9' | 'n02'           | BatchState.FAILED   | 'FAILED signal 9'
    'CANCELLED by 1001' | '0:0' | 'None assigned' | BatchState.FAILED   | 'CANCELLED'
    'OUT_OF_MEMORY'     | '0:125' | 'n02'         | BatchState.FAILED   | 'OUT_OF_MEMORY signal 125'
  }

  def "without accounting what is forgotten is unknown: #why"() {
    given:
    commands.answer('scontrol show job -o 5', 1, 'slurm_load_jobs error: Invalid job id specified\n')
    if (installed) {
      commands.answer("sacct -X -n -P -j 5 -o $SACCT", 1, 'Slurm accounting storage is disabled\n')
    } else {
      commands.notInstalled('sacct')
    }

    expect:
    scheduler().history(['5'])['5'].state() == BatchState.UNKNOWN

    where:
    why           | installed
    'switched off' | true
    'no sacct'     | false
  }

  def "queue #queue with #settings is #options"() {
    given:
    def line = "sbatch --parsable --job-name=b --chdir=/w --output=/w/b.out --error=/w/b.err --open-mode=append --nodes=2 --time=11 --account=proj $options--exclusive --no-requeue -C cpu --hold /s/x.sh"
    commands.answer(line, '77;cluster2\n')

    expect:
    scheduler(settings + [flags: ['-C', 'cpu']]).submit(
        new BatchSubmission('b', Path.of('/s/x.sh'), Path.of('/w'), 2, Duration.ofSeconds(601), queue, 'proj', ['--hold'])) == '77'

    where:
    queue     | settings                                | options
    ''        | [:]                                     | ''
    'debug'   | [:]                                     | '--partition=debug '
    'cpu/low' | [:]                                     | '--partition=cpu --qos=low '
    '/low'    | [:]                                     | '--qos=low '
    '/low'    | [partition: 'cpu']                      | '--partition=cpu --qos=low '
    ''        | [partition: 'cpu']                      | '--partition=cpu '
    'debug'   | [queue_means: 'qos']                    | '--qos=debug '
    'debug'   | [queue_means: 'qos', partition: 'gpu']  | '--partition=gpu --qos=debug '
    'cpu/low' | [queue_means: 'qos']                    | '--partition=cpu --qos=low '
  }

  def "a queue that means something else is the user's mistake"() {
    when:
    scheduler(queue_means: 'account')

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.USER
    e.message == 'queue_means: account: must be partition or qos'
  }

  def "#said is of kind #kind"() {
    when:
    SlurmTools.error(ErrorKind.USER, 'sbatch', new CommandResult(1, '', said)).with { throw it }

    then:
    def e = thrown(PluginException)
    e.kind() == kind

    where:
    said                                                                                         | kind
    'sbatch: error: Batch job submission failed: Invalid qos specification'                      | ErrorKind.USER
    'sbatch: error: Batch job submission failed: Invalid account or account/partition combination specified' | ErrorKind.USER
    'sbatch: error: QOSMaxSubmitJobPerUserLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user\'s size and/or time limits)' | ErrorKind.TRANSIENT
    'sbatch: error: AssocMaxSubmitJobLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy' | ErrorKind.TRANSIENT
    'sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)' | ErrorKind.TRANSIENT
    'slurm_load_jobs error: Socket timed out on send/recv operation'                             | ErrorKind.TRANSIENT
    'sbatch: error: Batch job submission failed: Requested time limit is invalid (missing or exceeds some limit)' | ErrorKind.USER
  }

  def "no Slurm on this machine is the site's trouble"() {
    given:
    commands.notInstalled('squeue')

    when:
    scheduler().status(['7'])

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.SITE
  }

  def "lengths as Slurm writes them: #text"() {
    expect:
    SlurmTimes.length(text) == Optional.ofNullable(length)

    where:
    text           | length
    '1-12:00:00'   | Duration.ofHours(36)
    '01:00:00'     | Duration.ofHours(1)
    '5:00'         | Duration.ofMinutes(5)
    '30'           | Duration.ofMinutes(30)
    'UNLIMITED'    | null
    'infinite'     | null
  }

  private Scheduler scheduler(Map<String, ?> settings = [:]) {
    new SlurmSchedulerProvider().create(new PluginConfig(settings), TestContext.recorded(commands, Path.of('.')))
  }
}
