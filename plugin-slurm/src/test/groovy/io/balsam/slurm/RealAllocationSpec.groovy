package io.balsam.slurm

import io.balsam.spi.CommandResult
import io.balsam.spi.Launch
import io.balsam.spi.MpiRunner
import io.balsam.spi.Node
import io.balsam.spi.NodeDiscovery
import io.balsam.spi.PluginConfig
import io.balsam.testkit.SlurmCluster
import io.balsam.testkit.SlurmSetup
import io.balsam.testkit.TestContext
import java.nio.file.Path
import java.time.Clock
import java.time.Duration
import java.time.Instant
import java.util.concurrent.FutureTask
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** Inside an allocation that stays open: what its environment says, and what srun does with it. */
@Requires(value = { SlurmCluster.missing().empty }, reason = 'not all of Slurm is installed here, or there is no network')
class RealAllocationSpec extends Specification {

  /** As many as the machine has, so that make-believe nodes can bind to them. */
  private static final int CORES = Math.max(2, Runtime.runtime.availableProcessors())

  @Shared
  @AutoCleanup
  SlurmCluster cluster = SlurmCluster.start(SlurmSetup.of(3, CORES).withGpus(2)
      .with('SelectTypeParameters', 'CR_CPU_Memory').with('DefMemPerNode', '1500').with('TaskPlugin', 'task/affinity'))

  @Shared
  @TempDir
  Path folder

  @Shared
  Map<String, String> environment

  def setupSpec() {
    def script = folder.resolve('hold.sh')
    script.text = "#!/bin/sh\nenv -0 >$folder/new && mv $folder/new $folder/environment\nsleep 3600\n"
    cluster.run('sbatch', '-N', '3', '--exclusive', '-t', '30', '-o', '/dev/null', script.toString())
    within { assert folder.resolve('environment').toFile().exists() }
    environment = folder.resolve('environment').text.split('\0').findAll { it.contains('=') }
        .collectEntries { it.split('=', 2).toList() }
  }

  def "the nodes of the allocation with all their CPUs and GPUs, and the memory that Slurm counts"() {
    expect:
    discovery([:]).nodes(environment) == ['n01', 'n02', 'n03'].collect { new Node(it, 0..<CORES, [0, 1], ['0', '1'], 1500L << 20, [:]) }
  }

  def "outside of an allocation the nodes of each partition, as they would be in one"() {
    when:
    def found = discovery(settings).nodesByQueue().get()

    then:
    found.keySet().containsAll(['debug', 'small'])
    found.debug*.name() == ['n01', 'n02', 'n03']
    found.small*.name() == ['n01']
    with(found.debug[0]) {
      cpuIds().size() == cores
      gpuIds().size() == gpus
      memory() == 2000L << 20
    }

    where:
    settings              || cores     | gpus
    [:]                   || CORES     | 2
    [cpus: 1, gpus: 0]    || 1         | 0
    [threads_per_core: 2] || CORES / 2 | 2
  }

  def "which BatchJob it is, and when it will end"() {
    expect:
    discovery([:]).batchId(environment).get() == cluster.squeue('-h', '-o', '%A')
    def end = discovery([:]).end(environment).get()
    Duration.between(Instant.now(), end) > Duration.ofMinutes(28)
    Duration.between(Instant.now(), end) <= Duration.ofMinutes(30)
  }

  def "ranks start on all their nodes"() {
    expect:
    ran(['sh', '-c', 'echo $SLURMD_NODENAME'], nodes: ['n01', 'n03'], ranksPerNode: 2).out().readLines().sort() ==
        ['n01', 'n01', 'n03', 'n03']
  }

  def "jobs of one core run side by side on a node, none waiting for another's CPU or memory"() {
    given: 'each waits until all have begun'
    def command = all('began', CORES)

    expect:
    atOnce(CORES) { i ->
      ran(command + ["$i".toString()], nodes: ['n02'], cpuIds: [i])
    }*.exitCode() == [0] * CORES
  }

  def "a job on two nodes begins beside steps that Slurm believes to fill them"() {
    given:
    def filling = new FutureTask<CommandResult>({ ran(runner(overlap: false), all('filled', 2) + ['a'], nodes: ['n01', 'n02'], ranksPerNode: CORES) })
    new Thread(filling).start()
    within { assert folder.resolve('filled-a').toFile().exists() }

    expect:
    ran(all('filled', 2) + ['b'], nodes: ['n01', 'n02']).exitCode() == 0
    filling.get().exitCode() == 0
  }

  @Requires(value = { RealAllocationSpec.binds() }, reason = 'no taskset on this machine, or one core only')
  def "ranks are bound to the cores that the job was given, whatever others have: #cpuIds for #ranks"() {
    when:
    def out = ran(['sh', '-c', 'sed -n "s/Cpus_allowed_list:.//p" /proc/self/status'], nodes: ['n01'],
        cpuIds: cpuIds, ranksPerNode: ranks).out()

    then:
    out.readLines().sort() == bound

    where:
    cpuIds | ranks || bound
    [0]    | 1     || ['0']
    [1]    | 1     || ['1']
    [1]    | 2     || ['1', '1']
  }

  def "jobs with a GPU each get different ones"() {
    expect:
    atOnce(2) { i ->
      ran(gpu('gpu', 2) + ["$i".toString()], nodes: ['n01'], cpuIds: [i], gpuIds: [i], gpus: visible(i))
    }*.exitCode() == [0, 0]
    (0..1).collect { folder.resolve("gpu-$it").text.trim() } == ['0', '1']
  }

  def "jobs that share a GPU run side by side, on one GPU and both, and see what Balsam chose"() {
    expect:
    atOnce(4) { i ->
      ran(gpu('half', 4) + ["$i".toString()], nodes: ['n01'], cpuIds: [i % CORES], gpuIds: [i.intdiv(2)], gpus: visible(i.intdiv(2)))
    }*.exitCode() == [0] * 4
    (0..3).collect { folder.resolve("half-$it").text.trim() } == ['0', '0', '1', '1']
  }

  def "jobs get different GPUs also where Slurm chooses them"() {
    expect:
    atOnce(2) { i ->
      ran(runner(share_gpus: false), gpu('own', 2) + ["$i".toString()], nodes: ['n01'], cpuIds: [i], gpuIds: [i])
    }*.exitCode() == [0, 0]
    (0..1).collect { folder.resolve("own-$it").text.trim() }.sort() == ['0', '1']
  }

  def "jobs on whole nodes get the GPUs they ask for on each: #ranks ranks with #each"() {
    expect:
    ran(['sh', '-c', 'echo $CUDA_VISIBLE_DEVICES'], nodes: ['n01', 'n02'], ranksPerNode: ranks, gpusPerRank: each)
        .out().readLines() == [gpus] * 2 * ranks

    where:
    ranks | each || gpus
    1     | 1    || '0'
    2     | 1    || '0,1'
    2     | 0.5  || '0'
    1     | 0    || ''
  }

  def "jobs on whole nodes get at least the GPUs that the site says there are"() {
    expect:
    ran(runner(gpus_per_node: 2), ['sh', '-c', 'echo $CUDA_VISIBLE_DEVICES'], nodes: ['n01', 'n02']).out().readLines() ==
        ['0,1', '0,1']
  }

  def "a rank that dies ends the others, and the code says so"() {
    expect:
    ran(['sh', '-c', '[ $SLURM_PROCID = 0 ] && exit 3; exec sleep 600'], nodes: ['n01', 'n02'])
        .with { it.exitCode() != 0 && it.err().contains('Exited with exit code 3') }
  }

  def "the environment and the arguments of the command arrive unchanged"() {
    expect:
    ran(['printf', '%s|', 'a  b', '$HOME', '"', ''], nodes: ['n01']).out() == 'a  b|$HOME|"||'
    ran(['sh', '-c', 'echo $BALSAM_JOB_ID'], nodes: ['n01']).out() == '77\n'
  }

  @Requires(value = { RealAllocationSpec.mpi() }, reason = 'no mpicc with PMIx on this machine')
  def "an MPI program spreads over nodes"() {
    given:
    def source = folder.resolve('hello.c')
    source.text = '''\
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
int main(int argc, char **argv) {
  int rank, size;
  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  printf("%d of %d on %s\\n", rank, size, getenv("SLURMD_NODENAME"));
  MPI_Finalize();
  return 0;
}
'''
    cluster.run('mpicc', '-o', "$folder/hello", source.toString())

    when: 'they exchange no messages: Open MPI is easily confused by nodes that are one host'
    def result = ran(runner(mpi: 'pmix'), ["$folder/hello".toString()], nodes: ['n01', 'n02', 'n03'], ranksPerNode: 2,
        OMPI_MCA_btl: 'self,tcp', OMPI_MCA_btl_tcp_if_include: 'lo')

    then:
    result.out().readLines().sort() == ['n01', 'n01', 'n02', 'n02', 'n03', 'n03'].withIndex()
        .collect { node, i -> "$i of 6 on $node".toString() }
  }

  def "Slurm reads #list as we do"() {
    expect:
    NodeNames.expand(list) == cluster.scontrol('show', 'hostnames', list).readLines()

    where:
    list << ['n[01-04,07]', 'n[8-11],m3', 'x-[1-2]-y[3-4]', 'nid0[3038-3039,8241]', 'r[1-2]n[1,3]', 'a[098-101]']
  }

  static boolean mpi() {
    def pmix = ['sh', '-c', 'command -v mpicc && mpicc --showme:version && ls /usr/lib/*/slurm*/mpi_pmix.so'].execute()
    pmix.consumeProcessOutput()
    pmix.waitFor() == 0
  }

  static boolean binds() {
    CORES == Runtime.runtime.availableProcessors() && ['sh', '-c', 'command -v taskset'].execute().waitFor() == 0
  }

  /** Waits until so many have begun. */
  private List<String> all(String name, int count) {
    ['sh', '-c', "touch $folder/$name-\$0; while [ \$(ls $folder | grep -c $name-) -lt $count ]; do sleep 0.1; done"]*.toString()
  }

  /** Notes the GPUs that it sees, and waits until so many have. */
  private List<String> gpu(String name, int count) {
    ['sh', '-c', "echo \$CUDA_VISIBLE_DEVICES >$folder/$name-\$0; while [ \$(cat $folder/$name-? | wc -l) -lt $count ]; do sleep 0.1; done"]*.toString()
  }

  private static Map<String, String> visible(int gpu) { [CUDA_VISIBLE_DEVICES: "$gpu".toString()] }

  private static List<CommandResult> atOnce(int count, Closure<CommandResult> job) {
    def tasks = (0..<count).collect { i -> new FutureTask<CommandResult>({ job(i) }) }
    tasks.each { new Thread(it).start() }
    tasks*.get()
  }

  private CommandResult ran(Map<String, ?> launch, List<String> command) { ran(launch, runner([:]), command) }

  private CommandResult ran(Map<String, ?> launch, MpiRunner runner, List<String> command) {
    def all = [ranksPerNode: 1, gpusPerRank: 0, cpuIds: [], gpuIds: [], gpus: [:], memory: 0] + launch
    def line = runner.commandLine(new Launch(77, command, all.nodes, all.ranksPerNode, 1, 1, all.gpusPerRank,
        new Node(all.nodes[0], 0..<CORES, 0..1), all.cpuIds, all.gpuIds, all.gpus, all.memory, [:]))
    cluster.commands().run(line, environment + [BALSAM_JOB_ID: '77'] + launch.findAll { it.key ==~ /OMPI.*/ }, '',
        Duration.ofMinutes(1))
  }

  private MpiRunner runner(Map<String, ?> settings) { new SrunProvider().create(new PluginConfig(settings), context()) }

  private NodeDiscovery discovery(Map<String, ?> settings) {
    new SlurmNodesProvider().create(new PluginConfig(settings), context())
  }

  private TestContext context() { new TestContext(cluster.commands(), Clock.systemUTC(), folder) }

  private static void within(Closure<?> block) {
    new PollingConditions(timeout: 60, delay: 0.1).eventually(block)
  }
}
