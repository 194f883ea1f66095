package io.balsam.engine.plugin

import io.balsam.engine.api.Json
import io.balsam.spi.PluginException
import java.nio.file.Files
import java.nio.file.Path
import java.time.Clock

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

  def "a faulty plugin is not installed, and the installed version stays: #fault"() {
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
    'an entry that leads out'   | { p, to -> p.file('x', 'x'); evil(to.resolve('x.zip')) }                                              || 'x'   | 'cannot be read (its entry ../evil.txt points outside it)'
  }

  def "a file that is not an archive is refused: #name"() {
    given:
    folder.resolve('lab.txt').text = 'x'

    when:
    directory.install(folder.resolve(name))

    then:
    def e = thrown(PluginException)
    e.message == "${folder.resolve(name)} is not a plugin to install: it must be a .zip or .jar file"

    where:
    name << ['lab.txt', 'none.zip', '.']
  }

  def "a plugin is removed by its id, with the zip it was unpacked from"() {
    given:
    directory.install(lab(work).jar(folder.resolve('a.jar')))
    new PluginBuilder(work).compile('lab/LabRunner': PluginBuilder.runner('LabRunner', 'other'))
        .manifest('Plugin-Id': 'dropped', 'Balsam-Provides': 'runner other').zip(installed('dropped-in.zip'))
    use(installed(''), 'other')

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

  def "a zip that was dropped in is unpacked when it is used, once, and again when it is replaced"() {
    given:
    def zip = lab(work).zip(plugins.resolve('lab.zip'))

    when: 'it is looked at'
    def listed = PluginDirectory.list([plugins])

    then: 'nothing changes'
    listed*.version() == ['1.2.0']
    listed*.path() == [zip.toRealPath()]
    listed*.problem() == ['']
    plugins.toFile().list() == ['lab.zip']

    when:
    use(plugins, 'labrun')
    plugins.resolve('lab/classes/mine.txt').text = 'still here'
    use(plugins, 'labrun')

    then:
    plugins.resolve('lab/classes/mine.txt').text == 'still here'
    PluginDirectory.list([plugins])*.path() == [plugins.toRealPath().resolve('lab')]

    when:
    lab(work).manifest('Plugin-Version': '9.9.9').zip(zip)
    zip.toFile().lastModified = System.currentTimeMillis() + 60_000

    then:
    PluginDirectory.list([plugins])*.version() == ['9.9.9']
    plugins.resolve('lab/classes/mine.txt').text == 'still here'

    when:
    use(plugins, 'labrun')

    then:
    PluginDirectory.list([plugins])*.version() == ['9.9.9']
    plugins.toFile().list().sort() == ['lab', 'lab.zip']
  }

  def "an archive that would fill the disk or leave its folder is refused, and leaves nothing: #what"() {
    given:
    directory.install(lab(work).jar(folder.resolve('good.jar')))
    def zip = folder.resolve('bad.zip')
    entries(zip, inside, size)

    when:
    directory.install(zip)

    then:
    def e = thrown(PluginException)
    e.kind() == USER
    e.message.contains(message)
    names() == ['lab-1.2.0.jar']
    !folder.toFile().list().any { it.contains('evil') }

    where:
    what                | inside                          | size     || message
    'a bomb'            | ['classes/zeros']               | 40 << 20 || 'would be more than 100 times that'
    'many small ones'   | (1..40).collect { "z/$it" }     | 1 << 20  || 'would be more than 100 times that'
    'too many entries'  | (1..20_001).collect { "z/$it" } | 0        || 'it has 20001 entries, more than 20000'
    'up and out'        | ['a/../../evil']                | 1        || 'its entry a/../../evil points outside it'
    'up and in'         | ['a/../b']                      | 1        || 'its entry a/../b points outside it'
    'absolute'          | ['/tmp/evil']                   | 1        || 'its entry /tmp/evil points outside it'
    'of Windows'        | ['..\\\\evil']                  | 1        || 'is not a plain path'
    'with a drive'      | ['C:/evil']                     | 1        || 'is not a plain path'
    'with a dot'        | ['a/./b']                       | 1        || 'is not a plain path'
    'nameless'          | ['a//b']                        | 1        || 'is not a plain path'
    'one name, two cases' | ['a/B', 'A/b']                | 1        || 'it has two entries A/b'
    'a file as folder'  | ['a', 'a/b']                    | 1        || 'cannot be read'
  }

  def "the id and version of a plugin are not used as a path: #id #version"() {
    given:
    def jar = lab(work).manifest('Plugin-Id': id, 'Plugin-Version': version).jar(folder.resolve('x.jar'))

    when:
    directory.install(jar)

    then:
    def e = thrown(PluginException)
    e.kind() == USER
    e.message.contains('Plugin-Id or Plugin-Version')
    names() == []
    !folder.toFile().list().any { it.contains('evil') }

    where:
    id           | version
    '../../evil' | '1.0.0'
    '/tmp/evil'  | '1.0.0'
    '.hidden'    | '1.0.0'
    'a/b'        | '1.0.0'
    'a\\\\b'     | '1.0.0'
    'x' * 101    | '1.0.0'
    'lab'        | '../../1.0.0'
  }

  def "a plugin of that id elsewhere, such as one that comes with Balsam, is not hidden or doubled"() {
    given:
    lab(work).jar(plugins.resolve('lab.jar'))
    def second = lab(work).manifest('Balsam-Provides': 'runner other').jar(folder.resolve('second.jar'))

    when:
    new PluginDirectory(installed(''), [plugins, installed('')]).install(second)

    then:
    def e = thrown(PluginException)
    e.message.contains("is already in ${plugins.toRealPath().resolve('lab.jar')}: remove that one first") ||
        e.message.contains('declares')
    names() == []
  }

  def "a file in the way that is not a plugin stays, and so does the installed version"() {
    given:
    directory.install(lab(work).jar(folder.resolve('old.jar')))
    Files.createDirectory(installed('lab-1.3.0.jar'))

    when:
    directory.install(lab(work).manifest('Plugin-Version': '1.3.0').jar(folder.resolve('new.jar')))

    then:
    def e = thrown(PluginException)
    e.message == "${installed('lab-1.3.0.jar')} is not a plugin and is in the way: move it away"
    names() == ['lab-1.2.0.jar', 'lab-1.3.0.jar']
  }

  def "a name that leads elsewhere removes nothing"() {
    given:
    Files.writeString(folder.resolve('x'), 'mine')
    Files.createDirectories(installed(''))

    when:
    directory.remove('../../x')

    then:
    def e = thrown(PluginException)
    e.kind() == USER
    Files.exists(folder.resolve('x'))
  }

  def "a folder of the user's is not given up for a zip of its name"() {
    given:
    lab(work).zip(plugins.resolve('lab.zip'))
    def notes = Files.createDirectories(plugins.resolve('lab')).resolve('notes.txt')
    notes.text = 'mine'
    plugins.resolve('lab').toFile().lastModified = 0

    when:
    use(plugins, 'labrun')

    then:
    thrown(Exception)
    notes.text == 'mine'
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

  private static void use(Path place, String runner) {
    PluginHost.open([place], EngineContext.of(place, Clock.systemUTC())).withCloseable { it.runner(runner, [:]) }
  }

  /** Files of zeros. */
  private static void entries(Path zip, List<String> inside, int size) {
    new java.util.zip.ZipOutputStream(Files.newOutputStream(zip)).withCloseable { out ->
      inside.each {
        out.putNextEntry(new java.util.zip.ZipEntry(it))
        out.write(new byte[size])
      }
    }
  }

  private static Path evil(Path zip) {
    new java.util.zip.ZipOutputStream(Files.newOutputStream(zip)).withCloseable {
      it.putNextEntry(new java.util.zip.ZipEntry('../evil.txt'))
    }
    zip
  }
}
