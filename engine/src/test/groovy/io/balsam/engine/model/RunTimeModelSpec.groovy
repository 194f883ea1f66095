package io.balsam.engine.model

import static io.balsam.engine.model.GeneratedJobs.between
import static io.balsam.engine.model.GeneratedJobs.coverage
import static io.balsam.engine.model.GeneratedJobs.learn

import io.balsam.engine.model.GeneratedJobs.Attempt
import spock.lang.Specification

/** Models against truths that are known. */
class RunTimeModelSpec extends Specification {

    def 'attempts one by one teach the same as all at once: #law, forgetting #forgetting, seed #seed'() {
        given:
        def jobs = new GeneratedJobs(seed)
        List<Attempt> attempts = (0..<150).collect { law == 'power' ? jobs.next() : jobs.amdahl(0.1, 0.1) }
        List<String> kinds = attempts.collect { it.job().values().kind as String }.unique()

        when:
        RunTimeModel model = learn(new RunTimeModel(law == 'power' ? ['size', 'kind'] : [], forgetting), 150) { attempts[it] }
        def batch = new BatchRegression(attempts.collect { row(it.job(), attempts[0].job(), kinds) }, attempts*.seconds(),
            attempts.collect { it.job().nodes() }, forgetting)

        then:
        attempts.take(20).every {
            Prediction one = model.predict(it.job())
            List<Double> all = batch.predict(row(it.job(), attempts[0].job(), kinds), it.job().nodes())
            near(one.location(), all[0]) && near(one.scale(), all[1]) && near(one.degreesOfFreedom(), all[2])
        }

        where:
        [law, forgetting, seed] << [['power', 'amdahl'], [1.0d, 0.99d], [1, 2, 3]].combinations()
    }

    def 'of jobs never seen, the 90 percent interval holds 87 to 93 percent: seed #seed'() {
        given:
        def jobs = new GeneratedJobs(seed)
        RunTimeModel model = learn(new RunTimeModel(['size', 'kind'], 1), 1000) { jobs.next() }

        expect:
        between(coverage(model, 3000) { jobs.next() }, 0.87, 0.93)

        where:
        seed << (1..10)
    }

    def 'a model that forgets covers as much, over many apps'() {
        when:
        List<Double> shares = (1..30).collect { seed ->
            def jobs = new GeneratedJobs(seed)
            coverage(learn(new RunTimeModel(['size', 'kind']), 300) { jobs.next() }, 500) { jobs.next() }
        }

        then:
        between(shares.average(), 0.88, 0.92)
        shares.every { it > 0.83 }
    }

    def 'what was predicted before each attempt is what it says of itself'() {
        given:
        def jobs = new GeneratedJobs(7)

        when:
        RunTimeModel model = learn(new RunTimeModel(['size', 'kind'], 1), 2000) { jobs.next() }

        then:
        between(model.coverage90(), 0.87, 0.93)
        between(model.coverage50(), 0.46, 0.54)
        between(model.scatter(), 0.23, 0.27)
    }

    def 'the serial fraction of Amdahl s law is found: #serial, seed #seed'() {
        given:
        def jobs = new GeneratedJobs(seed)

        when:
        RunTimeModel model = learn(new RunTimeModel([]), 300) { jobs.amdahl(serial, 0.05) }

        then:
        between(model.serialFraction().asDouble / serial, 0.8, 1.25)

        and: 'and tells of more nodes than any job had'
        between(model.predict(new JobFeatures(256, 1024, [:])).median() / (100 * (serial + (1 - serial) / 256)), 0.8, 1.25)

        where:
        [serial, seed] << [[0.01d, 0.02d, 0.05d, 0.09d, 0.2d, 0.5d], [1, 2, 3]].combinations()
    }

    def 'no serial fraction is claimed where #what'() {
        given:
        def jobs = new GeneratedJobs(3)

        expect:
        learn(new RunTimeModel(predictors), 300) { next(jobs) }.serialFraction().empty

        where:
        what                                 | predictors       | next
        'another law holds'                  | ['size', 'kind'] | { it.next() }
        'the number of nodes is always the same' | []           | { it.plain(100, 0.1) }
    }

    def 'a change is followed: #what'() {
        given:
        def jobs = new GeneratedJobs(seed)

        when:
        RunTimeModel model = learn(new RunTimeModel([]), 500) { jobs.plain(time(it), 0.1) }

        then:
        between(model.predict(new JobFeatures(1, 1, [:])).median() / time(499), 0.75, 1.33)

        where:
        [what, time, seed] << [
            [['three times as slow at once', { it < 250 ? 100 : 300 }], ['one percent slower every sixth time', { 100 * 1.01**(it / 6) }]],
            1..5,
        ].combinations().collect { [it[0][0], it[0][1], it[1]] }
    }

    def 'an app with two populations is badly predicted: #share of #factor times the time, seed #seed'() {
        given:
        def jobs = new GeneratedJobs(seed)

        when:
        RunTimeModel model = learn(new RunTimeModel([]), 300) { jobs.plain(jobs.once(share) ? 10 * factor : 10, 0.1) }

        then:
        model.trust() == Trust.BADLY_PREDICTED

        where:
        [share, factor, seed] << [[0.5d, 0.3d, 0.2d, 0.1d], [4, 10], [1, 2, 3, 4, 5]].combinations()
    }

    def 'an app with one population is trusted: #what'() {
        when:
        List<Trust> trusts = (1..40).collect { seed ->
            def random = new Random(seed)
            learn(new RunTimeModel([]), 200) { new Attempt(new JobFeatures(1, 1, [:]), 10 * time(random)) }.trust()
        }

        then:
        trusts.count(Trust.TRUSTED) >= 39

        where:
        what                               | time
        'the same time each time'          | { 1.0d }
        'even scatter'                     | { Math.exp(it.nextDouble()) }
        'normal scatter'                   | { Math.exp(0.3 * it.nextGaussian()) }
        'a shortest time, some are slower' | { Math.exp(-0.3 * Math.log(1 - it.nextDouble())) }
    }

    def 'a model is trusted from ten attempts on'() {
        given:
        def jobs = new GeneratedJobs(1)

        expect:
        learn(new RunTimeModel([]), count) { jobs.plain(10, 0.1) }.trust() == trust

        where:
        count | trust
        0     | Trust.TOO_FEW_RUNS
        9     | Trust.TOO_FEW_RUNS
        10    | Trust.TRUSTED
    }

    def 'jobs that hang make an app badly predicted, and it recovers'() {
        given:
        def jobs = new GeneratedJobs(2)
        RunTimeModel model = learn(new RunTimeModel([]), 50) { jobs.plain(10, 0.1) }
        JobFeatures job = new JobFeatures(1, 1, [:])

        when:
        RunTimeModel hanging = (1..5).inject(model) { it, n -> it.timedOut(job, 60) } as RunTimeModel

        then:
        model.trust() == Trust.TRUSTED
        hanging.trust() == Trust.BADLY_PREDICTED
        near(hanging.predict(job).location(), model.predict(job).location())

        and:
        learn(hanging, 100) { jobs.plain(10, 0.1) }.trust() == Trust.TRUSTED
    }

    private static double[] row(JobFeatures job, JobFeatures first, List<String> kinds) {
        List<Double> row = [1, Math.log(job.nodes() / first.nodes()),
            Math.log((job.ranks() / job.nodes()) / (first.ranks() / first.nodes()))]
        if (job.values().size) {
            row << Math.log(job.values().size / first.values().size)
            row.addAll(kinds.drop(1).collect { job.values().kind == it ? 1 : 0 })
        }
        row as double[]
    }

    private static boolean near(double left, double right) {
        Math.abs(left - right) <= 1e-9 * Math.max(1, Math.abs(right))
    }
}
