package io.balsam.local

import io.balsam.spi.ErrorKind
import io.balsam.spi.LaunchEnd
import io.balsam.spi.MpiRunner
import io.balsam.spi.PluginException
import io.balsam.testkit.MpiRunnerContract

class OpenMpiSpec extends MpiRunnerContract {

  @Override
  MpiRunner runner() { new Mpirun('mpirun', MpiFlavour.OPENMPI, [], false, false) }

  @Override
  Map<LaunchEnd, List<String>> sayings() {
    [(LaunchEnd.STOPPED)    : ['ORTE has lost communication with a remote daemon.\n\n  HNP daemon   : [[93,0],0] on node n01'],
     (LaunchEnd.NOT_CREATED): ['ORTE was unable to reliably start one or more daemons.'],
     (LaunchEnd.UNTOLD)     : ['mpirun detected that one or more processes exited with non-zero status']]
  }

  def "Open MPI starts ranks on this machine"() {
    expect:
    runner().commandLine(launch(nodes: ['localhost'], ranksPerNode: 4)).join(' ') ==
        'mpirun -n 4 --oversubscribe --bind-to none sim'
  }

  def "Open MPI starts ranks on other machines"() {
    expect:
    runner().commandLine(launch(nodes: ['n01', 'n02'], ranksPerNode: 4)).join(' ') ==
        'mpirun -n 8 --oversubscribe --bind-to none --map-by ppr:4:node --host n01:4,n02:4 sim'
  }

  def "Open MPI runs as root"() {
    expect:
    new Mpirun('mpirun', MpiFlavour.OPENMPI, [], true, false).commandLine(launch(nodes: ['localhost'])).join(' ') ==
        'mpirun -n 1 --allow-run-as-root --oversubscribe --bind-to none sim'
  }

  def "the author's binding options override Balsam's"() {
    expect:
    runner().commandLine(launch(nodes: ['localhost'], launchParams: ['--bind-to': 'core', '-v': ''])).join(' ') ==
        'mpirun -n 1 --oversubscribe --bind-to core -v sim'
  }

  def "the site's flags come before the job's"() {
    given:
    def runner = new Mpirun('/opt/mpi/bin/mpirun', MpiFlavour.OPENMPI, ['--mca', 'btl', 'self'], false, false)

    expect:
    runner.commandLine(launch(nodes: ['localhost'], launchParams: ['--tag-output': ''])).join(' ') ==
        '/opt/mpi/bin/mpirun -n 1 --oversubscribe --bind-to none --mca btl self --tag-output sim'
  }

  def "a launch parameter without its dashes is refused, since it would be run as the program"() {
    when:
    runner().commandLine(launch(launchParams: ['bind-to': 'core']))

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.USER
    e.message == "launch parameter 'bind-to': mpirun would run it as the program: write '--bind-to'"
  }

  def "mpirun is to label, or write elsewhere, what ranks print: #option"() {
    expect:
    runner().shapesOutput([(option): '']) == shapes
    new Mpirun('mpirun', MpiFlavour.OPENMPI, [option], false, false).shapesOutput([:]) == shapes

    where:
    option                     | shapes
    '--tag-output'             | true
    '-output-filename'         | true
    '-prepend-rank'            | true
    '--merge-stderr-to-stdout' | true
    '--oversubscribe'          | false
    '-v'                       | false
  }

  def "the general message of mpirun about a failed program is not reported as the cause: #line"() {
    expect:
    runner().isNoise(line) == noise

    where:
    line                                                                         | noise
    '-' * 74                                                                     | true
    'Primary job  terminated normally, but 1 process returned'                   | true
    'a non-zero exit code. Per user-direction, the job has been aborted.'        | true
    'mpirun detected that one or more processes exited with non-zero status, thus causing' | true
    '  Exit code:    3'                                                          | true
    'MPI_ABORT was invoked on rank 0 in communicator MPI_COMM_WORLD'             | false
    'There are not enough slots available in the system to satisfy the 8'        | false
  }
}
