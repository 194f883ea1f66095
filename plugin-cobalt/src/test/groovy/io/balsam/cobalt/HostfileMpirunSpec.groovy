package io.balsam.cobalt

import io.balsam.spi.MpiRunner
import io.balsam.spi.PluginConfig
import io.balsam.testkit.MpiRunnerContract
import io.balsam.testkit.TestContext
import java.nio.file.Path

class HostfileMpirunSpec extends MpiRunnerContract {

  @Override
  MpiRunner runner() { configured([:]) }

  def "mpirun starts eight ranks on two nodes"() {
    given:
    def root = System.getProperty('user.name') == 'root' ? '--allow-run-as-root ' : ''

    expect:
    configured(hostfile: '/var/nodes.7', exports: ['A', 'B']).commandLine(
        launch(nodes: hosts(), ranksPerNode: 4, gpuVariables: gpus, launchParams: params)) ==
        "mpirun -hostfile /var/nodes.7 --oversubscribe $binding$root-n 8 -npernode 4 -x A -x B $rest sim".split(' ')

    where:
    gpus                        | params                | binding           | rest
    [:]                         | [:]                   | '--bind-to none ' | '--host n01,n02'
    [CUDA_VISIBLE_DEVICES: ''] | [:]                   | '--bind-to none ' | '-x CUDA_VISIBLE_DEVICES --host n01,n02'
    [:]                         | ['--bind-to': 'core'] | ''                | '--host n01,n02 --bind-to core'
  }

  def "outside an allocation no node file is named"() {
    expect:
    !runner().commandLine(launch([:])).contains('-hostfile')
  }

  private static MpiRunner configured(Map<String, ?> settings) {
    new HostfileMpirunProvider().create(new PluginConfig(settings), TestContext.real(Path.of('.')))
  }
}
