package io.balsam.globus

import io.balsam.globus.emulator.GlobusEmulator
import io.balsam.spi.PluginConfig
import io.balsam.spi.Transfer
import io.balsam.spi.TransferReport
import io.balsam.spi.TransferState
import io.balsam.testkit.HostCommands
import io.balsam.testkit.TestContext
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import java.time.Clock
import spock.util.concurrent.PollingConditions

/** What specs of transfers through the emulator share: a site, and two collections that show the same folder. */
trait GlobusSpecification {

  GlobusEmulator globus
  String here
  String there

  /** Starts a service with the client {@code site}, whose collections show the root directory of this machine. */
  void startGlobus() {
    globus = GlobusEmulator.start()
    globus.auth.clients['site'] = 'secret'
    globus.auth.clients['person'] = ''
    here = globus.collection(Path.of('/'))
    there = globus.collection(Path.of('/'))
  }

  Map settings(Path site) {
    Files.createDirectories(site)
    def secret = site.resolve('secret')
    if (!Files.exists(secret)) {
      Files.createFile(secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString('rw-------')))
      secret.text = 'secret\n'
    }
    [endpoint_id: here, client_id: 'site', client_secret_file: 'secret', token_file: 'tokens.json', transfer_url: globus.url, auth_url: globus.url]
  }

  Transfer transferOf(Path site, Map more = [:], Clock clock = Clock.systemUTC()) {
    new GlobusTransferProvider().create(new PluginConfig(settings(site) + more), new TestContext(new HostCommands(), clock, site))
  }

  /** Waits until a task has ended. */
  TransferReport ended(Transfer transfer, String id) {
    reported(transfer, id) { it.state() in [TransferState.DONE, TransferState.FAILED] }
  }

  /** Waits for a report. */
  TransferReport reported(Transfer transfer, String id, Closure<Boolean> wanted) {
    new PollingConditions(timeout: 30, delay: 0.02).eventually { assert wanted(transfer.status([id])[id]) }
    transfer.status([id])[id]
  }

  /** A path as a URL has it. */
  static String url(String collection, Path path) {
    "globus://$collection" + new URI(null, null, path.toString(), null).rawPath
  }
}
