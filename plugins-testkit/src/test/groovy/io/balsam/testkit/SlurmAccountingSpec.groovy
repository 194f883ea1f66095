package io.balsam.testkit

import spock.lang.Requires
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

@Requires(value = { SlurmCluster.missingForAccounting().empty }, reason = 'Slurm with accounting is not installed here')
class SlurmAccountingSpec extends Specification {

  def "with accounting, finished jobs are remembered, and an unknown account is refused"() {
    given:
    def cluster = SlurmCluster.start(SlurmSetup.of(1, 2).withAccounting())
    def id = cluster.run('sbatch', '--parsable', '-A', 'balsam', '-o', '/dev/null', '--wrap', 'exit 3')

    expect:
    new PollingConditions(timeout: 60, delay: 0.1).eventually {
      assert cluster.run('sacct', '-X', '-n', '-P', '-j', id, '-o', 'State,ExitCode,Account') == 'FAILED|3:0|balsam'
    }

    when:
    cluster.run('sbatch', '-A', 'nobody', '-o', '/dev/null', '--wrap', 'true')

    then:
    def e = thrown(IllegalStateException)
    e.message.contains('Invalid account')

    cleanup:
    cluster?.close()
  }
}
