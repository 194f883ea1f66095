package io.balsam.engine.model

import static io.balsam.engine.model.GeneratedJobs.between
import static io.balsam.engine.model.GeneratedJobs.learn

import java.time.Duration
import spock.lang.Specification

/** Wall times that are suggested for jobs without one. */
class WallTimesSpec extends Specification {

    static final JobFeatures JOB = new JobFeatures(1, 1, [:])

    def 'nothing is suggested #when'() {
        given:
        def jobs = new GeneratedJobs(1)

        expect:
        WallTimes.suggest(learn(new RunTimeModel([]), count) { next(jobs) }, job).empty

        where:
        when                                | count | next                                             | job
        'before ten attempts'               | 9     | { it.plain(600, 0.1) }                           | JOB
        'for two populations'               | 100   | { it.plain(it.once(0.3d) ? 6000 : 600, 0.1) }    | JOB
        'for a job unlike any that was run' | 100   | { it.plain(600, 0.1) }                           | new JobFeatures(64, 64, [:])
    }

    def 'the time that is suggested suffices for 95 of 100 jobs and is no more than twice what they need: seed #seed'() {
        given:
        def jobs = new GeneratedJobs(seed)
        RunTimeModel model = learn(new RunTimeModel(['size', 'kind']), 200) { jobs.next() }
        def later = (1..400).collect { jobs.next() }

        when:
        List<Double> needed = later.collect { it.seconds() / WallTimes.suggest(model, it.job()).get().toSeconds() }

        then:
        needed.count { it <= 1 } >= 380
        later.findAll { it.seconds() > 120 }.collect { it.seconds() / WallTimes.suggest(model, it.job()).get().toSeconds() }.average() > 0.4

        where:
        seed << (1..10)
    }

    def 'a job of no time gets a minute'() {
        given:
        def jobs = new GeneratedJobs(1)

        expect:
        WallTimes.suggest(learn(new RunTimeModel([]), 20) { jobs.plain(0.01, 0.1) }, JOB).get() == Duration.ofMinutes(1)
    }

    def 'after a timeout it is twice the time that was too short, in relation to the size of the job'() {
        given:
        def jobs = new GeneratedJobs(3)
        RunTimeModel model = learn(new RunTimeModel(['n'], 1), 100) {
            int n = 1 + it % 10
            def attempt = jobs.plain(600 * n, 0.05)
            new GeneratedJobs.Attempt(new JobFeatures(1, 1, [n: n]), attempt.seconds())
        }
        JobFeatures small = new JobFeatures(1, 1, [n: 1])
        JobFeatures large = new JobFeatures(1, 1, [n: 10])

        when:
        RunTimeModel after = model.timedOut(large, 8000)

        then:
        between(WallTimes.suggest(model, large).get().toSeconds(), 6000, 8500)
        between(WallTimes.suggest(after, large).get().toSeconds(), 15_900, 16_100)
        between(WallTimes.suggest(after, small).get().toSeconds(), 1500, 1700)

        and: 'a job that took as long ends that'
        WallTimes.suggest(after.finished(large, 8100), large).get().toSeconds() < 9500

        and: 'and so do twenty that did not'
        WallTimes.suggest(learn(after, 20) { new GeneratedJobs.Attempt(large, 6000) }, large).get().toSeconds() < 8500
    }

    def 'jobs that became ten times as slow do not time out for ever: seed #seed'() {
        given:
        def jobs = new GeneratedJobs(seed)
        RunTimeModel model = learn(new RunTimeModel([]), 100) { jobs.plain(600, 0.1) }
        int timeouts = 0

        when:
        200.times {
            double seconds = jobs.plain(6000, 0.1).seconds()
            Optional<Duration> limit = WallTimes.suggest(model, JOB)
            if (limit.present && limit.get().toSeconds() < seconds) {
                timeouts++
                model = model.timedOut(JOB, limit.get().toSeconds())
            } else {
                model = model.finished(JOB, seconds)
            }
        }

        then:
        between(timeouts, 1, 15)

        where:
        seed << (1..5)
    }

    def 'a job that hangs does not make the time grow without limit'() {
        given:
        def jobs = new GeneratedJobs(1)
        RunTimeModel model = learn(new RunTimeModel([]), 100) { jobs.plain(600, 0.1) }

        when:
        30.times {
            model = model.timedOut(JOB, WallTimes.suggest(model, JOB).get().toSeconds())
            model = learn(model, 15) { jobs.plain(600, 0.1) }
        }

        then:
        WallTimes.suggest(model, JOB).get().toSeconds() < 20 * 600
    }
}
