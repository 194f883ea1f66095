package io.balsam.local

import io.balsam.spi.MpiRunner
import io.balsam.testkit.MpiRunnerContract

class MpichSpec extends MpiRunnerContract {

  @Override
  MpiRunner runner() { new Mpirun('mpirun', MpiFlavour.MPICH, [], true, false) }

  def "the command line of MPICH names the nodes: #nodes"() {
    expect:
    runner().commandLine(launch(nodes: nodes, ranksPerNode: 4)).join(' ') == line

    where:
    nodes                          | line
    ['localhost']                  | 'mpirun -n 4 sim'
    ['localhost', 'localhost-2']   | 'mpirun -n 8 sim'
    ['n01', 'n02']                 | 'mpirun -n 8 -ppn 4 -hosts n01,n02 sim'
  }
}
