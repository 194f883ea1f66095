package io.balsam.engine.lifecycle

import io.balsam.spi.BatchJobState
import spock.lang.Specification

import static io.balsam.spi.BatchJobState.*

class BatchJobLifeSpec extends Specification {

    def "state #from becomes #to when #told is reported"() {
        expect:
        BatchJobLife.next(from, told).orElse(null) == to

        where:
        from               | told             || to
        PENDING_SUBMISSION | QUEUED           || QUEUED
        PENDING_SUBMISSION | SUBMIT_FAILED    || SUBMIT_FAILED
        PENDING_SUBMISSION | DELETED          || DELETED
        QUEUED             | RUNNING          || RUNNING
        QUEUED             | FINISHED         || FINISHED
        QUEUED             | SUBMIT_FAILED    || null
        QUEUED             | DELETED          || null
        RUNNING            | QUEUED           || QUEUED
        RUNNING            | FAILED           || FAILED
        RUNNING            | RUNNING          || RUNNING
        RUNNING            | PENDING_DELETION || PENDING_DELETION
        RUNNING            | SUBMIT_FAILED    || null
        PENDING_DELETION   | RUNNING          || PENDING_DELETION
        PENDING_DELETION   | FINISHED         || DELETED
        PENDING_DELETION   | FAILED           || DELETED
        FINISHED           | RUNNING          || null
        DELETED            | QUEUED           || null
    }

    def "a terminal state has no successor, and every other state can end"() {
        expect:
        BatchJobLife.rows().every { !it.from().terminal() }
        reaches(state) == !state.terminal()

        where:
        state << BatchJobState.values()
    }

    private static boolean reaches(BatchJobState state) {
        BatchJobLife.rows().any { it.from() == state && it.to().terminal() }
    }

    def "every state but the first is entered by some row"() {
        expect:
        (BatchJobState.values() as Set) - BatchJobLife.rows().findAll { it.from() != it.to() }*.to() == [PENDING_SUBMISSION] as Set
    }
}
