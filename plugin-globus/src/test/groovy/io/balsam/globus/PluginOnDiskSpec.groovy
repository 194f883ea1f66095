package io.balsam.globus

import io.balsam.globus.emulator.GlobusEmulator
import io.balsam.spi.PluginConfig
import io.balsam.spi.Provider
import io.balsam.spi.TransferProvider
import io.balsam.testkit.TestContext
import java.nio.file.Path
import java.util.jar.Manifest
import spock.lang.Specification
import spock.lang.TempDir

/** What PF4J and the plugin host look at. */
class PluginOnDiskSpec extends Specification {

  @TempDir
  Path site

  def "every provider is in the index that the annotation processor writes, and in the manifest with its aliases"() {
    given:
    def index = getClass().classLoader.getResources('META-INF/extensions.idx').toList()
        .collectMany { it.readLines() }.findAll { it.startsWith('io.balsam.globus.') }
    def manifest = getClass().classLoader.getResources('META-INF/MANIFEST.MF').toList()
        .collect { new Manifest(it.openStream()).mainAttributes }.find { it.getValue('Plugin-Id') == 'globus' }
    def names = index.collect { Class.forName(it).getConstructor().newInstance() as Provider }
        .collectMany { [it.name()] + it.aliases() }

    expect:
    index.toSet() == [GlobusTransferProvider, GridFtpProvider]*.name.toSet()
    manifest.getValue('Balsam-Provides').split(',')*.trim()*.split(' ')*.last().sort() == names.sort()
    !manifest.getValue('Plugin-Version').contains('${')
  }

  def "the folder that is distributed needs no class of the host but the SPI's and those that it uses"() {
    given:
    def folder = Path.of(System.getProperty('basedir', '')).toAbsolutePath().resolve('target')
    def jars = folder.resolve('lib').toFile().listFiles().toList()
    def host = getClass().classLoader
    def shared = new ClassLoader(ClassLoader.platformClassLoader) {
      @Override
      protected Class<?> findClass(String name) {
        if (['io.balsam.spi.', 'org.pf4j.', 'org.slf4j.', 'org.jspecify.'].any { name.startsWith(it) }) {
          return host.loadClass(name)
        }
        throw new ClassNotFoundException(name)
      }
    }
    def loader = new URLClassLoader(([folder.resolve('classes').toFile()] + jars)*.toURI()*.toURL() as URL[], shared)
    def provider = loader.loadClass(GlobusTransferProvider.name).getConstructor().newInstance() as TransferProvider
    def globus = GlobusEmulator.start()
    globus.auth.clients['person'] = ''
    def config = new PluginConfig([endpoint_id: globus.collection(site), client_id: 'person', token_file: 'tokens.json', transfer_url: globus.url, auth_url: globus.url])

    when:
    def transfer = provider.create(config, TestContext.real(site))
    def login = transfer.login().get()
    login.complete(globus.auth.open(login.link()))

    then:
    transfer.class.classLoader == loader
    transfer.newSubmission().length() == 36
    jars*.name*.replaceFirst(/-\d.*/, '').toSet() == ['jackson-annotations', 'jackson-core', 'jackson-databind'].toSet()

    cleanup:
    globus?.close()
  }
}
