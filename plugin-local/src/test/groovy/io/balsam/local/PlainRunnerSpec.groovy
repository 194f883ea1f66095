package io.balsam.local

import io.balsam.spi.MpiRunner
import io.balsam.spi.PluginConfig
import io.balsam.testkit.MpiRunnerContract
import io.balsam.testkit.RecordedCommands
import io.balsam.testkit.TestContext
import java.nio.file.Path

class PlainRunnerSpec extends MpiRunnerContract {

  @Override
  MpiRunner runner() {
    new PlainRunnerProvider().create(PluginConfig.empty(), TestContext.recorded(new RecordedCommands(), Path.of('.')))
  }

  @Override
  boolean startsManyRanks() { false }

  @Override
  boolean takesLaunchParams() { false }

  def "one rank is the command itself"() {
    expect:
    runner().commandLine(launch(command: ['sim', '-v'])) == ['sim', '-v']
  }
}
