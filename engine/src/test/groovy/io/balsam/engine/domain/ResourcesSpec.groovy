package io.balsam.engine.domain

import spock.lang.Specification

class ResourcesSpec extends Specification {

    def "invalid resources are refused: #message"() {
        when:
        new Resources(nodes, ranks, threads, perCore, gpus, packing)

        then:
        def e = thrown(IllegalArgumentException)
        e.message == message

        where:
        nodes | ranks | threads | perCore | gpus             | packing | message
        0     | 1     | 1       | 1       | 0                | 1       | 'nodes must be at least 1, not 0'
        1     | -1    | 1       | 1       | 0                | 1       | 'ranksPerNode must be at least 1, not -1'
        1     | 1     | 0       | 1       | 0                | 1       | 'threadsPerRank must be at least 1, not 0'
        1     | 1     | 1       | 0       | 0                | 1       | 'threadsPerCore must be at least 1, not 0'
        1     | 1     | 1       | 1       | -0.5             | 1       | 'gpusPerRank must be a number of at least 0, not -0.5'
        1     | 1     | 1       | 1       | Double.NaN       | 1       | 'gpusPerRank must be a number of at least 0, not NaN'
        1     | 1     | 1       | 1       | 1d / 0           | 1       | 'gpusPerRank must be a number of at least 0, not Infinity'
        1     | 1     | 1       | 1       | 0                | 0       | 'nodePackingCount must be at least 1, not 0'
    }

    def "#ranks ranks of #threads threads, #perCore a core, take #cores cores of a node"() {
        expect:
        new Resources(1, ranks, threads, perCore, 0, 1).coresPerNode() == cores

        where:
        ranks   | threads | perCore || cores
        1       | 1       | 1       || 1
        4       | 2       | 1       || 8
        4       | 2       | 2       || 4
        1       | 1       | 4       || 1
        1 << 30 | 4       | 2       || Integer.MAX_VALUE
    }

    def "#ranks ranks of #gpus GPUs are #together, not rounded"() {
        expect:
        new Resources(1, ranks, 1, 1, gpus, 1).gpusPerNode() == together

        where:
        ranks | gpus || together
        1     | 0.5  || 0.5
        3     | 0.25 || 0.75
        4     | 1    || 4
    }
}
