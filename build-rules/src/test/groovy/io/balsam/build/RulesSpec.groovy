package io.balsam.build

import com.tngtech.archunit.core.importer.ClassFileImporter
import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification

class RulesSpec extends Specification {

    private static final String ABOVE = 'io.balsam.fixture.above'
    private static final String BELOW = 'io.balsam.fixture.below'

    @Shared
    Rules rules = new Rules(new ClassFileImporter().importPackages('io.balsam.fixture'), Path.of('src/test/java'))

    def "finds packages in a circle"() {
        expect:
        rules.circles().size() == 1
        rules.circles().first().contains('fixture.above')
    }

    def "finds packages without a mark or a sentence"() {
        expect:
        rules.unmarked() == [ABOVE]
        rules.undescribed() == [ABOVE]
    }

    def "finds vague names and Groovy"() {
        expect:
        rules.vague() == [ABOVE + '.TopManager']
        rules.groovy().any { it.contains('Bottom') }
        rules.groovy().every { !it.contains('TopManager') }
    }

    def "finds calls up the layers and packages outside of them"() {
        expect:
        rules.outside([[ABOVE], [BELOW]]) == []
        rules.outside([[ABOVE]]) == [BELOW]
        rules.upward([[ABOVE], [BELOW]]).size() == 1
        rules.upward([[ABOVE], [BELOW]]).first().contains('Bottom')
        rules.upward([[ABOVE, BELOW]]) == []
    }

    def "finds uses of what a module may not use"() {
        expect:
        rules.beyond(['io.balsam']) == []
        rules.beyond([ABOVE]).every { it.contains('fixture.below') }
        rules.beyond([ABOVE]).size() > 0
    }

    def "finds classes in a circle, and says it of each circle once"() {
        expect:
        new Circles([a: ['b'] as Set, b: ['c'] as Set, c: ['a', 'd'] as Set, d: [] as Set, e: ['f'] as Set, f: ['e'] as Set]).all() == [['a', 'b', 'c'], ['e', 'f']]
        rules.classCircles().size() == 1
        rules.classCircles().first().contains('TopManager')
    }
}
