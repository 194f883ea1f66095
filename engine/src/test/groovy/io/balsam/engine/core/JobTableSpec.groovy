package io.balsam.engine.core

import static io.balsam.engine.domain.JobState.*

import io.balsam.engine.domain.Resources
import java.time.Duration
import spock.lang.Specification

class JobTableSpec extends Specification {

    static final JobShape PLAIN = new JobShape('app', Resources.DEFAULT, Duration.ZERO, 0)

    def table = new JobTable()

    def "a job is found by its number, with gaps and without"() {
        when:
        ids.each { table.add(it, CREATED, PLAIN, 0, false) }

        then:
        ids.every { table.id(table.index(it)) == it }
        [0L, 4L, 10_000L, -1L].every { it in ids || table.index(it) == -1 }

        where:
        ids << [[], [7L], (1L..100L).toList(), [1L, 2L, 3L, 5L, 90L, 91L, 400L], (0..50).collect { 3L * it + 1 }]
    }

    def "numbers must rise"() {
        given:
        table.add(5, CREATED, PLAIN, 0, false)

        when:
        table.add(5, CREATED, PLAIN, 0, false)

        then:
        thrown(IllegalArgumentException)
    }

    def "children know how many parents they still wait for"() {
        given:
        def indexes = (1L..4L).collect { table.add(it, CREATED, PLAIN, 0, false) }
        table.addEdge(indexes[0], indexes[2], false)
        table.addEdge(indexes[1], indexes[2], true)
        table.addEdge(indexes[0], indexes[3], true)

        when:
        def children = []
        table.eachChild(indexes[0]) { index, anyEnd -> children << [index, anyEnd] }

        then:
        children == [[indexes[3], true], [indexes[2], false]]
        table.pending(indexes[2]) == 2
        table.parentDone(indexes[2]) == 1
        table.parentDone(indexes[2]) == 0
    }

    def "open jobs are counted, marks are taken away together"() {
        given:
        int index = table.add(1, CREATED, PLAIN, 3, true)

        expect:
        table.open() == 1
        table.touch(index)
        !table.touch(index)
        !table.unmark(index)
        table.touch(index)
        table.staging(index)
        table.nextAttempt(index) == 4

        when:
        table.state(index, FAILED)

        then:
        table.open() == 0
        table.state(index) == FAILED
        table.shape(index) == PLAIN
    }

    def "a waiting job with two parents takes less than 80 bytes"() {
        given:
        int jobs = 300_000
        jobs.times { table.add(1L + it, AWAITING_PARENTS, PLAIN, 0, false) }
        (2..<jobs).each {
            table.addEdge(it - 1, it, false)
            table.addEdge(it.intdiv(2), it, false)
        }

        expect:
        println "bytes a waiting job: ${table.bytes() / jobs}"
        table.bytes() / jobs < 80
    }
}
