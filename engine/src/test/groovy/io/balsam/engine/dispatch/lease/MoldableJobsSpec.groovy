package io.balsam.engine.dispatch.lease

import io.balsam.engine.EngineSpecification
import io.balsam.engine.FakePlatform
import io.balsam.engine.api.EventFilter
import io.balsam.engine.api.JobFilter
import io.balsam.engine.batchjob.SitePolicy
import io.balsam.engine.domain.MoldableLimits
import io.balsam.engine.domain.NodeRange
import io.balsam.engine.domain.Resources
import io.balsam.engine.domain.Workflow
import java.time.Duration
import java.time.Instant

/** Numbers of nodes that launchers are given for jobs that can start on several. */
class MoldableJobsSpec extends EngineSpecification {

  static final Duration NOW = Duration.ofMillis(1)
  static final MoldableLimits ANY = new MoldableLimits(OptionalDouble.empty(), 0)

  /** Amdahl's law: 160 minutes on one node, of which 20 are serial. */
  static final Closure<Double> AMDAHL = { int nodes -> 20 + 140 / nodes }

  @Override
  FakePlatform newPlatform() { new SessionsContractSpec.NoNodes() }

  @Override
  SitePolicy newRules() { SessionsContractSpec.rules(SessionsContractSpec.LEASE) }

  SimulatedLauncher launcher(Map how = [:]) { new SimulatedLauncher(how, engine.sessions()).open() }

  static Resources range(int fewest, int most) { Resources.DEFAULT.withRange(new NodeRange(fewest, most)) }

  long submit(List jobs, MoldableLimits limits = MoldableLimits.DEFAULT) {
    Workflow plain = workflow([command('app', 'true')], jobs)
    engine.submit(new Workflow(plain.name(), plain.script(), plain.apps(), plain.jobs(), limits), false)
  }

  int nodesOf(long job) { engine.jobs(JobFilter.ALL.withIds([job])).results()[0].resources().nodes() }

  List<Map> choices(long job) {
    engine.events(EventFilter.ALL.withJobs([job]), Duration.ZERO).findAll { it.cause() == 'nodes_chosen' }*.data()
  }

  /** Has all jobs end, each after the minutes that the law has for its nodes; returns the nodes of each. */
  Map<Long, Integer> work(SimulatedLauncher launcher, int jobs, Closure<Double> law = AMDAHL) {
    Map<Long, Integer> nodes = new TreeMap<>()
    while (nodes.size() < jobs) {
      def some = launcher.poll().start()
      some.each { one ->
        nodes[one.job()] = one.placement().nodes().size()
        def ended = Instant.now()
        launcher.end(one.job(), began: ended.minusMillis((law(nodes[one.job()]) * 60_000) as long), at: ended)
      }
    }
    return nodes
  }

  /** Has the app's run times learnt; the launcher is gone afterwards. */
  void learnt(int most = 16, Closure<Double> law = AMDAHL) {
    def teacher = launcher(count: 16, cores: 64)
    submit((1..15).collect { job(resources: range(1, most)) })
    work(teacher, 15, law)
    teacher.close()
  }

  def "numbers are spread over the range until run times are known, and recorded"() {
    given:
    def here = launcher(count: 16)

    when:
    submit((1..7).collect { job(resources: range(1, 16)) })
    def nodes = work(here, 7)

    then:
    nodes.values() as List == [1, 2, 4, 8, 16, 1, 2]
    (1..7).collect { nodesOf(it) } == [1, 2, 4, 8, 16, 1, 2]
    choices(3) == [[nodes: 4, range: '1..16', message: 'chosen 4 of 1..16 nodes: to learn how its run time depends on them']]
  }

  def "once the law is known, the number is the fastest one that is efficient enough: #efficiency"() {
    given:
    learnt()
    def here = launcher(count: 16)

    when:
    submit([job(resources: range(1, 16))], new MoldableLimits(OptionalDouble.empty(), efficiency))
    def nodes = work(here, 1)

    then:
    nodes == [16L: most]
    choices(16)[0].expected_seconds / 60 > 0.9 * AMDAHL(most)
    choices(16)[0].expected_seconds / 60 < 1.1 * AMDAHL(most)
    choices(16)[0].message ==~ /chosen $most of 1..16 nodes: estimated .*, efficiency 0.\d\d|chosen 1 .* efficiency 1.00/

    where:
    efficiency || most
    0          || 16
    0.5        || 8
    0.6        || 4
    0.95       || 1
  }

  def "many jobs take few nodes each, few jobs many"() {
    given:
    learnt()
    def here = launcher(count: 16)

    when:
    submit((1..count).collect { job(resources: range(1, 16)) }, ANY)
    def nodes = work(here, count)

    then:
    nodes.values().take(Math.max(1, count - 20)).every { it in least..most }

    where:
    count || least | most
    1     || 16    | 16
    2     || 8     | 16
    40    || 1     | 2
  }

  def "no number is chosen with which the run would exceed its node-hours: #hours"() {
    given:
    learnt()
    def here = launcher(count: 16)

    when:
    submit((1..2).collect { job(resources: range(1, 16)) }, new MoldableLimits(OptionalDouble.of(hours), 0))
    def nodes = work(here, 2)

    then:
    nodes.values().sum { it * AMDAHL(it) / 60 } <= Math.max(hours, least) + 0.001
    nodes.values().max() > 1 || hours < 6.5

    where:
    hours | least
    20.0d | 0
    9.0d  | 0
    6.5d  | 0
    3.0d  | 2 * 160 / 60 // on the fewest nodes, since no number is within the limit
  }

  def "what the run has taken counts, also before a restart"() {
    given:
    learnt()
    def limit = new MoldableLimits(OptionalDouble.of(12), 0)
    def here = launcher(count: 16)

    when: 'the first takes more than was thought'
    long run = submit([job(resources: range(1, 16)), job(resources: range(1, 16), after: [0])], limit)
    work(here, 1) { 60 }
    restart ? crash() : null
    if (restart) {
      engine.resume(run)
      here = new SimulatedLauncher(engine.sessions(), here).open()
    }
    def nodes = work(here, 1)

    then:
    nodes.values() as List == [1]

    where:
    restart << [false, true]
  }

  def "a number is within what launchers have, and chosen again while the job waits when there are others"() {
    given:
    learnt()

    when:
    submit([job(resources: range(1, 16))], ANY)

    then: 'nobody is there yet'
    eventually { nodesOf(16) == 16 }

    when:
    def small = launcher(count: 2)
    small.poll(NOW)

    then:
    small.held[16L].placement().nodes().size() == 2
    choices(16)*.nodes == [16, 2]
  }

  def "a job keeps its number when the owner restarts and when it runs again"() {
    given:
    def here = launcher(count: 16)
    long run = submit((1..4).collect { job(resources: range(1, 16)) } )
    while (here.held.size() < 4) {
      here.poll()
    }
    here.begin(3L)

    when:
    crash()
    engine.resume(run)
    here = new SimulatedLauncher(engine.sessions(), here).open()

    then:
    here.held.collectEntries { [it.key, it.value.resources().nodes()] } == [1L: 1, 2L: 2, 3L: 4, 4L: 8]
    (1..4).collect { nodesOf(it) } == [1, 2, 4, 8]

    when: 'it is cut off'
    here.close('gone')
    def other = launcher(count: 16)
    while (!other.held.containsKey(3L)) {
      other.poll()
    }

    then:
    other.held[3L].attempt() == 2
    other.held[3L].placement().nodes().size() == 4
    choices(3)*.nodes == [4]
  }

  def "jobs that wait get other numbers once run times are known"() {
    given:
    def here = launcher(count: 16, cores: 64)
    submit((1..100).collect { job(resources: range(1, 16)) })

    when:
    def nodes = work(here, 100)

    then:
    nodes.values().max() > 4
    (nodes.values() as List).drop(60).every { it == 1 }
  }

  def "a number with which a job would exceed its wall time is not chosen"() {
    given:
    learnt()
    def here = launcher(count: 16)

    when:
    submit((1..40).collect { job(resources: range(1, 16), wallTime: Duration.ofMinutes(70)) }, ANY)
    def nodes = work(here, 40)

    then:
    nodes.values().toSet() == [4] as Set
  }
}
