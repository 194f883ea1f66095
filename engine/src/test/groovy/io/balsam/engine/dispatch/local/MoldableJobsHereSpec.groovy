package io.balsam.engine.dispatch.local

import io.balsam.engine.EngineSpecification
import io.balsam.engine.FakePlatform
import io.balsam.engine.domain.JobState
import io.balsam.engine.domain.NodeRange
import io.balsam.engine.domain.Resources
import io.balsam.spi.Node

/** Jobs that can start on several numbers of nodes, on the nodes of an engine. */
class MoldableJobsHereSpec extends EngineSpecification {

  @Override
  FakePlatform newPlatform() {
    def platform = new FakePlatform(2)
    platform.nodes = (1..4).collect { new Node("n$it".toString(), [0, 1], []).withMemory(1L << 30) }
    return platform
  }

  static Resources range(int fewest, int most) { Resources.DEFAULT.withRange(new NodeRange(fewest, most)) }

  def "a job is started on a number of nodes of its range that there are"() {
    when:
    long run = run([command('app', 'echo $RANKS')], (1..4).collect { job(workdir: "w$it", resources: range(1, 16)) })

    then:
    jobs(run)*.resources()*.nodes().sort() == [1, 1, 2, 4]
    jobs(run).every { it.node().split(',').size() == it.resources().nodes() }
  }

  def "a job for which even the fewest are too many fails as others do"() {
    when:
    long run = run([command('app', 'true')], [job(resources: range(5, 16))])

    then:
    jobs(run)*.state() == [JobState.FAILED]
    engine.explain(jobs(run)[0].id()).get().toString().contains('needs 5 nodes')
  }

  def "results are reused whatever number was chosen"() {
    given:
    def twice = [command('app', 'true {{n}}', parameters: ['n'])]
    run(twice, (1..3).collect { job(workdir: "w$it", parameters: [n: it], resources: range(1, 4)) })

    when:
    long again = engine.submit(workflow(twice, (3..1).collect { job(workdir: "w$it", parameters: [n: it], resources: range(1, 4)) }), true)
    finish(again)

    then:
    jobs(again)*.reusedFrom().sort() == [1, 2, 3]
  }
}
