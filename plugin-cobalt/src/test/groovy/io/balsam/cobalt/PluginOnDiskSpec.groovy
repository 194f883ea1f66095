package io.balsam.cobalt

import io.balsam.spi.Provider
import java.util.jar.Manifest
import spock.lang.Specification

/** What PF4J and the plugin host look at. */
class PluginOnDiskSpec extends Specification {

  static final List<Provider> PROVIDERS = [
      new CobaltSchedulerProvider(), new CobaltNodesProvider(), new ThetaGpuNodesProvider(), new CooleyNodesProvider(),
      new AprunProvider(), new HostfileMpirunProvider()]

  def "every provider is in the index that the annotation processor writes"() {
    given:
    def index = getClass().classLoader.getResources('META-INF/extensions.idx').toList()
        .collectMany { it.readLines() }.findAll { it.startsWith('io.balsam.cobalt.') }

    expect:
    index.toSet() == PROVIDERS*.class*.name.toSet()
  }

  def "the manifest names every provider and every alias"() {
    given:
    def manifest = getClass().classLoader.getResources('META-INF/MANIFEST.MF').toList()
        .collect { new Manifest(it.openStream()).mainAttributes }.find { it.getValue('Plugin-Id') == 'cobalt' }
    def offered = manifest.getValue('Balsam-Provides').split(',')*.trim()*.split(' ')*.last()

    expect:
    offered.toSet() == PROVIDERS.collectMany { [it.name()] + it.aliases() }.toSet()
    ['Plugin-Version', 'Plugin-Provider', 'Plugin-Description', 'Plugin-Requires'].every {
      manifest.getValue(it) && !manifest.getValue(it).contains('${')
    }
  }
}
