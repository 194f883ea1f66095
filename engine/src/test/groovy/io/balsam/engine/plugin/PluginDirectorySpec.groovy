package io.balsam.engine.plugin

import io.balsam.engine.api.Json
import io.balsam.spi.PluginException
import java.nio.file.Files
import java.nio.file.Path

import static io.balsam.engine.plugin.PluginBuilder.lab
import static io.balsam.spi.ErrorKind.USER

class PluginDirectorySpec extends HostSpec {

  PluginDirectory directory

  def setup() { directory = new PluginDirectory(folder.resolve('home/plugins')) }

  def "a #shape is installed under its id and version, and works"() {
    given:
    def archive = build(lab(work), folder)

    when:
    def plugin = directory.install(archive)

    then:
    plugin.id() == 'lab'
    plugin.path() == installed(place)
    names() == [place]
    Files.exists(archive)
    host(installed('')).runner('labrun', [:]).commandLine(launch('x')) == ['x']

    where:
    shape | build                                                          || place
    'zip' | { p, to -> p.zip(to.resolve('some name.zip')) }      || 'lab-1.2.0'
    'jar' | { p, to -> p.jar(to.resolve('some name.jar')) }      || 'lab-1.2.0.jar'
  }

  def "another version replaces the one that is there, a zip a jar too"() {
    given:
    directory.install(lab(work).jar(folder.resolve('old.jar')))

    when:
    directory.install(lab(work).manifest('Plugin-Version': '1.3.0').zip(folder.resolve('new.zip')))

    then:
    names() == ['lab-1.3.0']

    when: 'the same again'
    directory.install(folder.resolve('new.zip'))

    then:
    names() == ['lab-1.3.0']
  }

  def "what does not work is not installed, and what is there stays: #fault"() {
    given:
    directory.install(lab(work).jar(folder.resolve('good.jar')))
    def archive = build(lab(work), folder)

    when:
    directory.install(archive)

    then:
    def e = thrown(PluginException)
    e.kind() == USER
    e.message.startsWith("plugin '$id' ($archive) $problem")
    names() == ['lab-1.2.0.jar']

    where:
    fault                       | build                                                                                                || id    | problem
    'no index'                  | { p, to -> p.without('META-INF/extensions.idx').zip(to.resolve('x.zip')) }                            || 'lab' | 'has no META-INF/extensions.idx'
    'a class that is not there' | { p, to -> p.without('lab/LabRunner.class').zip(to.resolve('x.zip')) }                                || 'lab' | 'lists lab.LabRunner'
    'for another Balsam'        | { p, to -> p.manifest('Plugin-Requires': '>=2.0.0').jar(to.resolve('x.jar')) }                        || 'lab' | 'requires Balsam >=2.0.0'
    'a name that is taken'      | { p, to -> p.manifest('Plugin-Id': 'lab2').jar(to.resolve('x.jar')) }                                 || 'lab2' | "offers runner labrun, as the plugin 'lab' does: remove that one first"
    'no archive at all'         | { p, to -> Files.write(to.resolve('x.zip'), [1, 2, 3] as byte[]) }                                    || 'x'   | 'cannot be read (zip END header not found)'
    'an entry that leads out'   | { p, to -> p.file('x', 'x'); evil(to.resolve('x.zip')) }                                              || 'x'   | 'cannot be read (its entry ../evil.txt leads out of it)'
  }

  def "what is no archive is refused: #name"() {
    given:
    folder.resolve('lab.txt').text = 'x'

    when:
    directory.install(folder.resolve(name))

    then:
    def e = thrown(PluginException)
    e.message == "${folder.resolve(name)} is no plugin to install: it must be a .zip or .jar file"

    where:
    name << ['lab.txt', 'none.zip', '.']
  }

  def "a plugin is removed by its id, with the zip it was unpacked from"() {
    given:
    directory.install(lab(work).jar(folder.resolve('a.jar')))
    lab(work).manifest('Plugin-Id': 'dropped', 'Balsam-Provides': 'runner other').zip(installed('dropped-in.zip'))
    PluginDirectory.list([installed('')])

    expect:
    names() == ['dropped-in', 'dropped-in.zip', 'lab-1.2.0.jar']

    when:
    def removed = directory.remove('dropped')

    then:
    removed.provides()*.toString() == ['runner other']
    names() == ['lab-1.2.0.jar']

    when:
    directory.remove('lbA')

    then:
    def e = thrown(PluginException)
    e.kind() == USER
    e.message == "no plugin 'lbA' in ${installed('')}: did you mean 'lab'?"
  }

  def "a zip that was dropped in is unpacked once, and again when it is replaced"() {
    given:
    def zip = lab(work).zip(plugins.resolve('lab.zip'))
    PluginDirectory.list([plugins])
    plugins.resolve('lab/classes/mine.txt').text = 'still here'

    when:
    PluginDirectory.list([plugins])

    then:
    plugins.resolve('lab/classes/mine.txt').text == 'still here'

    when:
    lab(work).manifest('Plugin-Version': '9.9.9').zip(zip)
    zip.toFile().lastModified = System.currentTimeMillis() + 60_000

    then:
    PluginDirectory.list([plugins])*.version() == ['9.9.9']
    plugins.toFile().list().sort() == ['lab', 'lab.zip']
  }

  def "a listing is fit for JSON"() {
    given:
    def jar = lab(work).manifest('Plugin-Provider': 'A Lab', 'Plugin-Description': 'Its runner').jar(plugins.resolve('lab.jar'))

    expect:
    Json.mapper().writeValueAsString(PluginDirectory.list([plugins])) ==
        """[{"id":"lab","version":"1.2.0","provider":"A Lab","description":"Its runner","requires":"*",\
"provides":[{"kind":"runner","name":"labrun"}],"path":"$jar","problem":""}]"""
  }

  private Path installed(String name) { folder.resolve('home/plugins').resolve(name) }

  private List<String> names() { installed('').toFile().list().findAll { !it.startsWith('.') }.sort() }

  private static Path evil(Path zip) {
    new java.util.zip.ZipOutputStream(Files.newOutputStream(zip)).withCloseable {
      it.putNextEntry(new java.util.zip.ZipEntry('../evil.txt'))
    }
    zip
  }
}
