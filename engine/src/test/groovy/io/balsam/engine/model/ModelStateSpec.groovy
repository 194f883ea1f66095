package io.balsam.engine.model

import static io.balsam.engine.model.GeneratedJobs.between
import static io.balsam.engine.model.GeneratedJobs.learn

import spock.lang.Specification

/** What models take, and what is kept of them. */
class ModelStateSpec extends Specification {

    static final List VALUES = [
        null, 0, -0.0d, 1, -1, 1e300, -1e300, 1e-300, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Long.MIN_VALUE,
        new BigDecimal('1e5000'), new BigInteger('9' * 400), '', ' ', '12', '1e999', 'NaN', 'fine', 'coarse', true, [1, 2], [a: 1], 'x' * 10_000,
    ]

    static final List<Double> TIMES = [
        0, -1, 1e-12, 1, 60, 1e30, Double.MAX_VALUE, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
    ]*.doubleValue()

    def 'whatever values and times attempts have, predictions are finite and in order: seed #seed'() {
        given:
        def random = new Random(seed)
        def anyJob = {
            int nodes = random.nextInt(3) ? 1 : 1 + random.nextInt(Integer.MAX_VALUE - 1)
            int ranks = random.nextBoolean() ? nodes : 1 + random.nextInt(Integer.MAX_VALUE - 1)
            new JobFeatures(nodes, ranks, ['a', 'b', 'c', 'd', 'e'].findAll { random.nextInt(4) }.collectEntries { [it, any(random, VALUES)] })
        }

        when:
        RunTimeModel model = (1..200).inject(new RunTimeModel(['a', 'b', 'c', 'd'])) { RunTimeModel it, n ->
            double seconds = any(random, TIMES) as double
            random.nextInt(5) ? it.finished(anyJob(), seconds) : it.timedOut(anyJob(), seconds)
        } as RunTimeModel
        List<Prediction> predictions = (1..50).collect { model.predict(anyJob()) }

        then:
        predictions.every {
            List<Double> seconds = [0.05, 0.5, 0.9, 0.95].collect { p -> it.quantile(p as double) }
            seconds.every { s -> s >= 0 && s <= 1e9 } && seconds == seconds.sort(false) &&
                Double.isFinite(it.location()) && it.scale() > 0 && Double.isFinite(it.scale()) && Double.isFinite(it.mean())
        }
        model.toBytes().length < 3000
        RunTimeModel.fromBytes(model.toBytes()).toBytes() == model.toBytes()

        where:
        seed << (1..40)
    }

    def 'a model continues exactly where it was stored: seed #seed'() {
        given:
        def jobs = new GeneratedJobs(seed)
        RunTimeModel model = learn(new RunTimeModel(['size', 'kind']), 40) { jobs.next() }.timedOut(jobs.next().job(), 1e6)
        def later = (1..40).collect { jobs.next() }

        when:
        RunTimeModel stored = RunTimeModel.fromBytes(model.toBytes())

        then:
        stored.predictors() == ['size', 'kind']
        stored.runs() == 40
        learn(stored, 40) { later[it] }.toBytes() == learn(model, 40) { later[it] }.toBytes()
        later.every { stored.predict(it.job()) == model.predict(it.job()) }

        where:
        seed << (1..5)
    }

    def 'a new model is stored, too'() {
        expect:
        with(RunTimeModel.fromBytes(new RunTimeModel(['größe']).toBytes())) {
            predictors() == ['größe']
            runs() == 0
            trust() == Trust.TOO_FEW_RUNS
        }
    }

    def 'it takes a few hundred bytes: #what'() {
        given:
        def jobs = new GeneratedJobs(1)

        expect:
        learn(new RunTimeModel(predictors), 300) { next(jobs) }.toBytes().length <= most

        where:
        what                        | predictors       | next                       | most
        'one number of nodes'       | []               | { it.plain(10, 0.1) }      | 256
        'several numbers of nodes'  | []               | { it.amdahl(0.1, 0.1) }    | 600
        'a size and three kinds'    | ['size', 'kind'] | { it.next() }              | 1100
    }

    def 'however many texts a tag has, the model does not grow, and knows the first ones'() {
        given:
        def model = new RunTimeModel(['kind'])

        when:
        1000.times { n ->
            int kind = n % 2 ? 1 : n
            model = model.finished(new JobFeatures(1, 1, [kind: "kind $kind"]), kind == 1 ? 100 : 10)
        }

        then:
        model.toBytes().length < 800
        between(model.predict(new JobFeatures(1, 1, [kind: 'kind 1'])).median(), 90.0, 110.0)
        between(model.predict(new JobFeatures(1, 1, [kind: 'never seen'])).median(), 9.0, 11.0)
    }

    def 'other bytes are refused: #what'() {
        given:
        def jobs = new GeneratedJobs(1)
        byte[] bytes = learn(new RunTimeModel(['size', 'kind']), 20) { jobs.next() }.toBytes()

        when:
        RunTimeModel.fromBytes(change(bytes) as byte[])

        then:
        IllegalArgumentException e = thrown()
        e.message.contains(message)

        where:
        what              | change                                  | message
        'none'            | { [] }                                  | 'fewer bytes'
        'too few'         | { it.toList().dropRight(1) }            | 'fewer bytes'
        'too many'        | { it.toList() + [0] }                   | 'more bytes'
        'another version' | { [2] + it.toList().drop(1) }           | 'version 2'
        'ten predictors'  | { it.toList().take(17) + [10] * 2000 }  | 'out of range'
    }

    def 'of what was never tried, less is known: #what'() {
        given:
        def random = new Random(4)
        RunTimeModel model = learn(new RunTimeModel(['n', 'kind']), 50) {
            new GeneratedJobs.Attempt(new JobFeatures(1, 1, [n: 100, kind: 'a']), 10 * Math.exp(0.1 * random.nextGaussian()))
        }

        expect:
        model.predict(new JobFeatures(1, 1, [n: 100, kind: 'a'])).scale() < 0.15
        model.predict(new JobFeatures(nodes, ranks, values)).scale() > 0.5

        where:
        what                 | nodes | ranks | values
        'more nodes'         | 2     | 2     | [n: 100, kind: 'a']
        'more ranks'         | 1     | 2     | [n: 100, kind: 'a']
        'a larger number'    | 1     | 1     | [n: 200, kind: 'a']
        'a text for a number' | 1    | 1     | [n: 'many', kind: 'a']
        'another kind'       | 1     | 1     | [n: 100, kind: 'b']
        'no kind'            | 1     | 1     | [n: 100]
    }

    def 'numbers in tags are numbers, and columns that say the same share what they explain'() {
        given:
        RunTimeModel model = learn(new RunTimeModel(['n', 'tag']), 60) {
            int n = 1 + it % 12
            new GeneratedJobs.Attempt(new JobFeatures(1, 1, [n: n, tag: "$n"]), 3d * n * n)
        }

        expect:
        between(model.predict(new JobFeatures(1, 1, [n: 24, tag: '24'])).median() / (3 * 24 * 24), 0.98, 1.02)
    }

    def 'negative numbers and zero have their own place'() {
        given:
        Map<Integer, Double> times = [(-4): 8d, (-2): 4d, 0: 1d, 1: 10d, 2: 20d]
        RunTimeModel model = learn(new RunTimeModel(['shift']), 100) {
            int shift = times.keySet()[it % 5]
            new GeneratedJobs.Attempt(new JobFeatures(1, 1, [shift: shift]), times[shift])
        }

        expect:
        times.every { shift, seconds -> between(model.predict(new JobFeatures(1, 1, [shift: shift])).median() / seconds, 0.95, 1.05) }
    }

    def 'an attempt without a value that others have does no harm'() {
        given:
        def jobs = new GeneratedJobs(5)
        RunTimeModel model = learn(new RunTimeModel(['size', 'kind']), 100) { jobs.next() }
        def job = jobs.next().job()

        when:
        RunTimeModel after = model.finished(new JobFeatures(1, 1, [:]), 5)

        then:
        Math.abs(after.predict(job).location() - model.predict(job).location()) < 0.05
    }

    def 'five predictors, or a rate that remembers nothing, are refused'() {
        when:
        make()

        then:
        IllegalArgumentException e = thrown()
        e.message.contains(message)

        where:
        make                                              | message
        ({ new RunTimeModel(['a', 'b', 'c', 'd', 'e']) }) | 'at most 4 parameters and tags, not 5'
        ({ new RunTimeModel([], 0) })                     | 'not 0.0'
        ({ new RunTimeModel([], 1.5) })                   | 'not 1.5'
        ({ new JobFeatures(0, 1, [:]) })                  | 'at least 1, not 0 and 1'
    }

    private static Object any(Random random, List values) {
        values[random.nextInt(values.size())]
    }
}
