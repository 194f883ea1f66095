package io.balsam.engine.plugin

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification

/** docs/plugins.md against the code. */
class PluginPageSpec extends Specification {

  static final Path REPOSITORY = Path.of(System.getProperty('basedir', '.')).toAbsolutePath().resolve('..').normalize()

  def page = REPOSITORY.resolve('docs/plugins.md').text

  def "every complaint on the page is one that the host makes"() {
    given:
    def code = ['plugin', 'config'].collectMany { Files.list(REPOSITORY.resolve("engine/src/main/java/io/balsam/engine/$it")).toList() }*.text.join()
    def rows = page.readLines().dropWhile { it != '| it says | because | so |' }.drop(2).takeWhile { it.startsWith('|') }
    def phrases = rows.collectMany { (it.split(/\|/)[1] =~ /`([^`]+)`/).collect { all, phrase -> phrase } }

    expect:
    rows.size() > 15
    phrases.findAll { !code.contains(it.replace('unknown runner', 'unknown %s').replace('offers runner', 'offers %s')) } == []
  }

  def "code on the page is code of the template: #file"() {
    given:
    def source = REPOSITORY.resolve("examples/plugin-template/src/$file").text
    def shown = (page =~ /(?s)```$language[ a-z]*\n(.*?)```/).collect { all, text -> text }.find { it.contains(mark) }

    expect:
    source.contains(shown.trim())

    where:
    file                                         | language | mark
    'main/java/org/example/flux/FluxRunProvider.java' | 'java'   | 'class FluxRunProvider'
    'test/groovy/org/example/flux/FluxRunSpec.groovy' | 'groovy' | 'class FluxRunSpec'
  }
}
