package io.balsam.engine.transfer

import spock.lang.Specification

/** How many jobs are staged at a time. */
class StagingWindowSpec extends Specification {

    List<Long> begun = []
    def largest = 0
    def window = new StagingWindow<Long>(10_000, { jobs ->
        begun.addAll(jobs)
        largest = Math.max(largest, jobs.size())
    })

    void add(Iterable<Integer> jobs, String location = 'a', int items = 10, Urgency urgency = Urgency.NONE) {
        jobs.each { window.add(it, location, urgency, items, (long) it) }
        window.start()
    }

    def 'jobs begin in order while there is room for their items, and again when half of them are through'() {
        when:
        add(1..3000)

        then:
        begun == (1L..1000L).toList()
        largest == 100

        when:
        (1..499).each { window.ended(it) }

        then:
        begun.size() == 1000

        when:
        window.ended(500)

        then:
        begun == (1L..1500L).toList()
    }

    def 'of those that wait, the most urgent begin first'() {
        given:
        add(1..2000)
        add(2001..2100, 'a', 10, new Urgency(0, 3))
        add(2101..2200, 'a', 10, new Urgency(1, 0))
        begun.clear()

        when:
        (1..500).each { window.ended(it) }

        then:
        begun == ((2101L..2200L) + (2001L..2100L) + (1001L..1300L)).toList()
    }

    def 'jobs at other locations do not wait'() {
        given:
        add(1..2000)

        when:
        add(2001..2010, 'b')

        then:
        begun.size() == 1010
        begun.containsAll(2001L..2010L)
    }

    def 'a job with more items than there is room for begins when little else is left'() {
        when:
        add([1, 2], 'a', 50_000)

        then:
        begun == [1L]

        when:
        window.ended(1)

        then:
        begun == [1L, 2L]
    }

    def 'the end of a job counts once, that of a waiting one not at all'() {
        given:
        add(1..2000)

        when:
        window.ended(1500)
        600.times { window.ended(1) }

        then:
        begun.size() == 1000
    }

    def 'every job begins once, whatever ends when'() {
        given:
        def random = new Random(seed)
        def waiting = (1..3000).toList()
        def running = 0

        when:
        while (begun.size() < 3000 || running < begun.size()) {
            if (waiting && random.nextBoolean()) {
                def some = waiting.take(1 + random.nextInt(200))
                waiting = waiting.drop(some.size())
                some.each { window.add(it, "l${it % 3}", new Urgency(random.nextInt(2), 0), random.nextInt(300), (long) it) }
                window.start()
            } else if (running < begun.size()) {
                window.ended(begun[running++])
            }
        }

        then:
        begun.toSorted() == (1L..3000L).toList()

        where:
        seed << (1..20)
    }
}
