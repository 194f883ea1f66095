package io.balsam.engine.lifecycle

import io.balsam.engine.domain.JobState
import spock.lang.Specification

class TransitionsSpec extends Specification {

    def "transitions that are not in the table are impossible"() {
        given:
        def pairs = [JobState.values() as List, Trigger.values() as List].combinations()
        def declared = Transitions.rows().collect { [it.from(), it.trigger()] } as Set

        expect:
        pairs.findAll { state, trigger -> Transitions.next(state, trigger).isPresent() } as Set == declared
        declared.size() == Transitions.rows().size()
        declared.size() * 5 < pairs.size()
    }

    def "state #state is final"() {
        expect:
        Trigger.values().every { Transitions.next(state, it).isEmpty() }

        where:
        state << [JobState.JOB_FINISHED, JobState.FAILED, JobState.CANCELLED]
    }

    def "every other state can be cancelled, can be reached, and leads to an end"() {
        given:
        def open = JobState.values().findAll { !it.terminal() }
        def ways = Transitions.rows().findAll { it.trigger() != Trigger.CANCELLED }.groupBy { it.from() }

        expect:
        open.every { Transitions.next(it, Trigger.CANCELLED).get() == JobState.CANCELLED }
        (open - JobState.CREATED).every { state -> Transitions.rows().any { it.to() == state } }
        open.every { reaches(it, JobState.JOB_FINISHED, ways) || reaches(it, JobState.FAILED, ways) }
    }

    private static boolean reaches(JobState from, JobState goal, Map<JobState, List<Transitions.Row>> ways) {
        Set<JobState> seen = [from]
        List<JobState> todo = [from]
        while (todo) {
            (ways[todo.pop()] ?: [])*.to().findAll { seen.add(it) }.each { todo << it }
        }
        seen.contains(goal)
    }
}
