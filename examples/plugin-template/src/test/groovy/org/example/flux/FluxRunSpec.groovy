package org.example.flux

import io.balsam.spi.ErrorKind
import io.balsam.spi.MpiRunner
import io.balsam.spi.PluginConfig
import io.balsam.spi.PluginException
import io.balsam.testkit.MpiRunnerContract
import io.balsam.testkit.RecordedCommands
import io.balsam.testkit.TestContext
import java.nio.file.Path

/** The contract of all runners, and what is special about this one. */
class FluxRunSpec extends MpiRunnerContract {

  @Override
  MpiRunner runner() { runnerWith([:]) }

  def "a job of #nodes nodes, #ranks ranks each"() {
    expect:
    runner().commandLine(launch(nodes: hosts().take(nodes), ranksPerNode: ranks, threadsPerRank: 4, threadsPerCore: 2))
        .join(' ') == line

    where:
    nodes | ranks | line
    1     | 1     | 'flux run --nodes=1 --ntasks=1 --cores-per-task=2 --requires=host:n01 sim'
    2     | 3     | 'flux run --nodes=2 --ntasks=6 --cores-per-task=2 --requires=host:n01,n02 sim'
  }

  def "the site's flags come first, then what the job's author asks for"() {
    given:
    def runner = runnerWith(program: '/opt/flux', flags: ['-o', 'pmi=pmix'])

    expect:
    runner.commandLine(launch(launchParams: ['--label-io': '', '--queue': 'debug'])).join(' ') ==
        '/opt/flux run --nodes=1 --ntasks=1 --cores-per-task=1 --requires=host:n01 -o pmi=pmix --label-io --queue=debug sim'
  }

  def "a launch parameter that is not an option is the author's mistake"() {
    when:
    runner().commandLine(launch(launchParams: [queue: 'debug']))

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.USER
  }

  private MpiRunner runnerWith(Map<String, ?> settings) {
    new FluxRunProvider().create(new PluginConfig(settings), TestContext.recorded(new RecordedCommands(), Path.of('.')))
  }
}
