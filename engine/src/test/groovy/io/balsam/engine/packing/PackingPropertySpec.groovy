package io.balsam.engine.packing

import io.balsam.engine.domain.Placement
import io.balsam.engine.domain.Resources
import io.balsam.spi.Node
import java.time.Duration
import spock.lang.Specification

/** Random jobs come, run and end on random nodes; the books are kept a second time by hand. */
class PackingPropertySpec extends Specification {

  static final List<Integer> PACKINGS = [1, 2, 3, 7, 64, Resources.UNLIMITED, Resources.UNLIMITED]

  static final long GB = 1L << 30
  static final List<Map<String, Integer>> NAMED =
      [[:], [:], [:], [fpga: 1], [fpga: 2], [licence: 1], [licence: 3], [fpga: 1, licence: 2], [unknown: 1]]

  /** What no node has. */
  static final Map<String, Integer> OF_SITE = [licence: 5]

  record Waiting(long job, Resources resources, Duration wall, int priority) {}

  record Running(long job, Resources resources, Placement placement) {}

  def "no node is over-committed, all is released, nothing that fits waits, best first (seed #seed)"() {
    given:
    def random = new Random(seed)
    def nodes = someNodes(random)
    def pool = new NodePool(nodes, true, 0, new SiteResources(OF_SITE))
    def queue = new RunQueue(RankPolicy.PRIORITY, Long.MAX_VALUE)
    Map<Long, Waiting> waiting = [:]
    List<Running> running = []
    long next = 1

    when:
    300.times {
      random.nextInt(6).times {
        def job = new Waiting(next++, someResources(random), Duration.ofMinutes(random.nextInt(3)), random.nextInt(3))
        waiting[job.job()] = job
        queue.add(job.job(), job.resources(), job.wall(), claim(job.priority()))
      }
      if (waiting && random.nextInt(8) == 0) {
        def victim = waiting.keySet().toList()[random.nextInt(waiting.size())]
        waiting.remove(victim)
        assert queue.remove(victim)
        assert !queue.remove(victim)
      }
      def order = []
      queue.drain(pool) { long job, Placement placement ->
        def one = waiting.remove(job)
        assert one != null
        // Best first: whatever is better and still waits did not fit before this one was placed,
        // so it does not fit after it either.
        order << one
        running << new Running(job, one.resources(), placement)
        assertNotOvercommitted(nodes, running)
      }
      assert queue.size() == waiting.size()
      assert waiting.values().every { pool.place(it.resources()).empty }
      order.groupBy { it.resources() }.values().each { same ->
        assert same == same.toSorted { a, b -> b.priority() <=> a.priority() ?: b.wall() <=> a.wall() ?: a.job() <=> b.job() }
      }
      random.nextInt(4).times {
        if (running) {
          def ended = running.remove(random.nextInt(running.size()))
          pool.release(ended.placement(), ended.resources())
        }
      }
    }
    running.each { pool.release(it.placement(), it.resources()) }

    then: 'every node can be taken whole again, and core by core, and GPU by GPU'
    def whole = new Resources(nodes.size(), 1, 1, 1, 0, 1)
    def all = pool.place(whole)
    all.present
    pool.release(all.get(), whole)
    NodePoolSpec.fill(pool, Resources.DEFAULT).collectMany { p -> p.cpuIds().collect { [p.nodes()[0], it] } }.toSet().size() ==
        nodes.sum { it.cpuIds().size() }

    where:
    seed << (1..12)
  }

  def "jobs are placed in the order of the policy, also when that has changed meanwhile (seed #seed)"() {
    given:
    def random = new Random(seed)
    def pool = new NodePool(NodePoolSpec.nodes(2, 4, 0))
    Map<String, Integer> usage = [ada: 0, bob: 0, cleo: 0]
    RankPolicy byUsage = { one, other ->
      usage[one.owner()] <=> usage[other.owner()] ?: one.owner() <=> other.owner() ?: other.priority() <=> one.priority()
    }
    def queue = new RunQueue(byUsage, Long.MAX_VALUE)
    Map<Long, RankPolicy.Claim> waiting = [:]
    List<Placement> running = []
    long next = 1

    expect:
    200.times {
      random.nextInt(4).times {
        waiting[next] = new RankPolicy.Claim(random.nextInt(2), usage.keySet()[random.nextInt(3)])
        queue.add(next, Resources.DEFAULT, Duration.ZERO, waiting[next])
        next++
      }
      usage[usage.keySet()[random.nextInt(3)]] = random.nextInt(5)
      queue.reorder()
      def expected = waiting.keySet().toSorted { a, b -> byUsage.compare(waiting[a], waiting[b]) ?: a <=> b }
      def placed = []
      queue.drain(pool, 1 + random.nextInt(4)) { long job, Placement placement ->
        placed << job
        waiting.remove(job)
        running << placement
      }
      assert placed == expected.take(placed.size())
      random.nextInt(4).times {
        if (running) {
          pool.release(running.remove(0), Resources.DEFAULT)
        }
      }
    }

    where:
    seed << (1..6)
  }

  def "a request of lower priority can be overtaken without limit, and keeps no nodes from others"() {
    given:
    RankPolicy adaFirst = { one, other -> (other.owner() == 'ada') <=> (one.owner() == 'ada') }
    def pool = new NodePool(NodePoolSpec.nodes(2, 1, 0))
    def queue = new RunQueue(adaFirst, 1)
    queue.add(1_000, new Resources(2, 1, 1, 1, 0, 1), Duration.ZERO, new RankPolicy.Claim(9, 'bob'))
    def taken = pool.place(Resources.DEFAULT).get()
    def started = []

    when:
    (1..20).each {
      queue.add(it, Resources.DEFAULT, Duration.ZERO, new RankPolicy.Claim(0, 'ada'))
      queue.drain(pool) { long job, Placement placement ->
        started << job
        pool.release(placement, Resources.DEFAULT)
      }
    }

    then:
    started == (1L..20L).toList()
    pool.release(taken, Resources.DEFAULT)
  }

  private static RankPolicy.Claim claim(int priority) { new RankPolicy.Claim(priority, 'ada') }

  def "among jobs that could each run alone, the higher priority goes first, then the longer, then the older"() {
    given:
    def pool = new NodePool(NodePoolSpec.nodes(1, 1, 0))
    def queue = new RunQueue()
    queue.add(5, Resources.DEFAULT, Duration.ofHours(1), claim(0))
    queue.add(4, Resources.DEFAULT, Duration.ofHours(1), claim(0))
    queue.add(3, new Resources(1, 1, 1, 1, 0, 1), Duration.ofHours(2), claim(0))
    queue.add(2, Resources.DEFAULT, Duration.ZERO, claim(7))
    queue.add(1, new Resources(1, 1, 1, 2, 0, 5), Duration.ZERO, claim(0))

    expect:
    allInTurn(queue, pool) == [2L, 3L, 4L, 5L, 1L]
  }

  def "with little time left the best of the jobs that may start is started (seed #seed)"() {
    given:
    def random = new Random(seed)
    def pool = new NodePool(NodePoolSpec.nodes(1, 1, 0))
    def queue = new RunQueue()
    def left = new JobTime.Left(Duration.ofMinutes(random.nextInt(6)), random.nextBoolean())
    def times = [:]
    (1..20).each { long job ->
      times[job] = [random.nextInt(3), new JobTime(Duration.ofMinutes(random.nextInt(9)), random.nextBoolean())]
      queue.add(job, Resources.DEFAULT, times[job][1] as JobTime, claim(times[job][0] as int))
    }
    def may = times.findAll { left.takes(it.value[1] as JobTime) }
    def started = []
    def taken = null

    when:
    may.size().times {
      queue.drain(pool, { true }, left) { long job, Placement p ->
        started << job
        taken = p
      }
      pool.release(taken, Resources.DEFAULT)
    }

    then:
    started == may.keySet().sort { one, other ->
      (times[other][0] <=> times[one][0]) ?: (times[other][1].atMost() <=> times[one][1].atMost())
        ?: (times[other][1].declared() <=> times[one][1].declared()) ?: (one <=> other)
    }
    queue.drain(pool, { true }, left) { long job, Placement p -> started << job }
    started.size() == may.size()

    where:
    seed << (1..50)
  }

  def "3, 3 and 1 nodes on 4 free nodes start the first and the last"() {
    given:
    def pool = new NodePool(NodePoolSpec.nodes(4, 2, 0))
    def queue = new RunQueue()
    [3, 3, 1].eachWithIndex { nodes, i ->
      queue.add(i + 1, new Resources(nodes, 1, 1, 1, 0, 1), Duration.ZERO, claim(0))
    }
    def started = []

    when:
    queue.drain(pool) { long job, Placement p -> started << job }

    then:
    started == [1L, 3L]
    queue.size() == 1
  }

  def "a job taken out and put in again is placed once"() {
    given:
    def pool = new NodePool(NodePoolSpec.nodes(1, 8, 0))
    def queue = new RunQueue()
    [1, 2, 3].each { queue.add(it, Resources.DEFAULT, Duration.ZERO, claim(0)) }
    queue.remove(2)
    queue.add(2, Resources.DEFAULT, Duration.ZERO, claim(0))
    queue.remove(3)
    queue.add(3, Resources.DEFAULT, Duration.ZERO, claim(9))
    def started = []

    when:
    queue.drain(pool) { long job, Placement p -> started << job }

    then:
    started == [3L, 1L, 2L]
    queue.size() == 0
  }

  def "a wide job starts although narrow ones keep arriving: #wanted"() {
    given:
    def pool = new NodePool(NodePoolSpec.nodes(3, 4, 0))
    def queue = new RunQueue()
    def random = new Random(11)
    List<Running> running = []
    long next = 1
    def started = false
    int turns = 0

    when:
    queue.add(1_000_000, wanted, Duration.ZERO, claim(0))
    while (!started && turns < 5_000) {
      turns++
      while (queue.size() < 20) {
        queue.add(next++, Resources.DEFAULT, Duration.ofHours(9), claim(0))
      }
      queue.drain(pool) { long job, Placement placement ->
        started |= job == 1_000_000
        running << new Running(job, Resources.DEFAULT, placement)
      }
      if (!started) {
        def ended = running.remove(random.nextInt(running.size()))
        pool.release(ended.placement(), ended.resources())
      }
    }

    then:
    started

    where:
    wanted << [new Resources(2, 1, 1, 1, 0, 1), new Resources(1, 4, 1, 1, 0, Resources.UNLIMITED),
        new Resources(1, 1, 1, 1, 0, 1)]
  }

  def "nodes kept for a job are open again when it is cancelled, and at once when it has started"() {
    given:
    def pool = new NodePool(NodePoolSpec.nodes(2, 1, 0))
    def queue = new RunQueue(RankPolicy.PRIORITY, 1)
    def started = []
    def sink = { long job, Placement p -> started << [job, p] } as RunQueue.Sink
    def both = new Resources(2, 1, 1, 1, 0, 1)
    def taken = (1..2).collect { pool.place(Resources.DEFAULT).get() }

    when: 'the wide job is overtaken'
    queue.add(1, both, Duration.ZERO, claim(0))
    queue.add(2, Resources.DEFAULT, Duration.ZERO, claim(0))
    pool.release(taken[0], Resources.DEFAULT)
    queue.drain(pool, sink)

    then:
    started*.get(0) == [2L]

    when: 'a node is free, but kept'
    queue.add(3, Resources.DEFAULT, Duration.ZERO, claim(0))
    pool.release(taken[1], Resources.DEFAULT)
    queue.drain(pool, sink)

    then:
    started*.get(0) == [2L]
    pool.missing(Resources.DEFAULT).empty
    pool.kept(Resources.DEFAULT).get().words() == 'job 1, which needs 2 empty nodes and has waited long'

    when: 'somebody of higher priority may use it'
    queue.add(4, Resources.DEFAULT, Duration.ZERO, claim(1))
    queue.drain(pool, sink)

    then:
    started*.get(0) == [2L, 4L]

    when:
    started.each { pool.release(it[1], Resources.DEFAULT) }
    if (cancelled) {
      queue.remove(1)
    }
    queue.drain(pool, sink)

    then:
    started*.get(0).drop(2) == (cancelled ? [3L] : [1L])
    pool.missing(Resources.DEFAULT).empty == cancelled
    pool.kept(Resources.DEFAULT).empty

    where:
    cancelled << [true, false]
  }

  def "a job that needs much of a site resource starts although others keep using it, and keeps no node meanwhile"() {
    given:
    def pool = new NodePool(NodePoolSpec.nodes(1, 8, 0), true, 0, new SiteResources([licence: 4]))
    def queue = new RunQueue()
    def one = NodePoolSpec.with(0, [licence: 1])
    def all = NodePoolSpec.with(0, [licence: 4])
    List<Running> running = []
    def random = new Random(5)
    long next = 1
    def started = false
    def others = 0

    when:
    queue.add(1_000_000, all, Duration.ZERO, claim(0))
    for (int turn = 0; !started && turn < 5_000; turn++) {
      [one, Resources.DEFAULT].each { wanted ->
        6.times { queue.add(next++, wanted, Duration.ofHours(9), claim(0)) }
      }
      queue.drain(pool) { long job, Placement placement ->
        started |= job == 1_000_000
        def resources = job == 1_000_000 ? all : (job - 1).intdiv(6) % 2 == 0 ? one : Resources.DEFAULT
        others += resources == Resources.DEFAULT ? 1 : 0
        running << new Running(job, resources, placement)
      }
      assert running.sum(0) { it.resources().named().licence ?: 0 } <= 4
      if (!started) {
        def ended = running.remove(random.nextInt(running.size()))
        pool.release(ended.placement(), ended.resources())
      }
    }

    then:
    started
    others > 20
  }

  private static List<Long> allInTurn(RunQueue queue, NodePool pool) {
    def order = []
    while (queue.size() > 0) {
      def ended = []
      def before = order.size()
      queue.drain(pool) { long job, Placement p ->
        order << job
        ended << p
      }
      assert order.size() == before + 1
      def resources = [3L: new Resources(1, 1, 1, 1, 0, 1), 1L: new Resources(1, 1, 1, 2, 0, 5)]
      pool.release(ended[0], resources.getOrDefault(order.last(), Resources.DEFAULT))
    }
    order
  }

  private static List<Node> someNodes(Random random) {
    (0..<1 + random.nextInt(6)).collect {
      new Node("n$it", (0..<1 + random.nextInt(16)).toList(), (0..<random.nextInt(5)).toList(), [],
          GB * random.nextInt(9), random.nextBoolean() ? [fpga: 1 + random.nextInt(3)] : [:])
    }
  }

  private static Resources someResources(Random random) {
    def gpus = [0, 0, 0, 0.5d, 1 / 3d, 0.25d, 1d, 1.5d, 2d]
    int nodes = random.nextInt(5) == 0 ? 2 + random.nextInt(2) : 1
    new Resources(nodes, 1 + random.nextInt(4), 1 + random.nextInt(3), 1 + random.nextInt(2),
        gpus[random.nextInt(gpus.size())] as double, PACKINGS[random.nextInt(PACKINGS.size())],
        random.nextBoolean() ? 0 : GB.intdiv(2) * random.nextInt(8),
        NAMED[random.nextInt(NAMED.size())])
  }

  private static void assertNotOvercommitted(List<Node> nodes, List<Running> running) {
    OF_SITE.each { name, count -> assert running.sum(0) { it.resources().named()[name] ?: 0 } <= count }
    nodes.eachWithIndex { node, i ->
      def here = running.findAll { it.placement().nodes().contains(i) }
      if (here.any { it.resources().multiNode() || it.resources().nodePackingCount() == 1 }) {
        assert here.size() == 1
      }
      assert here.every { it.placement().nodes().toSet().size() == it.resources().nodes() }
      assert here.sum(0L) { it.resources().memory() } <= node.memory()
      (here.collectMany { it.resources().named().keySet() }.toSet() - OF_SITE.keySet()).each { name ->
        assert here.sum(0) { it.resources().named()[name] ?: 0 } <= (node.resources()[name] ?: 0)
      }
      def single = here.findAll { !it.resources().multiNode() }
      def cpus = single.collectMany { it.placement().cpuIds() }
      assert cpus.size() == cpus.toSet().size()
      assert node.cpuIds().containsAll(cpus)
      assert single.every { it.placement().cpuIds().size() == it.resources().coresPerNode() }
      assert single.sum(0d) { it.resources().nodeShare() } <= 1.0011d
      Map<Integer, Double> load = [:].withDefault { 0d }
      single.each { one ->
        double left = one.resources().gpusPerNode()
        one.placement().gpuIds().each { id ->
          load[id] += Math.min(1d, left)
          left -= Math.min(1d, left)
        }
        assert left < 1e-9
      }
      assert node.gpuIds().containsAll(load.keySet())
      assert load.values().every { it <= 1 + 1e-6 }
    }
  }
}
