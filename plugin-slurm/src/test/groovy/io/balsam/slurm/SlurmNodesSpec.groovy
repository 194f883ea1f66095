package io.balsam.slurm

import io.balsam.spi.ErrorKind
import io.balsam.spi.NodeDiscovery
import io.balsam.spi.PluginConfig
import io.balsam.spi.PluginException
import io.balsam.testkit.NodeDiscoveryContract
import io.balsam.testkit.RecordedCommands
import io.balsam.testkit.TestContext
import java.nio.file.Path
import java.time.Instant

class SlurmNodesSpec extends NodeDiscoveryContract {

  def commands = new RecordedCommands().answer('scontrol -o show node n[01-03],m7', 1, 'no answer')

  @Override
  NodeDiscovery discovery() { configured([:]) }

  @Override
  Map<String, String> allocation() {
    [SLURM_JOB_ID: '77', SLURM_JOB_NODELIST: 'n[01-03],m7', SLURM_JOB_CPUS_PER_NODE: '4(x3),2']
  }

  @Override
  String batchId() { '77' }

  def "memory is what Slurm counts for us, or else that of nodes which are ours alone: #environment"() {
    given:
    commands = new RecordedCommands().answer('scontrol -o show node n[01-03],m7', ['n01', 'n02', 'n03', 'm7'].collect {
      "NodeName=$it Arch=x86_64 CPUAlloc=4 CPUTot=4 Gres=gpu:a100:2(S:0),fpga:xilinx:2,scratch:0,nvme:1 RealMemory=64000 AllocMem=0 MemSpecLimit=2000 State=ALLOCATED"
    }.join('\n'))

    when:
    def nodes = discovery().nodes(allocation() + environment)

    then: 'we have only two of the four CPUs of m7'
    nodes*.memory()*.intdiv(1 << 20) == memory
    nodes*.resources() == [[fpga: 2, nvme: 1]] * 3 + [[:]]

    where:
    environment                 || memory
    [:]                         || [62000, 62000, 62000, 0]
    [SLURM_MEM_PER_NODE: '500'] || [500] * 4
    [SLURM_MEM_PER_CPU: '100']  || [400, 400, 400, 200]
  }

  def "nodes may have different numbers of CPUs"() {
    expect:
    discovery().nodes(allocation()).collect { "${it.name()} ${it.cpuIds().size()}" as String } ==
        ['n01 4', 'n02 4', 'n03 4', 'm7 2']
  }

  def "#settings: CPUs #cpus"() {
    expect:
    configured(settings).nodes(allocation())*.cpuIds()*.size() == cpus

    where:
    settings                       | cpus
    [threads_per_core: 2]          | [2, 2, 2, 1]
    [cpus: 3]                      | [3, 3, 3, 3]
    [cpus: 3, threads_per_core: 2] | [3, 3, 3, 3]
  }

  def "GPUs of #environment with #settings are #gpus"() {
    expect:
    configured(settings).nodes(allocation() + environment)*.gpuIds().unique() == [gpus]

    where:
    settings  | environment                                      | gpus
    [:]       | [:]                                              | []
    [:]       | [SLURM_JOB_GPUS: '0,1,3']                        | [0, 1, 3]
    [:]       | [SLURM_JOB_GPUS: '0-3']                          | [0, 1, 2, 3]
    [:]       | [SLURM_GPUS_ON_NODE: '2']                        | [0, 1]
    [:]       | [SLURM_JOB_GPUS: '2', SLURM_GPUS_ON_NODE: '1']   | [2]
    [gpus: 0] | [SLURM_JOB_GPUS: '0,1']                          | []
    [gpus: 4] | [:]                                              | [0, 1, 2, 3]
  }

  def "GPUs have the names that Slurm gives them in this environment: #environment"() {
    given:
    def node = configured([:]).nodes(allocation() + environment)[0]

    expect:
    node.gpuIds() == [2, 3]
    node.gpuNames() == names

    where:
    environment                                                              || names
    [SLURM_JOB_GPUS: '2,3']                                                  || []
    [SLURM_JOB_GPUS: '2,3', CUDA_VISIBLE_DEVICES: '0,1']                     || ['0', '1']
    [SLURM_JOB_GPUS: '2,3', ROCR_VISIBLE_DEVICES: '2,3']                     || ['2', '3']
    [SLURM_JOB_GPUS: '2,3', CUDA_VISIBLE_DEVICES: '0']                       || []
  }

  def "for counts that do not match the nodes the message says what to set"() {
    when:
    discovery().nodes(allocation() + [SLURM_JOB_CPUS_PER_NODE: text])

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.SITE
    e.message == "SLURM_JOB_CPUS_PER_NODE is '$text', which does not match 4 nodes: set 'cores' of nodes slurm"

    where:
    text << ['', '4(x3)', '4(x5)', 'four(x4)']
  }

  def "an element of an array is named as one"() {
    expect:
    discovery().batchId([SLURM_JOB_ID: '34', SLURM_ARRAY_JOB_ID: '32', SLURM_ARRAY_TASK_ID: '1']).get() == '32_1'
  }

  def "its end is what the job's environment says, or squeue: #said"() {
    given:
    commands.answer('squeue -h -a -j 77 -o %e', rc, said)

    expect:
    discovery().end(allocation() + environment).orElse(null) == end

    where:
    environment                       | rc | said                  | end
    [SLURM_JOB_END_TIME: '1795243200'] | 1  | 'not asked'           | Instant.ofEpochSecond(1795243200)
    [:]                               | 0  | '2026-11-21T00:12:42' | Instant.parse('2026-11-21T00:12:42Z')
    [:]                               | 0  | 'N/A'                 | null
    [:]                               | 1  | 'slurm_load_jobs error: Unable to contact slurm controller (connect failure)' | null
  }

  private NodeDiscovery configured(Map<String, ?> settings) {
    new SlurmNodesProvider().create(new PluginConfig(settings), TestContext.recorded(commands, Path.of('.')))
  }
}
