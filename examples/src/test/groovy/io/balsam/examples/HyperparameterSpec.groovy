package io.balsam.examples

class HyperparameterSpec extends ExampleSpec {

    // What NIST certifies for Misra1a, found there with multiple precision.
    private static final double RATE = 5.5015643181E-04
    private static final double A = 2.3894212918E+02
    private static final double MISFIT = 1.2455138894E-01

    def "hyperparameter.groovy finds the certified fit, round by round, and stops"() {
        when:
        run('hyperparameter')
        Map<String, Double> answer = file('answer/answer.txt').readLines()*.split(' ').collectEntries { [it[0], it[1] as double] }

        then:
        near(answer.rate, RATE, 2e-6)
        near(answer.a, A, 2e-6)
        near(answer.misfit, MISFIT, 1e-9)

        and: 'each round was made by the hook of the round before'
        List<Map> rounds = balsam.jobs('--app', 'narrow')
        rounds.size() > 10
        rounds.drop(1)*.created_by == rounds.dropRight(1)*.id
        rounds.drop(1).every { it.parents.size() == 4 }
        rounds.last().result.high - rounds.last().result.low <= 1e-9
        balsam.jobs('--app', 'misfit').size() == 4 * (rounds.size() - 1)
    }

    private static boolean near(double value, double expected, double tolerance) {
        Math.abs(value / expected - 1) < tolerance
    }
}
