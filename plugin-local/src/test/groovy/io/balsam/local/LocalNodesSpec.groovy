package io.balsam.local

import io.balsam.spi.ErrorKind
import io.balsam.spi.NodeDiscovery
import io.balsam.spi.PluginConfig
import io.balsam.spi.PluginException
import io.balsam.testkit.NodeDiscoveryContract
import io.balsam.testkit.TestContext
import java.nio.file.Path
import java.time.Instant
import spock.lang.TempDir

class LocalNodesSpec extends NodeDiscoveryContract {

  @TempDir
  Path folder

  @Override
  NodeDiscovery discovery() { configured([:]) }

  @Override
  Map<String, String> allocation() { [PATH: folder.toString()] }

  @Override
  boolean needsAllocation() { false }

  def "without settings it is this machine with the cores we may use, and no GPUs without a tool"() {
    given:
    def nodes = discovery().nodes(allocation())

    expect:
    nodes*.name() == ['localhost']
    nodes[0].cpuIds().size() == Runtime.runtime.availableProcessors()
    nodes[0].gpuIds() == []
  }

  def "settings override what was found"() {
    given:
    def nodes = configured(nodes: 2, cores: 3, gpus: 4).nodes(allocation())

    expect:
    nodes*.name() == ['localhost', 'localhost-2']
    nodes*.cpuIds() == [[0, 1, 2]] * 2
    nodes*.gpuIds() == [[0, 1, 2, 3]] * 2
  }

  def "in a BatchJob the number of nodes, its id and its end are those requested"() {
    given:
    def environment = [BALSAM_BATCH_ID: '7', BALSAM_BATCH_NODES: '3', BALSAM_BATCH_END: '1795220449']

    expect:
    configured(nodes: nodes).nodes(environment)*.name() == ['localhost', 'localhost-2', 'localhost-3']
    discovery().batchId(environment).get() == '7'
    discovery().end(environment).get() == Instant.ofEpochSecond(1795220449)
    discovery().batchId([:]).empty
    discovery().end([:]).empty

    where:
    nodes << [1, 4]
  }

  def "GPUs are counted by nvidia-smi where there is one: #answer"() {
    given:
    def tool = folder.resolve('nvidia-smi')
    tool.text = "#!/bin/sh\n[ \"\$1\" = -L ] && $answer\n"
    tool.toFile().executable = true

    expect:
    discovery().nodes(allocation())[0].gpuIds() == gpus

    where:
    answer                                                                | gpus
    "printf 'GPU 0: A100 (UUID: a)\\nGPU 1: A100 (UUID: b)\\n'"           | [0, 1]
    "{ echo 'NVIDIA-SMI has failed: no driver'; exit 9; }"                | []
    "printf 'GPU 0: A100 (UUID: a)\\n  MIG 1g.5gb Device 0: (UUID: c)\\n'" | [0]
  }

  def "only the GPUs that we may use are there, by the names we know them by: #environment"() {
    given:
    def node = configured(settings).nodes(allocation() + environment)[0]

    expect:
    node.gpuIds() == (0..<names.size()).toList()
    node.gpuNames() == names

    where:
    environment                         | settings  || names
    [CUDA_VISIBLE_DEVICES: '2,3']       | [:]       || ['2', '3']
    [CUDA_VISIBLE_DEVICES: '5,2,3']     | [gpus: 2] || ['5', '2']
    [CUDA_VISIBLE_DEVICES: '']          | [:]       || []
    [ROCR_VISIBLE_DEVICES: 'GPU-1,3']   | [:]       || ['GPU-1', '3']
    [CUDA_VISIBLE_DEVICES: '2,3']       | [gpus: 0] || []
  }

  def "more GPUs than we may use are refused"() {
    when:
    configured(gpus: 3).nodes(allocation() + [CUDA_VISIBLE_DEVICES: '2,3'])

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.USER
    e.message == '3 GPUs are set, but CUDA_VISIBLE_DEVICES or a variable like it leaves 2: 2,3'
  }

  private NodeDiscovery configured(Map<String, ?> settings) {
    new LocalNodesProvider().create(new PluginConfig(settings), TestContext.real(folder))
  }
}
