package io.balsam.engine.plugin

import static io.balsam.engine.plugin.PluginBuilder.lab
import static io.balsam.engine.plugin.PluginBuilder.runner
import static io.balsam.spi.ErrorKind.INTERNAL
import static io.balsam.spi.ErrorKind.SITE

import io.balsam.engine.config.ProviderKind
import io.balsam.spi.PluginException
import java.nio.file.Files
import java.nio.file.Path

/** Each way in which a plugin can be broken, with the sentence that names it and the cure. */
class BrokenPluginSpec extends HostSpec {

  def "a fault is found without running the plugin's code: #fault"() {
    given:
    def file = build(new PluginBuilder(work).compile('lab/LabRunner': runner('LabRunner', 'labrun')), plugins)

    when:
    def host = host()

    then:
    host.plugins()*.problem() == [problem]
    host.names(ProviderKind.RUNNER) == [] as Set

    when: 'it is asked for'
    host.runner('labrun', [:])

    then: 'it is named, with the file and the cure'
    def e = thrown(PluginException)
    e.message.endsWith("plugin '${host.plugins()[0].id()}' ($file) $problem")

    where:
    fault                          | build                                                                        || problem
    'no extension index'           | { p, to -> p.without('META-INF/extensions.idx').jar(to.resolve('a.jar')) }    || 'has no META-INF/extensions.idx, so none of its providers can be found: annotate them with @Extension and let the compiler run PF4J\'s annotation processor (<proc>full</proc>, and pf4j among the <annotationProcessorPaths> if there are any)'
    'a copy of the SPI'            | { p, to -> p.file('io/balsam/spi/Provider.class', '').jar(to.resolve('a.jar')) } || 'carries its own copy of io.balsam.spi in a.jar: give that dependency the scope \'provided\''
    'a copy of the SPI in lib/'    | { p, to -> p.library('spi', ['io/balsam/spi/Provider': 'package io.balsam.spi; public class Provider {}']).folder(to.resolve('a')) } || 'carries its own copy of io.balsam.spi in spi.jar: give that dependency the scope \'provided\''
    'a copy of PF4J'               | { p, to -> p.file('org/pf4j/ExtensionPoint.class', '').jar(to.resolve('a.jar')) } || 'carries its own copy of org.pf4j in a.jar: give that dependency the scope \'provided\''
    'made for another Balsam'      | { p, to -> p.manifest('Plugin-Requires': '>=9.0.0').jar(to.resolve('a.jar')) } || "requires Balsam >=9.0.0, and this is ${BalsamVersion.release()}: install a matching release of it"
    'requires what is no version'  | { p, to -> p.manifest('Plugin-Requires': 'newest').jar(to.resolve('a.jar')) }  || "requires Balsam newest, and this is ${BalsamVersion.release()}: install a matching release of it"
    'no Plugin-Version'            | { p, to -> p.manifest('Plugin-Version': null).jar(to.resolve('a.jar')) }       || 'has no Plugin-Version in its META-INF/MANIFEST.MF, so it is not a plugin'
    'no word of what it provides'  | { p, to -> p.manifest('Balsam-Provides': null).jar(to.resolve('a.jar')) }      || "does not say what it provides: add to its manifest a line like 'Balsam-Provides: runner mpirun'"
    'an unknown kind'              | { p, to -> p.manifest('Balsam-Provides': 'runer labrun').jar(to.resolve('a.jar')) } || "Balsam-Provides: 'runer labrun' is not a kind and a name; did you mean 'runner'?"
    'half an offer'                | { p, to -> p.manifest('Balsam-Provides': 'labrun').jar(to.resolve('a.jar')) }  || "Balsam-Provides: 'labrun' is not a kind and a name; the kinds are scheduler, runner, nodes, transfer, service"
  }

  def "a plugin with #what is named with its fault"() {
    given:
    Files.write(plugins.resolve(file), content as byte[])

    expect:
    with(host().plugins()[0]) {
      id() == 'lab'
      problem() ==~ sentence
    }

    where:
    what                   | file      | content              || sentence
    'truncated zip'        | 'lab.zip' | [80, 75, 3, 4, 1, 2] || /cannot be read \(.*zip.*\): copy or build it again/
    'jar of rubbish'       | 'lab.jar' | [1, 2, 3]            || /cannot be read \(.*zip.*\): copy or build it again/
    'jar that is no plugin'| 'lab.jar' | emptyZip()           || /has no META-INF\/MANIFEST.MF at its top or in classes\/, so it is not a plugin/
  }

  def "a fault is found when the plugin is started: #fault"() {
    given:
    def file = build(new PluginBuilder(work)).jar(plugins.resolve('lab.jar'))

    when:
    host().runner('labrun', [:])

    then:
    def e = thrown(PluginException)
    e.kind() == SITE
    e.message == "plugin 'lab' ($file) $problem"

    where:
    fault                        | build || problem
    'it contributes nothing'     | { p -> p.compile('lab/X': '''package lab;
        @org.pf4j.Extension public class X implements org.pf4j.ExtensionPoint {}''') } || 'starts but contributes nothing: none of the classes in its META-INF/extensions.idx implements a provider of io.balsam.spi'
    'it provides another name'   | { p -> p.compile('lab/LabRunner': runner('LabRunner', 'labrnu')) } || "declares 'runner labrun' but provides other names: correct its manifest to 'Balsam-Provides: runner labrnu'"
    'it provides more'           | { p -> p.compile('lab/LabRunner': runner('LabRunner', 'labrun'), 'lab/More': runner('More', 'more')) } || "declares 'runner labrun' but provides other names: correct its manifest to 'Balsam-Provides: runner labrun, runner more'"
    'two providers of one name'  | { p -> p.compile('lab/LabRunner': runner('LabRunner', 'labrun'), 'lab/More': runner('More', 'labrun')) } || "offers 'runner labrun' twice"
    'a stale index'              | { p -> p.compile('lab/LabRunner': runner('LabRunner', 'labrun')).without('lab/LabRunner.class') } || 'lists lab.LabRunner in its META-INF/extensions.idx but has no such class: build it again from clean'
    'a class too new'            | { p -> newer(p.compile('lab/LabRunner': runner('LabRunner', 'labrun'))) } || "is compiled for Java 42, but this is Java ${Runtime.version().feature()}: compile it with --release 17, or start Balsam with a newer Java"
    'a Plugin-Class too new'     | { p -> newer(p.manifest('Plugin-Class': 'lab.LabRunner').compile('lab/LabRunner': runner('LabRunner', 'labrun'))) } || "is compiled for Java 42, but this is Java ${Runtime.version().feature()}: compile it with --release 17, or start Balsam with a newer Java"
    'a library left out'         | { p -> p.library('dep', ['dep/Dep': 'package dep; public class Dep {}'])
        .compile('lab/LabRunner': runner('LabRunner', 'labrun').replace('class LabRunner', 'class LabRunner extends dep.Dep')) } || 'needs the class dep.Dep, which it does not contain: of Balsam a plugin sees io.balsam.spi only; pack its libraries into lib/ of its zip'
    'no constructor to call'     | { p -> p.compile('lab/LabRunner': runner('LabRunner', 'labrun').replace('public String name', 'public LabRunner(int n) {}\npublic String name')) } || 'has the provider lab.LabRunner without a public constructor that takes nothing: add one'
    'a Plugin-Class not there'   | { p -> p.manifest('Plugin-Class': 'lab.None').compile('lab/LabRunner': runner('LabRunner', 'labrun')) } || 'has a Plugin-Class lab.None that cannot be made: correct the manifest, or leave the line out'
    'a start that fails'         | { p -> p.manifest('Plugin-Class': 'lab.Bad').compile('lab/LabRunner': runner('LabRunner', 'labrun'), 'lab/Bad': '''package lab;
        public class Bad extends org.pf4j.Plugin { public void start() { throw new IllegalStateException("no licence"); } }''') } || 'does not start: java.lang.IllegalStateException: no licence'
    'it needs itself'            | { p -> p.manifest('Plugin-Dependencies': 'lab').compile('lab/LabRunner': runner('LabRunner', 'labrun')) } || 'depends on itself, by way of lab'
    'another version is missing' | { p -> lab(p.classes.parent.resolve('x')).manifest('Plugin-Id': 'other', 'Balsam-Provides': 'runner other').jar(p.classes.resolve('../../../plugins/other.jar'))
        p.manifest('Plugin-Dependencies': 'other@>=2.0.0').compile('lab/LabRunner': runner('LabRunner', 'labrun')) } || "needs the plugin 'other' in version >=2.0.0, installed is 1.2.0"
    'another plugin is missing'  | { p -> p.manifest('Plugin-Dependencies': 'other@1.0.0').compile('lab/LabRunner': runner('LabRunner', 'labrun')) } || "needs the plugin 'other', which is not installed"
  }

  def "what a plugin throws by accident is a bug of that provider: #accident"() {
    given:
    new PluginBuilder(work)
        .compile(['lab/LabRunner': runner('LabRunner', 'labrun', body)], ['-cp', System.getProperty('java.class.path')])
        .jar(plugins.resolve('lab.jar'))

    when:
    host().runner('labrun', [:]).commandLine(launch('x'))

    then:
    def e = thrown(PluginException)
    e.kind() == INTERNAL
    e.message == "runner labrun has a bug: $what"

    where:
    accident                   | body                                                                  || what
    'a class of the engine'    | 'return launch -> io.balsam.engine.domain.JobState.values().length == 0 ? null : launch.command();' || 'java.lang.NoClassDefFoundError: io/balsam/engine/domain/JobState'
    'an exception'             | 'return launch -> { throw new IllegalStateException("oh"); };'        || 'java.lang.IllegalStateException: oh'
    'an exception in create'   | 'throw new IllegalStateException("oh");'                              || 'java.lang.IllegalStateException: oh'
    'a null'                   | 'return launch -> null;'                                              || 'java.lang.NullPointerException: null was returned'
    'a null from create'       | 'return null;'                                                        || 'java.lang.NullPointerException: null was returned'
  }

  def "two plugins that offer one name are both named"() {
    given:
    lab(work).jar(plugins.resolve('a.jar'))
    lab(work).manifest('Plugin-Id': 'lab2').jar(plugins.resolve('b.jar'))

    when:
    host().runner('labrun', [:])

    then:
    def e = thrown(PluginException)
    e.kind() == SITE
    e.message == "runner labrun is offered by two plugins: ${plugins.resolve('a.jar')} and ${plugins.resolve('b.jar')}: remove one of them"
  }

  def "of two versions of a plugin the first is used, and the second is reported"() {
    given:
    lab(work).jar(folder.resolve('home/lab-1.jar'))
    lab(work).manifest('Plugin-Version': '2.0.0').jar(folder.resolve('site/lab-2.jar'))

    and:
    def host = host(folder.resolve('home'), folder.resolve('site'))

    expect:
    host.plugins()*.problem() == ['', "is installed twice: remove this one or ${folder.resolve('home/lab-1.jar')}"]
    host.runner('labrun', [:])
  }

  def "a broken plugin that is not needed does no harm, and is named when a name is missing"() {
    given:
    Files.write(plugins.resolve('lab.zip'), [1, 2, 3] as byte[])
    def host = host(plugins, LOCAL)

    expect:
    host.runner('plain', [:])

    when:
    host.scheduler('slurm', [:])

    then:
    def e = thrown(PluginException)
    e.message.startsWith("unknown scheduler 'slurm': installed: local; plugin 'lab' (${plugins.resolve('lab.zip')}) cannot be read")
  }

  /** Marks the class file as one of a Java of the future. */
  private static PluginBuilder newer(PluginBuilder plugin) {
    def file = plugin.classes.resolve('lab/LabRunner.class')
    def bytes = file.bytes
    bytes[7] = (44 + 42) as byte
    Files.write(file, bytes)
    plugin
  }

  private static byte[] emptyZip() {
    [0x50, 0x4b, 5, 6] + [0] * 18 as byte[]
  }
}
