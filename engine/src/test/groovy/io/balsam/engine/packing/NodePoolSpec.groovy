package io.balsam.engine.packing

import io.balsam.engine.domain.Placement
import io.balsam.engine.domain.Resources
import io.balsam.spi.Node
import spock.lang.Specification

class NodePoolSpec extends Specification {

  static final int FREE = Resources.UNLIMITED
  static final long GB = 1L << 30

  def "as many equal jobs run at once as the rule of Balsam 2 allows: #why"() {
    given:
    def pool = new NodePool(nodes(2, 64, 8))
    def wanted = new Resources(1, ranks, threads, perCore, gpus, packing)

    expect:
    fill(pool, wanted).size() == expected

    where:
    why                                   | ranks | threads | perCore | gpus | packing || expected
    'packing 8, one GPU each'             | 1     | 1       | 1       | 1    | 8       || 16
    'packing 4, one GPU each'             | 1     | 1       | 1       | 1    | 4       || 8
    'packing 8, all GPUs each'            | 1     | 1       | 1       | 8    | 8       || 2
    'packing 3'                           | 1     | 1       | 1       | 0    | 3       || 6
    'packing 7'                           | 1     | 1       | 1       | 0    | 7       || 14
    'packing 64'                          | 1     | 1       | 1       | 0    | 64      || 128
    'at least one core each'              | 1     | 1       | 4       | 0    | 1000    || 128
    'packing 1 means a node of its own'   | 1     | 1       | 1       | 0    | 1       || 2
    'unlimited: cores alone count'        | 1     | 1       | 1       | 0    | FREE    || 128
    'ranks times threads'                 | 4     | 8       | 1       | 0    | FREE    || 4
    'threads share cores'                 | 4     | 8       | 4       | 0    | FREE    || 16
    'cores are rounded down'              | 3     | 1       | 2       | 0    | FREE    || 128
    'half a GPU is half a GPU (B-half)'   | 1     | 1       | 1       | 0.5  | FREE    || 32
    'packing still caps halves'           | 1     | 1       | 1       | 0.5  | 4       || 8
    'a quarter on each of two ranks'      | 2     | 1       | 1       | 0.25 | FREE    || 32
    'one and a half GPUs'                 | 3     | 1       | 1       | 0.5  | FREE    || 10
    'thirds'                              | 1     | 1       | 1       | 1/3d | FREE    || 48
    'sixths'                              | 1     | 1       | 1       | 1/6d | FREE    || 96
    'six sixths are a whole one'          | 6     | 1       | 1       | 1/6d | FREE    || 16
  }

  def "two halves share the first GPU and the third half opens the next"() {
    given:
    def pool = new NodePool(nodes(1, 8, 2))
    def half = new Resources(1, 1, 1, 1, 0.5, FREE)

    expect:
    (1..4).collect { pool.place(half).get().gpuIds() } == [[0], [0], [1], [1]]
    pool.place(half).empty
  }

  def "a shared GPU becomes a whole one again only when its last share is back"() {
    given:
    def pool = new NodePool(nodes(1, 8, 1))
    def half = new Resources(1, 1, 1, 1, 0.5, FREE)
    def whole = new Resources(1, 1, 1, 1, 1, FREE)
    def first = pool.place(half).get()
    def second = pool.place(half).get()

    when:
    pool.release(first, half)

    then:
    pool.place(whole).empty

    when:
    pool.release(second, half)

    then:
    pool.place(whole).get().gpuIds() == [0]
  }

  def "cores are taken from the front of the list and returned to its end"() {
    given:
    def pool = new NodePool(nodes(1, 4, 0))
    def two = new Resources(1, 2, 1, 1, 0, FREE)
    def first = pool.place(two).get()

    expect:
    first.cpuIds() == [0, 1]

    when:
    pool.release(first, two)

    then:
    pool.place(two).get().cpuIds() == [2, 3]
    pool.place(two).get().cpuIds() == [0, 1]
  }

  def "the first node that fits is used, not the emptiest"() {
    given:
    def pool = new NodePool(nodes(3, 4, 0))
    def three = new Resources(1, 3, 1, 1, 0, FREE)

    expect:
    (1..3).collect { pool.place(three).get().nodes() } == [[0], [1], [2]]
    pool.place(Resources.DEFAULT).get().nodes() == [0]
  }

  def "a job on several nodes takes empty nodes and gets no core numbers"() {
    given:
    def pool = new NodePool(nodes(4, 4, 2))
    def wide = new Resources(3, 64, 1, 1, 0, 1)

    when: 'somebody is on the first node'
    def small = pool.place(new Resources(1, 1, 1, 1, 0, 1000)).get()

    then:
    pool.place(wide).get() == new Placement([1, 2, 3], [], [])
    pool.place(Resources.DEFAULT).get().nodes() == [0]

    and: 'no job of any kind shares the nodes'
    fill(pool, Resources.DEFAULT).every { it.nodes() == [0] }
    small.nodes() == [0]
  }

  def "a job that takes a whole node shares it with no other job, whatever the others ask for"() {
    given:
    def pool = new NodePool(nodes(1, 4, 0))
    def own = new Resources(1, 1, 1, 1, 0, 1)

    when:
    def first = pool.place(Resources.DEFAULT).get()

    then:
    pool.place(own).empty

    when:
    pool.release(first, Resources.DEFAULT)

    then:
    pool.place(own).present
    pool.place(Resources.DEFAULT).empty
  }

  def "memory and named resources are taken from the node and returned"() {
    given:
    def pool = new NodePool([new Node('a', 0..<8, [], [], 4 * GB, [fpga: 1]), new Node('b', 0..<8, [], [], 8 * GB, [:])])

    expect: 'first fit in node order, where there is enough'
    def first = pool.place(with(3 * GB, [:])).get()
    first.nodes() == [0]
    pool.place(with(3 * GB, [:])).get().nodes() == [1]
    pool.place(with(5 * GB, [:])).get().nodes() == [1]
    pool.place(with(2 * GB, [:])).empty
    pool.place(Resources.DEFAULT).get().nodes() == [0]
    def second = pool.place(with(0, [fpga: 1])).get()
    second.nodes() == [0]
    pool.place(with(0, [fpga: 1])).empty

    when:
    pool.release(first, with(3 * GB, [:]))
    pool.release(second, with(0, [fpga: 1]))

    then:
    pool.place(with(4 * GB, [fpga: 1])).get().nodes() == [0]
  }

  def "jobs on all nodes share the resources of the site"() {
    given:
    def site = new SiteResources([licence: 3])
    def pools = (1..2).collect { new NodePool(nodes(1, 8, 0), true, 0, site) }
    def two = with(0, [licence: 2])

    expect:
    def first = pools[0].place(two).get()
    pools[1].place(two).empty
    pools[1].place(with(0, [licence: 1])).present
    pools[1].missing(two).get() == "needs 2 of 'licence', the site has 3 with 0 free"

    when:
    pools[0].release(first, two)

    then:
    pools[1].place(two).present
    pools[1].neverFits(with(0, [licence: 4])).get() == "needs 4 of 'licence', the site has 3"
    site.ofNodes(with(GB, [licence: 1, fpga: 2])) == with(GB, [fpga: 2])
  }

  def "a job on several nodes gets nodes that each have enough"() {
    given:
    def pool = new NodePool([new Node('a', [0], [], [], 2 * GB, [:])] + (1..2).collect { new Node("b$it", [0], [], [], 8 * GB, [:]) })

    expect:
    pool.place(new Resources(2, 1, 1, 1, 0, 1, 4 * GB, [:])).get().nodes() == [1, 2]
    pool.neverFits(new Resources(3, 1, 1, 1, 0, 1, 4 * GB, [:])).get() == 'needs 3 nodes with 4 GB of memory each, there are 2'
  }

  def "missing memory and named resources are reported: #text"() {
    given:
    def pool = new NodePool(known ? [new Node('a', 0..<4, [], [], 8 * GB, [fpga: 1])] : nodes(1, 4, 0))
    if (known) {
      assert pool.place(with(6 * GB, [fpga: 1])).present
    }

    expect:
    pool.missing(with(memory, named)).get() == text

    where:
    known | memory           | named     || text
    true  | 4 * GB           | [:]       || 'needs 4 GB of memory on one node, at most 2 GB free'
    true  | 10 * GB          | [:]       || 'needs 10 GB of memory on one node, the largest node has 8 GB'
    true  | 8 * GB + 1024    | [:]       || 'needs 8.000001 GB of memory on one node, the largest node has 8 GB'
    true  | 2 * GB + 2 * GB / 50 as long | [:] || 'needs 2.04 GB of memory on one node, at most 2 GB free'
    true  | 0                | [fpga: 1] || "needs 1 of 'fpga' on one node, at most 0 free"
    true  | 0                | [fpga: 2] || "needs 2 of 'fpga' on one node, the largest node has 1"
    true  | 0                | [fgpa: 1] || "needs 1 of 'fgpa' on one node, no node has any: did you mean 'fpga'?"
    false | 0                | [fpga: 1] || "needs 1 of 'fpga' on one node, no node has any: settings.yml says what there is, with 'node_resources' and 'resources'"
    false | 512L * (1 << 20) | [:]       || "needs 512 MB of memory on one node, how much the nodes have is not known: say it with 'memory' in settings.yml"
  }

  def "a placement can be released only once"() {
    given:
    def pool = new NodePool(nodes(1, 4, 0))
    def placement = pool.place(Resources.DEFAULT).get()
    pool.release(placement, Resources.DEFAULT)

    when:
    pool.release(placement, Resources.DEFAULT)

    then:
    thrown(IllegalStateException)
  }

  def "a request that can never fit says why: #text"() {
    given:
    def pool = new NodePool([new Node('a', 0..<64, 0..<4), new Node('b', 0..<128, [])])

    expect:
    pool.neverFits(wanted).orElse('') == text
    pool.missing(wanted).orElse('') == text
    pool.place(wanted).present == text.empty

    where:
    wanted                              || text
    new Resources(1, 4, 1, 1, 4, FREE)  || 'needs 16 GPUs on one node, the largest node has 4'
    new Resources(1, 129, 1, 1, 0, 1)   || 'needs 129 cores on one node, the largest node has 128'
    new Resources(3, 1, 1, 1, 0, 1)     || 'needs 3 nodes, there are 2'
    new Resources(2, 1, 1, 1, 1, 1)     || 'needs 2 nodes with 1 GPU each, there is 1'
    new Resources(1, 100, 1, 1, 0.02, 1) || 'needs 100 cores and 2 GPUs on one node, no node has all of that'
    new Resources(1, 1, 1, 1, 4.5, FREE) || 'needs 4.50 GPUs on one node, the largest node has 4'
    new Resources(1, 64, 1, 1, 0.05, 1) || ''
    new Resources(2, 512, 1, 1, 0, 1)   || ''
  }

  def "what is missing at the moment is reported: #text"() {
    given:
    def pool = new NodePool(nodes(2, 4, 2))
    taken.each { assert pool.place(it).present }

    expect:
    pool.missing(wanted).orElse('') == text
    pool.place(wanted).present == text.empty

    where:
    taken                      | wanted                             || text
    []                         | Resources.DEFAULT                  || ''
    [cores(3), cores(4)]       | cores(2)                           || 'needs 2 cores on one node, at most 1 free'
    [cores(2), cores(2)] * 2   | Resources.DEFAULT                  || 'needs 1 core on one node, at most 0 free'
    [gpus(1.5), gpus(1.5)]     | gpus(1)                            || 'needs 1 GPU on one node, at most 0.500 free'
    [cores(1)]                 | new Resources(2, 1, 1, 1, 0, 1)    || 'needs 2 empty nodes, 1 of 2 are empty'
    [cores(3), cores(2)]       | new Resources(1, 1, 1, 1, 0, 1)    || 'needs an empty node, none is empty'
    [packed(1), packed(1)]     | Resources.DEFAULT                  || 'needs 1 core on one node, at most 0 free'
    [packed(2)] * 3            | packed(2)                          || ''
    [packed(2)] * 4            | packed(3)                          || 'needs 1 core on one node, at most 0 free'
  }

  static Resources cores(int count) { new Resources(1, count, 1, 1, 0, FREE) }

  static Resources gpus(double count) { new Resources(1, 1, 1, 1, count, FREE) }

  static Resources with(long memory, Map<String, Integer> named) { new Resources(1, 1, 1, 1, 0, FREE, memory, named) }

  static Resources packed(int count) { new Resources(1, 1, 1, 1, 0, count) }

  static List<Placement> fill(NodePool pool, Resources wanted) {
    def placed = []
    for (def next = pool.place(wanted); next.present; next = pool.place(wanted)) {
      placed << next.get()
    }
    placed
  }

  static List<Node> nodes(int count, int cores, int gpus) {
    (0..<count).collect { new Node("n$it", (0..<cores).toList(), (0..<gpus).toList()) }
  }
}
