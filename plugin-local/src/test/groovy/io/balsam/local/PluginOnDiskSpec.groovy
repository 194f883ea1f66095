package io.balsam.local

import io.balsam.spi.Provider
import java.util.jar.Manifest
import spock.lang.Specification

/** What PF4J and the plugin host look at. */
class PluginOnDiskSpec extends Specification {

  def "every provider is in the index that the annotation processor writes"() {
    given:
    def index = getClass().classLoader.getResources('META-INF/extensions.idx').toList()
        .collectMany { it.readLines() }.findAll { it.startsWith('io.balsam.local.') }

    expect:
    index.toSet() == [LocalSchedulerProvider, LocalNodesProvider, PlainRunnerProvider, MpirunProvider,
                      CopyTransferProvider, LinkTransferProvider]*.name.toSet()
    index.every { Provider.isAssignableFrom(Class.forName(it)) }
  }

  def "the manifest says who it is and what it needs"() {
    given:
    def manifest = getClass().classLoader.getResources('META-INF/MANIFEST.MF').toList()
        .collect { new Manifest(it.openStream()).mainAttributes }.find { it.getValue('Plugin-Id') == 'local' }

    expect:
    ['Plugin-Version', 'Plugin-Provider', 'Plugin-Description', 'Plugin-Requires', 'Balsam-Provides'].every {
      manifest.getValue(it) && !manifest.getValue(it).contains('${')
    }
  }
}
