package io.balsam.local

import io.balsam.spi.Provider
import java.util.jar.Manifest
import spock.lang.Specification

/** What PF4J and the plugin host look at. */
class PluginOnDiskSpec extends Specification {

  static final List<Provider> PROVIDERS = [
      new LocalSchedulerProvider(), new LocalNodesProvider(), new PlainRunnerProvider(), new MpirunProvider(),
      new CopyTransferProvider(), new LinkTransferProvider()]

  def "every provider is in the index that the annotation processor writes"() {
    given:
    def index = getClass().classLoader.getResources('META-INF/extensions.idx').toList()
        .collectMany { it.readLines() }.findAll { it.startsWith('io.balsam.local.') }

    expect:
    index.toSet() == PROVIDERS*.class*.name.toSet()
    index.every { Provider.isAssignableFrom(Class.forName(it)) }
  }

  def "the manifest says who it is, and names every provider and every alias"() {
    given:
    def manifest = getClass().classLoader.getResources('META-INF/MANIFEST.MF').toList()
        .collect { new Manifest(it.openStream()).mainAttributes }.find { it.getValue('Plugin-Id') == 'local' }

    def offered = manifest.getValue('Balsam-Provides').split(',')*.trim()*.split(' ')*.last()

    expect:
    offered.toSet() == PROVIDERS.collectMany { [it.name()] + it.aliases() }.toSet()
    ['Plugin-Version', 'Plugin-Provider', 'Plugin-Description', 'Plugin-Requires'].every {
      manifest.getValue(it) && !manifest.getValue(it).contains('${')
    }
  }
}
