package io.balsam.ssh

import io.balsam.spi.PluginConfig
import io.balsam.spi.Transfer
import io.balsam.testkit.Sshd
import io.balsam.testkit.TestContext
import io.balsam.testkit.TransferContract
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Shared

@Requires(value = { Sshd.missing('sftp').empty }, reason = 'no sshd, ssh or sftp on this machine')
class ScpInSpec extends TransferContract {

  @Shared
  @AutoCleanup
  Sshd sshd = Sshd.start()

  @Override
  boolean tellsEnds() { true }

  @Override
  Transfer transfer() { new ScpTransferProvider().create(new PluginConfig([ssh: sshd.ssh()]), TestContext.real(folder)) }

  @Override
  String source(Path path) { Sshd.url(path) }
}
