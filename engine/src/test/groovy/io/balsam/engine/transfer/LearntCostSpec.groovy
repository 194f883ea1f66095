package io.balsam.engine.transfer

import io.balsam.spi.TransferCost
import spock.lang.Specification

/** What is learnt of a way from its tasks. */
class LearntCostSpec extends Specification {

    static final TransferCost DECLARED = new TransferCost(1.5, 0.002, 80e6)

    private static List<List<Long>> tasks(Random random, int count) {
        (0..<count).collect {
            long files = (long) Math.pow(10, random.nextDouble() * 4)
            [files, (long) (files * Math.pow(10, 3 + random.nextDouble() * 6))]
        }
    }

    def 'before the first task a way costs what its plugin says'() {
        expect:
        with(new LearntCost(DECLARED).cost()) {
            Math.abs(start() - 1.5) < 1e-6
            Math.abs(perFile() - 0.002) < 1e-9
            Math.abs(rate() - 80e6) < 1
        }
    }

    def 'estimates come close to what tasks take, whatever the plugin says: seed #seed'() {
        given:
        def random = new Random(seed)
        def real = new TransferCost(0.05 + 30 * random.nextDouble(), 1e-4 + 0.1 * random.nextDouble(), 1e6 + 1e9 * random.nextDouble())
        def learnt = new LearntCost(DECLARED)

        when:
        tasks(random, 60).each { files, bytes ->
            learnt.observe(files, bytes, real.seconds(files, bytes) * (0.95 + 0.1 * random.nextDouble()))
        }
        def errors = tasks(random, 100).collect { files, bytes ->
            Math.abs(Math.log(learnt.cost().seconds(files, bytes) / real.seconds(files, bytes)))
        }.sort()

        then: 'nine of ten within 50 percent'
        errors[90] < 0.4

        where:
        seed << (1..20)
    }

    def 'a way that has become ten times as slow is known to be after a few tasks'() {
        given:
        def learnt = new LearntCost(DECLARED)
        30.times { learnt.observe(100, 1000_000, 2) }

        when:
        6.times { learnt.observe(100, 1000_000, 20) }

        then:
        learnt.cost().seconds(100, 1000_000) > 8
    }

    def 'no figure becomes zero or negative: seed #seed'() {
        given:
        def random = new Random(seed)
        def learnt = new LearntCost(DECLARED)

        when:
        tasks(random, 30).each { files, bytes -> learnt.observe(files, bytes, Math.pow(10, -4 + 8 * random.nextDouble())) }

        then:
        with(learnt.cost()) {
            start() > 0 && perFile() > 0 && rate() > 0
            Double.isFinite(seconds(1000, 1000_000))
        }

        where:
        seed << (1..20)
    }
}
