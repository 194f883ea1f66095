package io.balsam.testkit

import io.balsam.spi.ErrorKind
import io.balsam.spi.NodeDiscovery
import io.balsam.spi.PluginException
import spock.lang.Requires
import spock.lang.Specification

/** What every node discovery promises. */
abstract class NodeDiscoveryContract extends Specification {

  /** The discovery under test. */
  abstract NodeDiscovery discovery()

  /** The environment of a launcher inside an allocation. */
  abstract Map<String, String> allocation()

  /** Whether there are nodes only inside an allocation of a batch system. */
  boolean needsAllocation() { true }

  /** The batch system's id in {@link #allocation()}; empty where there is none. */
  String batchId() { '' }

  def "the allocation's BatchJob is named as its scheduler names it"() {
    expect:
    discovery().batchId(allocation()).orElse('') == batchId()
  }

  def "an environment without a BatchJob is not an error"() {
    expect:
    discovery().batchId([:]).empty
    discovery().end([:]).empty
  }

  def "there is a node, and all have different names"() {
    given:
    def nodes = discovery().nodes(allocation())

    expect:
    !nodes.empty
    nodes*.name().toSet().size() == nodes.size()
    nodes.every { !it.name().blank }
  }

  def "every node has a core, and no core or GPU is counted twice"() {
    expect:
    discovery().nodes(allocation()).every {
      !it.cpuIds().empty && unique(it.cpuIds()) && unique(it.gpuIds())
    }
  }

  def "the same environment gives the same nodes in the same order"() {
    expect:
    discovery().nodes(allocation()) == discovery().nodes(allocation())
  }

  @Requires(value = { instance.needsAllocation() }, reason = 'it needs no allocation')
  def "outside an allocation the message says what is missing"() {
    when:
    discovery().nodes([:])

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.SITE
    !e.message.blank
  }

  static boolean unique(List<Integer> ids) {
    ids.toSet().size() == ids.size() && ids.every { it >= 0 }
  }
}
