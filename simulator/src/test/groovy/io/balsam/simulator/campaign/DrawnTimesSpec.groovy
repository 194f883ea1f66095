package io.balsam.simulator.campaign

import io.balsam.engine.api.AppTimes
import io.balsam.engine.domain.NodeRange
import io.balsam.engine.domain.Resources
import io.balsam.engine.model.Trust
import java.time.Duration
import java.time.Instant

/** Run times that are drawn for jobs. */
class DrawnTimesSpec extends CampaignSpecification {

    static AppTimes learnt(Trust trust) {
        new AppTimes('step', 50, [], trust, Instant.EPOCH, new AppTimes.Kind(1, 1, [:]), new AppTimes.Estimate(110, 100, 160, 200), 0.9d, null)
    }

    private static List<Double> seconds(int jobs, Duration wallTime, Map<String, AppTimes> known, long seed = 1) {
        def times = DrawnTimes.of(workflow((0..<jobs).collect { job(it, Resources.DEFAULT, wallTime) }), known, seed)
        (1..jobs).collect { times.of(it, 1).time().toMillis() / 1000d }
    }

    def "half of the times are below the median that was learnt, and one of twenty above the 95 % quantile"() {
        given:
        def times = seconds(20_000, Duration.ofDays(1), [step: learnt(Trust.TRUSTED)])

        expect:
        (times.count { it < 100 } - 10_000).abs() < 300
        (times.count { it > 200 } - 1_000).abs() < 150
    }

    def "without trusted times a job takes a part of its wall time: #trust"() {
        given:
        def times = seconds(10_000, Duration.ofSeconds(1000), trust ? [step: learnt(trust)] : [:])

        expect:
        times.min() >= 300
        times.max() <= 900
        (times.sum() / 10_000 - 600).abs() < 10

        where:
        trust << [null, Trust.BADLY_PREDICTED, Trust.TOO_FEW_RUNS]
    }

    def "a job takes the same in each attempt, and other seeds give other times"() {
        given:
        def times = DrawnTimes.of(workflow([job(0, Resources.DEFAULT, Duration.ofHours(1))]), [:], 1)

        expect:
        times.of(1, 1) == times.of(1, 5)
        seconds(3, Duration.ofHours(1), [:], 1) == seconds(3, Duration.ofHours(1), [:], 1)
        seconds(3, Duration.ofHours(1), [:], 1) != seconds(3, Duration.ofHours(1), [:], 2)
    }

    def "a moldable job takes less time on more nodes by the serial fraction that is known"() {
        given:
        def known = new AppTimes('step', 50, [], Trust.TRUSTED, Instant.EPOCH, new AppTimes.Kind(2, 2, [:]), new AppTimes.Estimate(60, 60, 60, 60), 0.9d, serial)
        def times = DrawnTimes.of(workflow([job(0, Resources.DEFAULT.withRange(new NodeRange(1, 8)), Duration.ZERO)]), [step: known], 1)

        expect:
        [1, 2, 4, 8].collect { Math.round(times.of(1, 1, it).time().toMillis() / 1000d) } == seconds

        where:
        serial || seconds
        0.2d   || [100, 60, 40, 30]
        1d     || [60, 60, 60, 60]
        null   || [60, 60, 60, 60]
    }

    def "apps of which nothing is known are named"() {
        when:
        seconds(3, Duration.ZERO, [step: learnt(Trust.TOO_FEW_RUNS)])

        then:
        def e = thrown(IllegalArgumentException)
        e.message == 'nothing is known of how long jobs of step take: give them a wallTime, or run ten of them first'
    }
}
