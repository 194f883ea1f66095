package io.balsam.cobalt

import io.balsam.spi.ErrorKind
import io.balsam.spi.NodeDiscovery
import io.balsam.spi.PluginConfig
import io.balsam.spi.PluginException
import io.balsam.testkit.NodeDiscoveryContract
import io.balsam.testkit.TestContext
import java.nio.file.Path
import java.time.Instant
import spock.lang.TempDir

class CobaltNodesSpec extends NodeDiscoveryContract {

  @TempDir
  Path folder

  @Override
  NodeDiscovery discovery() { made(new CobaltNodesProvider()) }

  @Override
  Map<String, String> allocation() {
    [COBALT_JOBID: '7', COBALT_PARTNAME: '1001-1003,1030', COBALT_PARTSIZE: '4', COBALT_ENDTIME: '1795220449']
  }

  @Override
  String batchId() { '7' }

  def "the nodes of a Cray's partition #partition are read"() {
    expect:
    discovery().nodes([COBALT_PARTNAME: partition])*.name() == names

    where:
    partition               || names
    '1001-1005,1030'        || ['nid01001', 'nid01002', 'nid01003', 'nid01004', 'nid01005', 'nid01030']
    '12'                    || ['nid00012']
    '1001-1002,1030,4-5'    || ['nid01001', 'nid01002', 'nid01030', 'nid00004', 'nid00005']
  }

  def "a long list of ranges is read"() {
    expect:
    discovery().nodes([COBALT_PARTNAME: '1001-1005,1030,1034-1200']).size() == 5 + 1 + 167
  }

  def "a cluster's nodes are in the node file; a node that is there twice is one"() {
    given:
    def file = folder.resolve('cobalt.7')
    file.text = 'thetagpu01\nthetagpu02\nthetagpu02\n\n'

    expect:
    made(new ThetaGpuNodesProvider()).nodes(
        [COBALT_PARTNAME: 'thetagpu01', COBALT_PARTSIZE: '2', COBALT_NODEFILE: file.toString()])*.name() == ['thetagpu01', 'thetagpu02']
  }

  def "without a node file the node of a single-node allocation is known, several are not"() {
    given:
    def environment = [COBALT_PARTNAME: 'c004', COBALT_PARTSIZE: size, COBALT_NODEFILE: '/no/such/cobalt.1']

    when:
    def result
    try {
      result = discovery().nodes(environment)*.name()
    } catch (PluginException e) {
      assert e.kind() == ErrorKind.SITE
      result = e.message
    }

    then:
    result == told

    where:
    size || told
    '1'  || ['c004']
    '2'  || "COBALT_NODEFILE '/no/such/cobalt.1' cannot be read, and COBALT_PARTNAME 'c004' does not name all 2 nodes"
  }

  def "cores and GPUs are those of the machine, or what the settings say"() {
    given:
    def node = made(provider, settings).nodes(allocation())[0]

    expect:
    [node.cpuIds().size(), node.gpuIds().size()] == [cores, gpus]

    where:
    provider                    | settings            || cores | gpus
    new CobaltNodesProvider()   | [:]                 || 64    | 0
    new ThetaGpuNodesProvider() | [:]                 || 128   | 8
    new CooleyNodesProvider()   | [:]                 || 12    | 2
    new CobaltNodesProvider()   | [slots: 2, gpus: 1] || 2     | 1
  }

  def "the id and the end of the allocation are found"() {
    expect:
    discovery().batchId(allocation()).get() == '7'
    discovery().end(allocation()).get() == Instant.ofEpochSecond(1795220449)
    discovery().batchId([:]).empty
    discovery().end([:]).empty
  }

  private NodeDiscovery made(provider, Map<String, ?> settings = [:]) {
    provider.create(new PluginConfig(settings), TestContext.real(folder))
  }
}
