package io.balsam.engine.plugin

import static io.balsam.spi.ErrorKind.USER

import io.balsam.engine.config.ProviderKind
import io.balsam.spi.PluginException
import java.nio.file.Files
import java.nio.file.Path

class PluginHostSpec extends HostSpec {

  def "a plugin is a #shape"() {
    given:
    build(PluginBuilder.lab(work), plugins)

    expect:
    with(host()) {
      plugins()*.problem() == ['']
      names(ProviderKind.RUNNER) == ['labrun'].toSet()
      runner('labrun', [:]).commandLine(launch('sim', '-v')) == ['sim', '-v']
    }

    where:
    shape                                | build
    'jar'                                | { plugin, to -> plugin.jar(to.resolve('lab-1.2.0.jar')) }
    'zip with classes/ and lib/'         | { plugin, to -> plugin.zip(to.resolve('lab-1.2.0.zip')) }
    'zip of what a jar holds'            | { plugin, to -> plugin.jar(to.resolve('lab-1.2.0.zip')) }
    'folder with classes/ and lib/'      | { plugin, to -> plugin.folder(to.resolve('lab')) }
  }

  def "plugin-local is one, with all that it declares"() {
    given:
    def host = host(LOCAL)

    expect:
    with(host.plugins()[0]) {
      id() == 'local'
      problem() == ''
      provides()*.toString() == ['scheduler local', 'nodes local', 'runner plain', 'runner mpirun',
                                 'transfer cp', 'transfer ln',
                                 'scheduler balsam.platform.scheduler.LocalProcessScheduler',
                                 'nodes balsam.platform.compute_node.DefaultNode',
                                 'runner balsam.platform.app_run.LocalAppRun',
                                 'runner balsam.platform.app_run.MPICHRun',
                                 'runner balsam.platform.app_run.OpenMPIRun']
    }
    host.scheduler('local', [kill_grace: 1])
    host.nodes('local', [cores: 3]).nodes([:])[0].cpuIds() == [0, 1, 2]
    host.runner('plain', [:]).commandLine(launch('sim')) == ['sim']
    host.transfer('cp', [:]) && host.transfer('ln', [:])
  }

  def "no code of a plugin runs before one of its names is needed"() {
    given:
    def trace = folder.resolve('trace')
    def loud = """
        package lab;
        public class Loud extends org.pf4j.Plugin {
          public void start() { say("start"); }
          public void stop() { say("stop"); }
          static void say(String word) {
            try { java.nio.file.Files.writeString(java.nio.file.Path.of("$trace"), word + "\\n",
                java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND); }
            catch (java.io.IOException e) { throw new java.io.UncheckedIOException(e); }
          }
          static { say("load"); }
        }"""
    PluginBuilder.lab(work).manifest('Plugin-Class': 'lab.Loud').compile('lab/Loud': loud).jar(plugins.resolve('lab.jar'))
    def host = host(plugins, LOCAL)

    when: 'another plugin is used, and all are listed'
    host.runner('plain', [:])
    host.plugins()
    host.names(ProviderKind.RUNNER)

    then:
    !Files.exists(trace)

    when: 'it is asked for, more than once'
    host.start(ProviderKind.RUNNER, 'labrun')
    host.runner('labrun', [:])

    then:
    trace.text == 'load\nstart\n'

    when:
    host.close()

    then:
    trace.text == 'load\nstart\nstop\n'
  }

  def "a plugin's own libraries are used, even of a name that the host has too"() {
    given:
    def body = '''
        return launch -> java.util.List.of(com.fasterxml.jackson.databind.ObjectMapper.whoAmI());'''
    def plugin = new PluginBuilder(work).library('mapper', ['com/fasterxml/jackson/databind/ObjectMapper': '''
        package com.fasterxml.jackson.databind;
        public class ObjectMapper { public static String whoAmI() { return "the plugin's"; } }'''])
    plugin.compile('lab/LabRunner': PluginBuilder.runner('LabRunner', 'labrun', body)).zip(plugins.resolve('lab.zip'))

    expect:
    host().runner('labrun', [:]).commandLine(launch('x')) == ["the plugin's"]
  }

  def "a plugin finds its own resources but not those of the host"() {
    given:
    def body = '''
        return launch -> java.util.List.of(
            "" + getClass().getResource("/lab.txt"), "" + getClass().getResource("/META-INF/services/org.slf4j.spi.SLF4JServiceProvider"));'''
    PluginBuilder.lab(work).file('lab.txt', 'x')
        .compile('lab/LabRunner': PluginBuilder.runner('LabRunner', 'labrun', body)).jar(plugins.resolve('lab.jar'))

    when:
    def found = host().runner('labrun', [:]).commandLine(launch('x'))

    then: 'the host has a logger here'
    getClass().getResource('/META-INF/services/org.slf4j.spi.SLF4JServiceProvider')
    found[0].endsWith('lab.jar!/lab.txt')
    found[1] == 'null'
  }

  def "a plugin gets its services from the engine"() {
    given:
    def body = '''
        String out = context.commands().run("echo", "hello").out().trim();
        return launch -> java.util.List.of(out, context.siteDirectory().toString());'''
    new PluginBuilder(work).compile('lab/LabRunner': PluginBuilder.runner('LabRunner', 'labrun', body))
        .jar(plugins.resolve('lab.jar'))

    expect:
    host().runner('labrun', [:]).commandLine(launch('x')) == ['hello', "$folder"]
  }

  def "optional answers of a provider reach the engine"() {
    given: 'a runner that shares no nodes, and nodes that know their allocation'
    def runner = PluginBuilder.runner('LabRunner', 'labrun', '''
        return new MpiRunner() {
          public java.util.List<String> commandLine(Launch launch) { return launch.command(); }
          public boolean sharesNodes() { return false; }
        };''')
    new PluginBuilder(work).compile('lab/LabRunner': runner).jar(plugins.resolve('lab.jar'))
    def allocation = [BALSAM_BATCH_ID: '7', BALSAM_BATCH_END: '60']

    expect:
    !host().runner('labrun', [:]).sharesNodes()
    host(LOCAL).runner('plain', [:]).sharesNodes()
    host(LOCAL).nodes('local', [:]).batchId(allocation).get() == '7'
    host(LOCAL).nodes('local', [:]).end(allocation).get().epochSecond == 60
  }

  def "an alias works like the name"() {
    given:
    def source = PluginBuilder.runner('LabRunner', 'labrun').replace('public String name',
        'public java.util.Set<String> aliases() { return java.util.Set.of("lab.apps.LabRun"); }\npublic String name')
    new PluginBuilder(work).manifest('Balsam-Provides': 'runner labrun, runner lab.apps.LabRun')
        .compile('lab/LabRunner': source).jar(plugins.resolve('lab.jar'))

    expect:
    host().runner('lab.apps.LabRun', [:])
  }

  def "a plugin that needs another one sees its classes"() {
    given:
    PluginBuilder.lab(work).file('lab/marker.txt', '').jar(plugins.resolve('lab.jar'))
    def body = '''
        try { Class.forName("lab.LabRunner"); } catch (ClassNotFoundException e) { throw new RuntimeException(e); }
        return launch -> launch.command();'''
    new PluginBuilder(work)
        .manifest('Plugin-Id': 'more', 'Plugin-Dependencies': 'lab@>=1.0.0', 'Balsam-Provides': 'runner morerun')
        .compile('lab/MoreRunner': PluginBuilder.runner('MoreRunner', 'morerun', body)).jar(plugins.resolve('more.jar'))

    expect:
    host().runner('morerun', [:]).commandLine(launch('x')) == ['x']
  }

  def "an unknown name is refused with the nearest name and the list of names: #asked"() {
    when:
    ask(host(LOCAL))

    then:
    def e = thrown(PluginException)
    e.kind() == USER
    e.message == message

    where:
    asked                 | ask                               || message
    'a slip'              | { it.runner('mpirnu', [:]) }      || "unknown runner 'mpirnu': did you mean 'mpirun'? installed: mpirun, plain"
    'nothing like it'     | { it.scheduler('slurm', [:]) }    || "unknown scheduler 'slurm': installed: local"
    'of another kind'     | { it.nodes('mpirun', [:]) }       || "unknown nodes 'mpirun': installed: local"
    'without any plugins' | { PluginHost.open([], null).transfer('cp', [:]) } || "unknown transfer 'cp': installed: none"
  }

  def "an unknown key is refused with the nearest one: #block"() {
    when:
    make(host(LOCAL))

    then:
    def e = thrown(PluginException)
    e.kind() == USER
    e.message == message

    where:
    block                          | make                                         || message
    'a slip'                       | { it.nodes('local', [core: 3]) }             || "nodes local: unknown key 'core': did you mean 'cores'?"
    'nothing like it'              | { it.nodes('local', [memory: 3]) }           || "nodes local: unknown key 'memory': known keys: cores, gpus, nodes, slots"
    'one without any settings'     | { it.runner('plain', [x: 1]) }               || "runner plain: unknown key 'x': it has no settings"
    'a value of the wrong type'    | { it.nodes('local', [cores: 'many']) }       || 'nodes local: cores: many: must be a whole number'
    'a value out of range'         | { it.nodes('local', [cores: 0]) }            || 'nodes local: cores: 0: must be a whole number of at least 1'
  }

  def "a directory that is named twice, also by a link, counts once"() {
    given:
    PluginBuilder.lab(work).jar(plugins.resolve('lab.jar'))
    Files.createSymbolicLink(folder.resolve('link'), plugins)

    expect:
    host(plugins, plugins.resolve('.'), folder.resolve('link')).plugins()*.problem() == ['']
  }

  def "a missing directory has no plugins"() {
    expect:
    host(Path.of('/no/such/place')).plugins() == []
  }
}
