package io.balsam.testkit

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

@Requires(value = { SlurmCluster.missing().empty }, reason = 'not all of Slurm is installed here, or there is no network')
class SlurmClusterSpec extends Specification {

  @Shared
  @AutoCleanup
  SlurmCluster cluster = SlurmCluster.start(SlurmSetup.of(2, 4).withGpus(2))

  @TempDir
  Path folder

  def "its nodes are idle, with the CPUs and GPUs asked for"() {
    expect:
    cluster.nodes() == ['n01', 'n02']
    cluster.run('sinfo', '-h', '-N', '-p', 'long', '-o', '%N %T %c %G').readLines() ==
        ['n01 idle 4 gpu:fake:2', 'n02 idle 4 gpu:fake:2']
  }

  def "another one runs beside it, and ends with its job and its folder"() {
    given:
    def other = SlurmCluster.start(SlurmSetup.of(1, 2))
    other.run('sbatch', '-o', '/dev/null', '--wrap', "echo \$\$ >$folder/pid; exec sleep 600")
    within { assert folder.resolve('pid').toFile().exists() && folder.resolve('pid').text.trim() }
    def job = folder.resolve('pid').text.trim() as long

    expect:
    other.squeue('-h', '-o', '%T') == 'RUNNING'
    cluster.squeue('-h') == ''

    when:
    other.close()

    then:
    !Files.exists(other.folder())
    ProcessHandle.of(job).empty || SchedulerContract.dead(job)
    cluster.scontrol('ping').contains('UP')
  }

  def "without its controller nothing is answered; with it again, jobs are still known"() {
    given:
    def id = cluster.run('sbatch', '--parsable', '-o', '/dev/null', '--wrap', 'sleep 600')
    within { assert cluster.squeue('-h', '-j', id, '-o', '%T') == 'RUNNING' }

    when:
    cluster.stopController()

    then:
    !cluster.commands().run('scontrol', 'ping').ok()

    when:
    cluster.startController()

    then:
    cluster.squeue('-h', '-j', id, '-o', '%T') == 'RUNNING'

    cleanup:
    cluster.run('scancel', id)
  }

  def "a node that is killed takes its jobs with it, and comes back"() {
    given:
    def id = cluster.run('sbatch', '--parsable', '--no-requeue', '-w', 'n02', '-o', '/dev/null', '--wrap',
        "echo \$\$ >$folder/pid; sleep 600")
    within { assert folder.resolve('pid').toFile().exists() && folder.resolve('pid').text.trim() }
    def job = folder.resolve('pid').text.trim() as long

    when:
    cluster.killNode('n02')

    then:
    within { assert SchedulerContract.dead(job) }

    when:
    cluster.noticeDown('n02')

    then:
    within { assert cluster.squeue('-h', '-t', 'all', '-j', id, '-o', '%T') == 'NODE_FAIL' }

    when:
    cluster.startNode('n02')

    then:
    within { assert cluster.run('sinfo', '-h', '-n', 'n02', '-p', 'long', '-o', '%T') == 'idle' }
  }

  private static void within(Closure<?> block) {
    new PollingConditions(timeout: 90, delay: 0.1).eventually(block)
  }
}
