package io.balsam.engine.dispatch

import java.time.Duration
import spock.lang.Specification

class BundleSizerSpec extends Specification {

    def pace = new BundleSizer()

    private void took(int times, long micros) {
        times.times { pace.took('app', Duration.ofNanos(micros * 1000)) }
    }

    /** How many hold a seat when it has been asked often enough. */
    private int holders() {
        (1..10).collect { pace.next('app') }.last()
    }

    def "an app without measurements starts with single runs"() {
        expect:
        holders() == 1
    }

    def "jobs that fit a reservation's share of time are bundled, in growing numbers"() {
        given:
        took(10, 2_000)

        expect:
        (1..4).collect { pace.next('app') } == [4, 16, 50, 50]
    }

    def "the shortest runs are bundled by the thousand"() {
        given:
        took(10, 1)

        expect:
        holders() == 1000
    }

    def "runs of #micros µs are not bundled"() {
        given:
        took(200, micros)

        expect:
        holders() == 1

        where:
        micros << [60_000, 26_000, 10_000_000]
    }

    def "one pause of the machine among many short runs changes nothing"() {
        given:
        took(100, 2_000)
        took(1, 400_000)

        expect:
        holders() == 50
    }

    def "an app with occasional long runs is not bundled, since others would wait behind them"() {
        given:
        20.times {
            took(9, 1_000)
            took(1, 100_000)
        }

        expect:
        holders() == 1
    }

    def "the bundles of an app grow when it gets faster and shrink when it gets slower"() {
        when:
        took(5, 300_000)
        took(300, 1_000)

        then:
        holders() == 100

        when:
        took(10, 300_000)

        then:
        holders() == 1
    }
}
