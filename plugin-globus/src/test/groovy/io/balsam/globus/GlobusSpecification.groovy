package io.balsam.globus

import io.balsam.globus.emulator.GlobusEmulator
import io.balsam.spi.PluginConfig
import io.balsam.spi.Transfer
import io.balsam.testkit.TestContext
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions

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

  Transfer transferOf(Path site, Map more = [:]) {
    new GlobusTransferProvider().create(new PluginConfig(settings(site) + more), TestContext.real(site))
  }

  /** A path as a URL has it. */
  static String url(String collection, Path path) {
    "globus://$collection" + new URI(null, null, path.toString(), null).rawPath
  }
}
