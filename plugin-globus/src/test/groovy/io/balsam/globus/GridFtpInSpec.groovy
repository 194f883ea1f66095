package io.balsam.globus

import io.balsam.spi.PluginConfig
import io.balsam.spi.Transfer
import io.balsam.testkit.GridFtpServer
import io.balsam.testkit.TestContext
import io.balsam.testkit.TransferContract
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Shared

/** The contract, with the source on a GridFTP server. */
@Requires(value = { GridFtpServer.missing().empty }, reason = 'GridFTP is not installed here')
class GridFtpInSpec extends TransferContract {

  @Shared
  @AutoCleanup
  GridFtpServer server = GridFtpServer.start()

  Transfer used

  @Override
  boolean tellsEnds() { true }

  @Override
  Transfer transfer() {
    used = used ?: new GridFtpProvider().create(new PluginConfig([:]), TestContext.real(folder.resolve('site').tap { it.toFile().mkdirs() }))
  }

  @Override
  String source(Path path) { server.url(path) }

  @Override
  boolean takesName(String name) { name.chars().allMatch { it >= 32 && it < 127 } }

  @Override
  boolean movesDirectories() { false }
}
