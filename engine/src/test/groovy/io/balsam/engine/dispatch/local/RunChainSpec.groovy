package io.balsam.engine.dispatch.local

import java.util.concurrent.TimeUnit
import spock.lang.Specification

class RunChainSpec extends Specification {

    def "jobs that have just got their reservation are not behind a long run"() {
        given:
        def turns = new RunChain()
        def first = new LocalRun(null, 1, null, 'here', null, null)
        def second = new LocalRun(null, 1, null, 'here', null, null)

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
