package io.balsam.testkit

import io.balsam.spi.ErrorKind
import io.balsam.spi.Launch
import io.balsam.spi.LaunchEnd
import io.balsam.spi.MpiRunner
import io.balsam.spi.Node
import io.balsam.spi.PluginException
import spock.lang.Requires
import spock.lang.Specification

/** What every MPI runner promises. */
abstract class MpiRunnerContract extends Specification {

  /** The runner under test. */
  abstract MpiRunner runner()

  /** Host names as this runner wants them; at least two where it can start ranks on several. */
  List<String> hosts() { ['n01', 'n02'] }

  /** How a host stands in a launch line, where that is not its name. */
  String written(String host) { host }

  /** Whether it can start more than one rank. */
  boolean startsManyRanks() { true }

  /** Whether it hands on launch parameters. */
  boolean takesLaunchParams() { true }

  /** A launch parameter that it understands. */
  Map<String, String> launchParams() { ['--verbose': ''] }

  /** Whether several jobs may share a node. */
  boolean sharesNodes() { true }

  /** What it was seen to say on standard error, each time as lines, by what had come about. */
  Map<LaunchEnd, List<String>> sayings() { [:] }

  def "messages of the runner are understood: #why: #said"() {
    expect:
    runner().end(said.readLines()) == why

    where:
    [why, said] << (sayings() + [(LaunchEnd.UNTOLD): sayings().getOrDefault(LaunchEnd.UNTOLD, []) + ['', 'Killed']])
        .collectMany { why, all -> all.collect { [why, it] } }
  }

  def "a program that has MPI end all its ranks has failed: #said"() {
    expect:
    runner().end([said]) == LaunchEnd.OWN_DOING

    where:
    said << ['application called MPI_Abort(MPI_COMM_WORLD, 7) - process 1', 'MPI_ABORT was invoked on rank 1 in communicator MPI_COMM_WORLD']
  }

  def "ranks that are signalled past the runner have a name for it, and only those"() {
    expect:
    ['TERM', 'KILL'].every { signal ->
      def words = runner().signal(signal, 'the name')
      runner().rankName().empty ? words.empty : words.contains('the name') && words.any { it.contains(signal) }
    }
  }

  def "the runner says whether jobs may share a node"() {
    expect:
    runner().sharesNodes() == sharesNodes()
  }

  def "the command line starts with a program and ends with the words of the command, unchanged"() {
    given:
    def command = ['/opt/my app/sim', '--title', 'a "b" $HOME; rm -rf *', '', 'ü\n']

    when:
    def line = runner().commandLine(launch(command: command))

    then:
    !line.first().blank
    line.takeRight(command.size()) == command
  }

  def "the same launch gives the same command line"() {
    expect:
    runner().commandLine(launch([:])) == runner().commandLine(launch([:]))
  }

  @Requires(value = { instance.startsManyRanks() }, reason = 'it starts one rank only')
  def "the number of ranks is one of the words: #nodes nodes of #ranksPerNode"() {
    when:
    def line = runner().commandLine(launch(nodes: hosts().take(nodes), ranksPerNode: ranksPerNode))

    then:
    // With an unlikely number, so that it cannot be there by chance.
    ours(line).any { it == "${nodes * ranksPerNode}" || it.endsWith("=${nodes * ranksPerNode}") }

    where:
    nodes | ranksPerNode
    1     | 7
    2     | 17
  }

  @Requires(value = { !instance.startsManyRanks() }, reason = 'it starts several ranks')
  def "several ranks are refused as the user's mistake"() {
    when:
    runner().commandLine(launch(ranksPerNode: 2))

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.USER
    !e.message.blank
  }

  @Requires(value = { instance.startsManyRanks() && instance.hosts().size() > 1 }, reason = 'it starts ranks on one node only')
  def "the nodes of a job on several are named"() {
    when:
    def line = runner().commandLine(launch(nodes: hosts(), ranksPerNode: 3))

    then:
    hosts().every { host -> ours(line).any { it.contains(written(host)) } }
  }

  @Requires(value = { instance.takesLaunchParams() }, reason = 'it takes no launch parameters')
  def "launch parameters are handed on verbatim, before the command"() {
    when:
    def line = runner().commandLine(launch(launchParams: launchParams()))

    then:
    launchParams().every { key, value ->
      ours(line).contains(key) && (value.empty || ours(line).contains(value))
    }
  }

  /** A launch of one rank on the first host, but for what is given. */
  Launch launch(Map<String, ?> changes) {
    def all = [jobId: 7L, command: ['sim'], nodes: hosts().take(1), ranksPerNode: 1, threadsPerRank: 1,
               threadsPerCore: 1, gpusPerRank: 0, node: new Node(hosts()[0], 0..7, 0..3), cpuIds: [], gpuIds: [],
               gpuVariables: [:], memory: 0, launchParams: [:]] + changes
    new Launch(all.jobId, all.command, all.nodes, all.ranksPerNode, all.threadsPerRank, all.threadsPerCore,
        all.gpusPerRank, all.node, all.cpuIds, all.gpuIds, all.gpuVariables, all.memory, all.launchParams)
  }

  /** The words of a line that are the runner's own, where the command is one word. */
  static List<String> ours(List<String> line) { line.dropRight(1) }
}
