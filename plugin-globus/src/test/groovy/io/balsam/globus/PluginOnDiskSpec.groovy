package io.balsam.globus

import io.balsam.spi.Provider
import java.util.jar.Manifest
import spock.lang.Specification

/** What PF4J and the plugin host look at. */
class PluginOnDiskSpec extends Specification {

  def "every provider is in the index that the annotation processor writes, and in the manifest with its aliases"() {
    given:
    def index = getClass().classLoader.getResources('META-INF/extensions.idx').toList()
        .collectMany { it.readLines() }.findAll { it.startsWith('io.balsam.globus.') }
    def manifest = getClass().classLoader.getResources('META-INF/MANIFEST.MF').toList()
        .collect { new Manifest(it.openStream()).mainAttributes }.find { it.getValue('Plugin-Id') == 'globus' }
    def names = index.collect { Class.forName(it).getConstructor().newInstance() as Provider }
        .collectMany { [it.name()] + it.aliases() }

    expect:
    index.toSet() == [GlobusTransferProvider]*.name.toSet()
    manifest.getValue('Balsam-Provides').split(',')*.trim()*.split(' ')*.last().sort() == names.sort()
    !manifest.getValue('Plugin-Version').contains('${')
  }
}
