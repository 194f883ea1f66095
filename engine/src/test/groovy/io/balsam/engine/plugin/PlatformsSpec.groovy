package io.balsam.engine.plugin

import io.balsam.spi.PluginException
import io.balsam.spi.TransferItem

import static io.balsam.engine.config.ProviderKind.NODES
import static io.balsam.engine.config.ProviderKind.RUNNER
import static io.balsam.engine.config.ProviderKind.TRANSFER

class PlatformsSpec extends HostSpec {

  def "without settings the platform is this machine"() {
    given:
    def platform = Platforms.create(host(LOCAL), PlatformSettings.local(), [:])

    expect:
    platform.nodes()*.name() == ['localhost']
    platform.nodes()[0].cpuIds().size() == Runtime.runtime.availableProcessors()
    platform.runner('plain').commandLine(launch('sim')) == ['sim']
  }

  def "settings reach the providers they are for"() {
    given:
    def settings = PlatformSettings.local()
        .with(NODES, 'local', 'cores', 5).with(NODES, 'local', 'gpus', 2)
        .with(RUNNER, 'mpirun', 'flavour', 'mpich').with(RUNNER, 'mpirun', 'program', '/opt/mpirun')

    when:
    def platform = Platforms.create(host(LOCAL), settings, [:])

    then:
    platform.nodes()[0].cpuIds().size() == 5
    platform.nodes()[0].gpuIds() == [0, 1]

    and: 'the empty name is the configured runner'
    platform.runner('').commandLine(launch('sim')) == ['/opt/mpirun', '-n', '1', 'sim']
  }

  def "a script that has cut GPUs up names the parts"() {
    given:
    def settings = PlatformSettings.local().with(NODES, 'local', 'nodes', 2).with(NODES, 'local', 'gpus', 1)

    when:
    def nodes = Platforms.create(host(LOCAL), settings, [BALSAM_GPU_NAMES: ' MIG-a/7/0, MIG-a/8/0,MIG-b/7/0']).nodes()

    then:
    nodes*.gpuIds() == [[0, 1, 2]] * 2
    nodes*.gpuNames() == [['MIG-a/7/0', 'MIG-a/8/0', 'MIG-b/7/0']] * 2
  }

  def "runners and transfers are made once"() {
    given:
    def platform = Platforms.create(host(LOCAL), PlatformSettings.local(), [:])

    expect:
    platform.runner('plain').is(platform.runner('plain'))
    platform.transfer('ln').is(platform.transfer('ln'))
  }

  def "files are moved by a plugin's transfer"() {
    given:
    def platform = Platforms.create(host(LOCAL), PlatformSettings.local(), [:])
    folder.resolve('a').text = 'text'

    when:
    platform.transfer('cp').submit([new TransferItem("$folder/a", "$folder/deep/b", false)])

    then:
    folder.resolve('deep/b').text == 'text'
  }

  def "mistakes in the settings are found at once: #mistake"() {
    when:
    Platforms.create(host(LOCAL), settings, [:])

    then:
    def e = thrown(PluginException)
    e.message == message

    where:
    mistake                     | settings                                                              || message
    'unknown nodes'             | new PlatformSettings('loca', 'mpirun', [:])                           || "unknown nodes 'loca': did you mean 'local'? installed: local"
    'unknown runner'            | new PlatformSettings('local', 'srun', [:])                            || "unknown runner 'srun': installed: mpirun, plain"
    'a block for nobody'        | PlatformSettings.local().with(TRANSFER, 'globus', 'endpoint', 'x')    || "unknown transfer 'globus': installed: cp, ln"
    'a key for nobody'          | PlatformSettings.local().with(NODES, 'local', 'core', 3)              || "nodes local: unknown key 'core': did you mean 'cores'?"
    'in one that is not in use' | PlatformSettings.local().with(RUNNER, 'plain', 'program', 'x')        || "runner plain: unknown key 'program': it has no settings"
  }

  def "all mistakes are reported together, each with its position where that is known"() {
    given:
    def settings = new PlatformSettings('loca', 'srun',
        [(RUNNER): [srun: [:], plain: [x: 1], mpiru: [:]], (TRANSFER): [cp: [y: 2]]], { path -> path in ['runner', 'plugins.runner.mpiru'] ? 'f:' + path : '' })

    when:
    Platforms.create(host(LOCAL), settings, [:])

    then:
    def e = thrown(PluginException)
    e.message.readLines() as Set == [
        "unknown nodes 'loca': did you mean 'local'? installed: local",
        "f:runner: unknown runner 'srun': installed: mpirun, plain",
        "runner plain: unknown key 'x': it has no settings",
        "f:plugins.runner.mpiru: unknown runner 'mpiru': did you mean 'mpirun'? installed: mpirun, plain",
        "transfer cp: unknown key 'y': it has no settings"] as Set
  }

  def "a chosen runner whose plugin does not work is found before any job needs it"() {
    given:
    PluginBuilder.lab(work).without('lab/LabRunner.class').jar(plugins.resolve('lab.jar'))

    when:
    Platforms.create(host(plugins, LOCAL), new PlatformSettings('local', 'labrun', [:]), [:])

    then:
    def e = thrown(PluginException)
    e.message.contains('lists lab.LabRunner in its META-INF/extensions.idx but has no such class')
  }

  def "a name in a job is looked up when the job needs it"() {
    given:
    def platform = Platforms.create(host(LOCAL), PlatformSettings.local(), [:])

    when:
    platform.transfer('globus')

    then:
    def e = thrown(PluginException)
    e.message == "unknown transfer 'globus': installed: cp, ln"
  }
}
