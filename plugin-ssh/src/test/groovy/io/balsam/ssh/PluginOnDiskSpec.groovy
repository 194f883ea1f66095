package io.balsam.ssh

import io.balsam.spi.Provider
import java.util.jar.Manifest
import spock.lang.Specification

/** What PF4J and the plugin host look at. */
class PluginOnDiskSpec extends Specification {

  def "every provider is in the index that the annotation processor writes, and in the manifest"() {
    given:
    def index = getClass().classLoader.getResources('META-INF/extensions.idx').toList()
        .collectMany { it.readLines() }.findAll { it.startsWith('io.balsam.ssh.') }
    def manifest = getClass().classLoader.getResources('META-INF/MANIFEST.MF').toList()
        .collect { new Manifest(it.openStream()).mainAttributes }.find { it.getValue('Plugin-Id') == 'ssh' }
    def names = index.collect { Class.forName(it).getConstructor().newInstance() as Provider }*.name()

    expect:
    index.toSet() == [RsyncTransferProvider, ScpTransferProvider]*.name.toSet()
    manifest.getValue('Balsam-Provides').split(',')*.trim().sort() == names.collect { "transfer $it".toString() }.sort()
    !manifest.getValue('Plugin-Version').contains('${')
  }
}
