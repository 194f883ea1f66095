package io.balsam.engine.transfer

import spock.lang.Specification

/** How long items wait for others that go with them. */
class GatheringSpec extends Specification {

    def gathering = new Gathering()
    int told = 0

    def "an item that nothing else is expected to go with does not wait"() {
        expect:
        left(0) <= 0
    }

    def "items wait for those of jobs that are being planned, and whoever waits is told of the last"() {
        when:
        def plans = (1..2).collect { gathering.expect { told++ } }
        plans[0].run()

        then:
        left(0) > 0
        told == 0

        when:
        plans[0].run()

        then: 'a job that says so twice counts once'
        left(0) > 0

        when:
        plans[1].run()

        then:
        left(0) <= 0
        told == 1
    }

    def "the more tasks run, the longer items gather, but never longer than a second"() {
        expect:
        left(1) > left(0)
        left(2) > left(1) + 100_000_000
        left(1000) <= 1_000_000_000
    }

    private long left(int running) { gathering.left(System.nanoTime(), running) }
}
