package io.balsam.engine.batchjob

import io.balsam.engine.api.SiteView
import io.balsam.engine.batchjob.AllocationCapacity.Source
import io.balsam.engine.domain.Resources
import io.balsam.spi.Node
import java.time.Duration
import spock.lang.Specification

class AllocationCapacitySpec extends Specification {

  private static final long GB = 1L << 30

  private static final Source BATCH = Source.of(queue('batch', 6, 120), (1..8).collect { node("b$it", 16, 0, 64) })
  private static final Source GPU = Source.of(queue('gpu', 4, 60), (1..4).collect { node("g$it", 8, 4, 32) })
  private static final Source UNKNOWN = Source.of(queue('other', 2, 60), [])

  def "a job that is too large for every queue is refused with the largest allocation"() {
    expect:
    new AllocationCapacity(queues, [licence: 2]).neverRuns(wanted, Duration.ofMinutes(minutes)).orElse('') == why

    where:
    queues         | wanted                             | minutes || why
    []             | job(nodes: 99, cores: 999)         | 9999    || ''
    [BATCH]        | job(nodes: 6, cores: 16)           | 119     || ''
    [BATCH]        | job(nodes: 7)                      | 0       || 'needs 7 nodes, queue batch gives at most 6'
    [BATCH]        | job(cores: 17)                     | 0       || 'needs 17 cores on one node, the largest node has 16'
    [BATCH]        | job([:])                           | 120     || 'needs an allocation of 2h1m (its wall time and 1m for the launcher), queue batch gives at most 2h'
    [BATCH, GPU]   | job(gpus: 4, cores: 8)             | 30      || ''
    [BATCH, GPU]   | job(nodes: 7)                      | 0       || 'needs 7 nodes, no queue gives more than 6'
    [BATCH, GPU]   | job(cores: 17)                     | 0       || 'needs 17 cores on one node, the largest node has 16'
    [BATCH, GPU]   | job(gpus: 5)                       | 0       || 'needs 5 GPUs on one node, the largest node has 4'
    [BATCH, GPU]   | job(memory: 128 * GB)              | 0       || 'needs 128 GB of memory on one node, the largest node has 64 GB'
    [BATCH, GPU]   | job([:])                           | 500     || 'needs an allocation of 8h21m (its wall time and 1m for the launcher), no queue gives more than 2h'
    [BATCH, GPU]   | job(gpus: 1)                       | 90      || 'fits no queue: batch: needs 1 GPU on one node, the largest node has none; gpu: needs an allocation of 1h31m (its wall time and 1m for the launcher), queue gpu gives at most 1h'
    [BATCH, GPU]   | job(named: [licence: 3])           | 0       || "needs 3 of 'licence', the site has 2"
    [GPU, UNKNOWN] | job(cores: 500)                    | 0       || ''
    [GPU, UNKNOWN] | job(nodes: 5)                      | 0       || 'needs 5 nodes, no queue gives more than 4'
  }

  def "where allocations have any number of nodes of one kind, only the kind and the limit count"() {
    given:
    def capacity = new AllocationCapacity([Source.ofAny(queue('all', BatchJobSettings.UNLIMITED, 60), node('here', 4, 1, 8))], [:])

    expect:
    capacity.neverRuns(wanted, Duration.ZERO).orElse('') == why

    where:
    wanted                   || why
    job(nodes: 40, cores: 4) || ''
    job(cores: 5)            || 'needs 5 cores on one node, the largest node has 4'
    job(nodes: 3, gpus: 2)   || 'needs 2 GPUs on one node, the largest node has 1'
  }

  def "what the nodes of a queue have is known from its batch system: #name"() {
    expect:
    new AllocationCapacity(queues, [:]).nodes(name)*.toString()*.minus('NodeSize') == sizes

    where:
    queues         | name    || sizes
    [BATCH, GPU]   | 'batch' || ["[cores=16, gpus=0, memory=${64 * GB}]"]
    [BATCH, GPU]   | 'gpu'   || ["[cores=8, gpus=4, memory=${32 * GB}]"]
    [BATCH, GPU]   | ''      || ["[cores=16, gpus=0, memory=${64 * GB}]", "[cores=8, gpus=4, memory=${32 * GB}]"]
    [BATCH]        | 'all'   || ["[cores=16, gpus=0, memory=${64 * GB}]"]
    [GPU, UNKNOWN] | 'other' || []
    [GPU, UNKNOWN] | ''      || []
    []             | ''      || []
  }

  private static SiteView.Queue queue(String name, int nodes, int minutes) {
    new SiteView.Queue(name, nodes, minutes, 1)
  }

  private static Node node(String name, int cores, int gpus, int gigabytes) {
    new Node(name, (0..<cores).toList(), (0..<gpus).toList()).withMemory(gigabytes * GB)
  }

  private static Resources job(Map wanted) {
    new Resources(wanted.nodes ?: 1, 1, wanted.cores ?: 1, 1, wanted.gpus ?: 0, Resources.UNLIMITED, wanted.memory ?: 0, wanted.named ?: [:])
  }
}
