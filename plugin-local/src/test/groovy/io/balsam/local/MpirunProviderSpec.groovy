package io.balsam.local

import io.balsam.spi.ErrorKind
import io.balsam.spi.Launch
import io.balsam.spi.Node
import io.balsam.spi.PluginConfig
import io.balsam.spi.PluginException
import io.balsam.testkit.RecordedCommands
import io.balsam.testkit.TestContext
import java.nio.file.Path
import java.time.Duration
import spock.lang.Requires
import spock.lang.Specification

class MpirunProviderSpec extends Specification {

  def commands = new RecordedCommands()

  def "the family is what the program says it is: #said"() {
    given:
    commands.answer('mpirun --version', said)

    expect:
    line([:]).contains('--oversubscribe') == openMpi
    commands.calls().size() == 1

    where:
    said                                                                         | openMpi
    'mpirun (Open MPI) 4.1.4\n\nReport bugs to http://www.open-mpi.org/'         | true
    'mpirun.openmpi (OpenRTE) 2.1.1\n'                                           | true
    'HYDRA build details:\n    Version:                 4.0.2\n'                 | false
    'Intel(R) MPI Library for Linux* OS, Version 2021.9 Build 20230307\n'        | false
  }

  def "the program is asked once, however many jobs are started"() {
    given:
    commands.answer('mpirun --version', 'mpirun (Open MPI) 4.1.4')
    def runner = new MpirunProvider().create(PluginConfig.empty(), context())

    when:
    3.times { runner.commandLine(launch()) }

    then:
    commands.calls().size() == 1
  }

  def "a configured family is used without asking the program"() {
    expect:
    line(flavour: 'mpich', program: 'mpiexec.hydra') == ['mpiexec.hydra', '-n', '2', 'sim']
    commands.calls().empty
  }

  def "for an MPI of an unknown family the message says what to set"() {
    given:
    commands.answer('mpirun --version', 'SuperMPI 1.0\n')

    when:
    line([:])

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.SITE
    e.message == "'mpirun --version' names neither Open MPI nor MPICH, but prints 'SuperMPI 1.0': set flavour to openmpi or mpich"
  }

  def "no MPI at all is the site's trouble"() {
    given:
    commands.notInstalled('mpirun')

    when:
    line([:])

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.SITE
  }

  def "an unknown flavour is the user's mistake"() {
    when:
    line(flavour: 'mpitch')

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.USER
    e.message == 'flavour: mpitch: must be openmpi or mpich'
  }

  def "ranks on other machines see their own GPUs: on #nodes"() {
    given:
    def runner = new MpirunProvider().create(new PluginConfig(flavour: 'openmpi'), context())
    def gpus = [CUDA_VISIBLE_DEVICES: '', HIP_VISIBLE_DEVICES: '-1']

    expect:
    runner.commandLine(launch(nodes, gpus)).join(' ').contains('-x CUDA_VISIBLE_DEVICES -x HIP_VISIBLE_DEVICES sim') == told

    where:
    nodes         || told
    ['localhost'] || false
    ['a', 'b']    || true
  }

  @Requires(value = { MpirunProviderSpec.installed() }, reason = 'no mpirun on this machine')
  def "the real mpirun starts the ranks asked for, more than there are cores too"() {
    given:
    def ranks = Runtime.runtime.availableProcessors() + 1
    def context = TestContext.real(Path.of('.'))
    def runner = new MpirunProvider().create(PluginConfig.empty(), context)
    def nodes = [['localhost'], ['localhost', 'localhost-2']][several]
    def launch = new Launch(1, ['echo', 'one  rank'], nodes, ranks, 1, 1, 0, new Node(nodes[0], [0], []), [], [], [:], 0, [:])

    when:
    def result = context.commands().run(runner.commandLine(launch), [:], '', Duration.ofMinutes(1))

    then:
    result.ok()
    result.out().readLines() == ['one  rank'] * (ranks * nodes.size())

    where:
    several << [0, 1]
  }

  static boolean installed() {
    System.getenv('PATH').split(':').any { new File(it, 'mpirun').canExecute() }
  }

  private List<String> line(Map<String, ?> settings) {
    new MpirunProvider().create(new PluginConfig(settings), context()).commandLine(launch())
  }

  private TestContext context() { TestContext.recorded(commands, Path.of('.')) }

  private static Launch launch(List<String> nodes = ['localhost'], Map<String, String> gpus = [:]) {
    new Launch(1, ['sim'], nodes, 2, 1, 1, 0, new Node(nodes[0], [0], []), [], [], gpus, 0, [:])
  }
}
