package io.balsam.slurm

import io.balsam.spi.ErrorKind
import io.balsam.spi.LaunchEnd
import io.balsam.spi.MpiRunner
import io.balsam.spi.PluginConfig
import io.balsam.spi.PluginException
import io.balsam.testkit.MpiRunnerContract
import io.balsam.testkit.RecordedCommands
import io.balsam.testkit.TestContext
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.TempDir

class SrunSpec extends MpiRunnerContract {

  private static final String BOUND = 'bash -p -c balsam'

  @TempDir
  Path folder

  @Override
  MpiRunner runner() { configured([:]) }

  @Override
  Map<LaunchEnd, List<String>> sayings() {
    def cancelled = 'slurmstepd-n01: error: *** STEP 64.0 ON n01 CANCELLED AT 2026-11-29T19:38:26'
    def aborted = 'srun: Job step aborted: Waiting up to 5 seconds for job step to finish.'
    [(LaunchEnd.STOPPED)    : [
        'srun: error: Node failure on n02',
        "MPI_ABORT was invoked on rank 1 in communicator MPI_COMM_WORLD\nsrun: error: Node failure on n02",
        "$cancelled DUE TO NODE FAILURE, SEE SLURMCTLD LOG FOR DETAILS ***\nsrun: got SIGCONT",
        "$cancelled DUE TO PREEMPTION ***",
        "$cancelled DUE TO TIME LIMIT ***",
        "$aborted\n$cancelled ***\nsrun: error: n01: task 0: Terminated",
        "$cancelled ***\nsrun: error: n01: task 0: Killed\nsrun: launch/slurm: _step_signal: Terminating StepId=64.0",
        "$aborted\nsrun: error: n02: task 1: Killed\nsrun: error: n01: task 0: Killed",
        "srun: launch/slurm: launch_p_step_launch: StepId=1.16 aborted before step completely launched.\n$aborted\nsrun: error: n02: task 1: Killed",
    ],
     (LaunchEnd.NOT_CREATED): [
         'srun: error: Unable to create step for job 7: Requested node configuration is not available',
         'srun: error: Unable to create step for job 7: Memory required by task is not available',
         'srun: error: Task launch for StepId=5.12 failed on node n04: Socket timed out on send/recv operation',
         'srun: error: Unable to confirm allocation for job 7: Unable to contact slurm controller (connect failure)',
     ],
     (LaunchEnd.OWN_DOING)  : [
         "MPI_ABORT was invoked on rank 1 in communicator MPI_COMM_WORLD\n$aborted\n$cancelled ***\nsrun: error: n01: tasks 0-1: Killed",
         'slurmstepd: error: StepId=5.12 exceeded memory limit (2104852 > 1048576), being killed',
         'slurmstepd: error: Detected 1 oom-kill event(s) in StepId=5.12. Some of your processes may have been killed by the cgroup out-of-memory handler.',
     ],
     (LaunchEnd.UNTOLD)     : [
         "srun: error: n01: task 1: Exited with exit code 3\nsrun: launch/slurm: _step_signal: Terminating StepId=3.0\n$cancelled ***",
         'srun: error: Unable to create step for job 7: Invalid generic resource (gres) specification',
         "srun: First task exited 2s ago\nsrun: launch/slurm: _step_signal: Terminating StepId=2.4\n$aborted\nsrun: error: n02: task 1: Killed",
         "srun: unrecognized option '--nosuch'",
     ]]
  }

  def "the command line of srun is right: #what"() {
    expect:
    configured([wait_for_controller: false] + settings).commandLine(launch(job)).findAll { !it.contains('\n') }.join(' ') == line

    where:
    what                          | settings                               | job
    'a rank on a part of a node'  | [:]                                    | [cpuIds: [2]]
    'a node of its own'           | [:]                                    | [cpuIds: 0..7, threadsPerRank: 8]
    'two nodes'                   | [mpi: 'pmix']                          | [nodes: ['n01', 'n02'], ranksPerNode: 4, threadsPerRank: 3]
    'a GPU'                       | [:]                                    | [cpuIds: [0], gpuIds: [1], gpuVariables: [CUDA_VISIBLE_DEVICES: '1', HIP_VISIBLE_DEVICES: '1']]
    'GPUs for a worker'           | [:]                                    | [cpuIds: 0..7, gpuIds: 0..3]
    'a GPU that Slurm chooses'    | [share_gpus: false]                    | [cpuIds: [0], gpuIds: [1], gpuVariables: [CUDA_VISIBLE_DEVICES: '1']]
    'no GPU of a part'            | [:]                                    | [cpuIds: [0], gpuVariables: [CUDA_VISIBLE_DEVICES: '']]
    'no GPU of two nodes'         | [:]                                    | [nodes: ['n01', 'n02'], gpuVariables: [CUDA_VISIBLE_DEVICES: '']]
    'no GPU, cores by Slurm'      | [overlap: false]                       | [cpuIds: [0], gpuVariables: [CUDA_VISIBLE_DEVICES: '']]
    'GPUs of the site, unasked'   | [gpus_per_node: 4]                     | [nodes: ['n01', 'n02'], gpuVariables: [HIP_VISIBLE_DEVICES: '-1']]
    'GPUs on two nodes'           | [:]                                    | [nodes: ['n01', 'n02'], ranksPerNode: 2, gpusPerRank: 1]
    'parts of GPUs on two nodes'  | [:]                                    | [nodes: ['n01', 'n02'], ranksPerNode: 3, gpusPerRank: 1 / 3d]
    'no fewer GPUs than the site' | [gpus_per_node: 4]                     | [nodes: ['n01', 'n02'], gpusPerRank: 1]
    'a part of such a node'       | [gpus_per_node: 4]                     | [cpuIds: [0]]
    'cores that Slurm chooses'    | [overlap: false]                       | [cpuIds: [0, 1], threadsPerRank: 4, threadsPerCore: 2]
    "flags of site and job"       | [flags: ['-Q']]                        | [launchParams: ['--cpu-bind': 'cores', '-l': '']]
    "the job's own binding"       | [:]                                    | [cpuIds: [2], launchParams: ['--cpu-bind': 'verbose,map_cpu:5']]
    'no binding, for the site'    | [flags: ['--cpu-bind', 'none']]        | [cpuIds: [2]]
    'memory'                      | [:]                                    | [cpuIds: 0..7, memory: 4L << 30]
    'memory, cores by Slurm'      | [overlap: false]                       | [cpuIds: [0], memory: 1000]
    'another program'             | [program: '/s/run']                    | [:]

    line << [
        "srun --job-name=balsam-7 --nodes=1 --ntasks=1 --ntasks-per-node=1 --nodelist=n01 --overlap --kill-on-bad-exit=1 --export=ALL $BOUND 2 8 SLURM_CPUS_PER_TASK=1 -- sim",
        'srun --job-name=balsam-7 --nodes=1 --ntasks=1 --ntasks-per-node=1 --nodelist=n01 --overlap --kill-on-bad-exit=1 --export=ALL env SLURM_CPUS_PER_TASK=8 sim',
        'srun --job-name=balsam-7 --nodes=2 --ntasks=8 --ntasks-per-node=4 --cpus-per-task=3 --nodelist=n01,n02 --overlap --kill-on-bad-exit=1 --export=ALL --mpi=pmix sim',
        "srun --job-name=balsam-7 --nodes=1 --ntasks=1 --ntasks-per-node=1 --nodelist=n01 --overlap --kill-on-bad-exit=1 --export=ALL --gpus-per-node=4 $BOUND 0 8 SLURM_CPUS_PER_TASK=1 CUDA_VISIBLE_DEVICES=1 HIP_VISIBLE_DEVICES=1 -- sim",
        'srun --job-name=balsam-7 --nodes=1 --ntasks=1 --ntasks-per-node=1 --nodelist=n01 --overlap --kill-on-bad-exit=1 --export=ALL --gpus-per-node=4 env SLURM_CPUS_PER_TASK=1 sim',
        'srun --job-name=balsam-7 --nodes=1 --ntasks=1 --ntasks-per-node=1 --cpus-per-task=1 --nodelist=n01 --exact --mem=0 --kill-on-bad-exit=1 --export=ALL --gpus-per-node=1 env -u HIP_VISIBLE_DEVICES -u ZE_AFFINITY_MASK sim',
        "srun --job-name=balsam-7 --nodes=1 --ntasks=1 --ntasks-per-node=1 --nodelist=n01 --overlap --kill-on-bad-exit=1 --export=ALL $BOUND 0 8 SLURM_CPUS_PER_TASK=1 CUDA_VISIBLE_DEVICES= -- sim",
        'srun --job-name=balsam-7 --nodes=2 --ntasks=2 --ntasks-per-node=1 --cpus-per-task=1 --nodelist=n01,n02 --overlap --kill-on-bad-exit=1 --export=ALL env CUDA_VISIBLE_DEVICES= sim',
        'srun --job-name=balsam-7 --nodes=1 --ntasks=1 --ntasks-per-node=1 --cpus-per-task=1 --nodelist=n01 --exact --mem=0 --kill-on-bad-exit=1 --export=ALL env CUDA_VISIBLE_DEVICES= sim',
        'srun --job-name=balsam-7 --nodes=2 --ntasks=2 --ntasks-per-node=1 --cpus-per-task=1 --nodelist=n01,n02 --overlap --kill-on-bad-exit=1 --export=ALL --gpus-per-node=4 env -u HIP_VISIBLE_DEVICES -u ZE_AFFINITY_MASK sim',
        'srun --job-name=balsam-7 --nodes=2 --ntasks=4 --ntasks-per-node=2 --cpus-per-task=1 --nodelist=n01,n02 --overlap --kill-on-bad-exit=1 --export=ALL --gpus-per-node=2 sim',
        'srun --job-name=balsam-7 --nodes=2 --ntasks=6 --ntasks-per-node=3 --cpus-per-task=1 --nodelist=n01,n02 --overlap --kill-on-bad-exit=1 --export=ALL --gpus-per-node=1 sim',
        'srun --job-name=balsam-7 --nodes=2 --ntasks=2 --ntasks-per-node=1 --cpus-per-task=1 --nodelist=n01,n02 --overlap --kill-on-bad-exit=1 --export=ALL --gpus-per-node=4 sim',
        "srun --job-name=balsam-7 --nodes=1 --ntasks=1 --ntasks-per-node=1 --nodelist=n01 --overlap --kill-on-bad-exit=1 --export=ALL $BOUND 0 8 SLURM_CPUS_PER_TASK=1 -- sim",
        'srun --job-name=balsam-7 --nodes=1 --ntasks=1 --ntasks-per-node=1 --cpus-per-task=4 --nodelist=n01 --exact --mem=0 --kill-on-bad-exit=1 --export=ALL sim',
        'srun --job-name=balsam-7 --nodes=1 --ntasks=1 --ntasks-per-node=1 --cpus-per-task=1 --nodelist=n01 --overlap --kill-on-bad-exit=1 --export=ALL -Q --cpu-bind cores -l sim',
        'srun --job-name=balsam-7 --nodes=1 --ntasks=1 --ntasks-per-node=1 --nodelist=n01 --overlap --kill-on-bad-exit=1 --export=ALL --cpu-bind verbose,map_cpu:5 env SLURM_CPUS_PER_TASK=1 sim',
        'srun --job-name=balsam-7 --nodes=1 --ntasks=1 --ntasks-per-node=1 --nodelist=n01 --overlap --kill-on-bad-exit=1 --export=ALL --cpu-bind none env SLURM_CPUS_PER_TASK=1 sim',
        'srun --job-name=balsam-7 --nodes=1 --ntasks=1 --ntasks-per-node=1 --nodelist=n01 --overlap --mem=4096M --kill-on-bad-exit=1 --export=ALL env SLURM_CPUS_PER_TASK=1 sim',
        'srun --job-name=balsam-7 --nodes=1 --ntasks=1 --ntasks-per-node=1 --cpus-per-task=1 --nodelist=n01 --exact --mem=1M --kill-on-bad-exit=1 --export=ALL sim',
        '/s/run --job-name=balsam-7 --nodes=1 --ntasks=1 --ntasks-per-node=1 --cpus-per-task=1 --nodelist=n01 --overlap --kill-on-bad-exit=1 --export=ALL sim',
    ]
  }

  def "each rank has its share of the cores: #ranks ranks on #cores"() {
    when:
    def line = configured(wait_for_controller: false).commandLine(launch(cpuIds: cores, ranksPerNode: ranks, threadsPerRank: threads))

    then:
    line[line.indexOf('balsam') + 1] == groups

    where:
    cores        | ranks | threads || groups
    [0, 1, 2, 3] | 2     | 2       || '0,1 2,3'
    [7, 0, 4]    | 3     | 1       || '0 4 7'
    [4, 5]       | 4     | 1       || '4 4 5 5'
    [1, 2, 3]    | 2     | 2       || '1 2,3'
  }

  def "a rank has the variables that are set for it, and its own as they were, also those that the script itself uses"() {
    given:
    def own = ['groups', 'key', 'value', 'part', 'n', 'out', 'allowed', 'left', 'cpus', 'cpu', 'siblings', 'sibling', 'each', 'core', 'mine', 'need']
    def line = configured(wait_for_controller: false).commandLine(launch(cpuIds: [0], command: ['env'],
        gpuVariables: [CUDA_VISIBLE_DEVICES: '0,1', HIP_VISIBLE_DEVICES: '']))

    when: 'what srun would start on the node'
    def builder = new ProcessBuilder(line.drop(line.indexOf('bash')))
    builder.environment().putAll(own.collectEntries { [it, "own $it".toString()] } + [SLURM_LOCALID: '0'])
    def seen = builder.start().inputStream.readLines()

    then:
    seen.containsAll(own.collect { "$it=own $it".toString() })
    seen.containsAll(['SLURM_CPUS_PER_TASK=1', 'CUDA_VISIBLE_DEVICES=0,1', 'HIP_VISIBLE_DEVICES='])
  }

  def "task binding is switched off only where Slurm does it by itself: #plugins"() {
    given:
    def commands = new RecordedCommands().answer('scontrol show config', "Foo = affinity\nTaskPlugin              = $plugins\nTaskPluginParam = (null type)\n")
    def runner = new SrunProvider().create(new PluginConfig([:]), TestContext.recorded(commands, Path.of('.')))

    expect:
    runner.commandLine(launch(cpuIds: [1])).contains('--cpu-bind=none') == told
    !runner.commandLine(launch(cpuIds: 0..7)).contains('--cpu-bind=none')

    where:
    plugins                     || told
    'task/affinity'             || true
    'task/cgroup,task/affinity' || true
    'affinity,cgroup'           || true
    'task/cgroup'               || false
    'task/none'                 || false
  }

  def "srun that fails because the controller is down is called again: #tries"() {
    given: 'commands that answer as told, one line a call'
    def folder = Files.createDirectory(folder.resolve('bin'))
    [srun: tries, scontrol: pings].each { name, answers ->
      folder.resolve("${name}.answers").text = answers.join('\n') + '\n'
      folder.resolve(name).text = """#!/bin/sh
        echo "$name \$*" >>$folder/calls
        answer=\$(head -n1 $folder/${name}.answers); sed -i 1d $folder/${name}.answers
        exit \$answer
        """.stripIndent()
      folder.resolve(name).toFile().executable = true
    }
    def builder = new ProcessBuilder(configured([:]).commandLine(launch(command: ['sim', 'a b'])))
    builder.environment().PATH = "$folder:${System.getenv('PATH')}".toString()

    expect:
    builder.start().waitFor() == tries.last()
    def calls = folder.resolve('calls').readLines()
    calls.count { it.startsWith('srun') } == tries.size()
    calls.findAll { it.startsWith('srun') }.every { it.endsWith('sim a b') }
    calls.count('scontrol ping') == pings.size()

    where:
    tries         | pings
    [0]           | []
    [1]           | []
    [213]         | [0]
    [213, 0]      | [1, 0]
    [213, 213, 7] | [1, 0, 1, 0]
  }

  def "a launch parameter without its dashes is refused, since it would be run as the program"() {
    when:
    runner().commandLine(launch(launchParams: ['cpu-bind': 'cores']))

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.USER
    e.message == "launch parameter 'cpu-bind': srun would run it as the program: write '--cpu-bind'"
  }

  private static MpiRunner configured(Map<String, ?> settings) {
    new SrunProvider().create(new PluginConfig(settings), TestContext.recorded(new RecordedCommands().notInstalled('scontrol'), Path.of('.')))
  }

  def "progress messages of srun are not shown as the cause of a failure: #line"() {
    expect:
    runner().isNoise(line) == noise

    where:
    line                                                                                  | noise
    'srun: launch/slurm: _step_signal: Terminating StepId=5.202'                          | true
    'srun: error: n01: task 0: Exited with exit code 1'                                   | true
    'srun: Job 12 step creation temporarily disabled, retrying (Requested nodes are busy)' | true
    'srun: Step created for StepId=12.3'                                                  | true
    'slurmstepd-n01: error: *** STEP 64.0 ON n01 CANCELLED AT 2026-11-21T10:00:00 ***'    | true
    'slurmstepd: error: execve(): ./solve: No such file or directory'                     | false
    'slurmstepd: error: Detected 1 oom_kill event in StepId=7.0'                          | false
    'srun: error: Node failure on n02'                                                    | false
    'srun: error: Unable to create step for job 9: Requested node configuration is not available' | false
    "srun: unrecognized option '--nonsense=yes'"                                          | false
    "srun: option '--nt' is ambiguous; possibilities: '--ntasks' '--ntasks-per-core'"     | false
    "srun: option '--mem' requires an argument"                                           | false
    "srun: invalid option -- '9'"                                                         | false
    'srun: error: cannot find mpi plugin for mpi/nonsense'                                | false
    'srun: error: n01: task 0: Out Of Memory'                                             | false
    'Try "srun --help" for more information'                                              | true
    'srun: launch/slurm: _step_signal: Terminating StepId=7.3'                            | true
    'srun: error: n02: task 1: Segmentation fault (core dumped)'                          | true
    'srun: error: n02: tasks 1-3,5: Exited with exit code 139'                            | true
    'srun: Job step aborted: Waiting up to 32 seconds for job step to finish.'            | true
    'segmentation fault in srun: the program'                                             | false
    'ValueError: negative'                                                                | false
  }

  def "srun is to label, or write elsewhere, what ranks print: #options"() {
    expect:
    configured([:]).shapesOutput(options.collectEntries { [it, ''] }) == shapes
    configured([flags: options]).shapesOutput([:]) == shapes

    where:
    options                             | shapes
    ['--label']                         | true
    ['-l']                              | true
    ['--output=%t.txt']                 | true
    ['-eerrors']                        | true
    ['--exclusive', '--cpu-bind=cores'] | false
    ['--export=ALL', '-O', '-L', 'a']   | false
  }
}
