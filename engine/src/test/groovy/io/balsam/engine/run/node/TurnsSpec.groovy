package io.balsam.engine.run.node

import java.util.concurrent.TimeUnit
import spock.lang.Specification

class TurnsSpec extends Specification {

    def "those that were just given their seat are not behind a long run"() {
        given:
        def turns = new Turns()
        def first = new Active(null, 1, null, 'here', null, null)
        def second = new Active(null, 1, null, 'here', null, null)

        when:
        def nobodyTookTurns = turns.add([first, second])

        then:
        nobodyTookTurns
        turns.withdrawBehind(TimeUnit.MINUTES.toNanos(10)) == []
        turns.next().is(first)
        turns.withdrawBehind(0) == [second]
        turns.next() == null
        turns.add([second])
    }
}
