package io.balsam.cobalt

import io.balsam.spi.ErrorKind
import io.balsam.spi.LaunchEnd
import io.balsam.spi.MpiRunner
import io.balsam.spi.PluginConfig
import io.balsam.spi.PluginException
import io.balsam.testkit.MpiRunnerContract
import io.balsam.testkit.TestContext
import java.nio.file.Path

class AprunSpec extends MpiRunnerContract {

  @Override
  MpiRunner runner() {
    new AprunProvider().create(PluginConfig.empty(), TestContext.real(Path.of('.')))
  }

  @Override
  Map<LaunchEnd, List<String>> sayings() {
    [(LaunchEnd.STOPPED)    : ['[NID 01030] 2016-03-01 08:00:02 Apid 12345 killed. Received node failed or halted event for nid 1030'],
     (LaunchEnd.NOT_CREATED): ["apsched: claim exceeds reservation's node-count"],
     (LaunchEnd.UNTOLD)     : ['[NID 01030] 2016-03-01 08:00:02 Apid 12345: initiated application termination']]
  }

  @Override
  List<String> hosts() { ['nid01001', 'nid01030'] }

  @Override
  String written(String host) { host.drop(4) }

  @Override
  Map<String, String> launchParams() { ['-r': '1'] }

  @Override
  boolean sharesNodes() { false }

  def "aprun starts eight ranks on two nodes"() {
    expect:
    runner().commandLine(launch(nodes: hosts(), ranksPerNode: 4, threadsPerRank: 16, threadsPerCore: 2, launchParams: params)) ==
        "aprun -n 8 -N 4 -L 1001,1030 $words sim".split(' ')

    where:
    params                               || words
    [:]                                  || '-cc none -d 16 -j 2'
    [cpu_affinity: 'depth', '-r': '1']   || '-cc depth -d 16 -j 2 -r 1'
    ['-cc': '0,2']                       || '-d 16 -j 2 -cc 0,2'
  }

  def "an unknown affinity is refused"() {
    when:
    runner().commandLine(launch(launchParams: [cpu_affinity: 'deep']))

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.USER
    e.message == "launch parameter 'cpu_affinity': deep: must be none, depth, cpu or numa_node"
  }
}
