package io.balsam.engine.model

import io.balsam.engine.domain.Resources
import io.balsam.engine.domain.ValueLimits
import spock.lang.Specification

/** What a model sees of a job. */
class JobFeaturesSpec extends Specification {

    def "parameters count before tags, others are left out, and texts are cut"() {
        expect:
        JobFeatures.of(new Resources(2, 3, 1, 1, 0, 1), ['n', 'mesh', 'fine', 'none'], [n: 3, fine: true, other: 1], [n: '4', mesh: 'm' * 300, more: 'x']) ==
            new JobFeatures(2, 6, [n: 3, mesh: 'm' * 100, fine: true])
    }

    def "values are in the order of their names"() {
        expect:
        JobFeatures.of(Resources.DEFAULT, names, names.collectEntries { [it, 1] }, [:]).values().keySet().toList() == names.toSorted()

        where:
        names << ['n', 'mesh', 'fine', 'a'].permutations()
    }

    def "a cut text can be stored, wherever a character of two halves is"() {
        given:
        def values = JobFeatures.of(Resources.DEFAULT, ['t'], [:], [t: 'x' * 99 + '🌍' * 20]).values()

        expect:
        ValueLimits.foreign(values.t as String, 1000) == values.t
    }

    def "a job of more ranks than a number holds is a job of very many"() {
        expect:
        JobFeatures.of(new Resources(100_000, 100_000, 1, 1, 0, 1), [], [:], [:]) == new JobFeatures(100_000, Integer.MAX_VALUE, [:])
    }
}
