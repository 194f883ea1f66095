package io.balsam.engine.dispatch.local

import static io.balsam.engine.domain.HookKind.HANDLE_ERROR
import static io.balsam.engine.domain.JobState.RESTART_READY

import io.balsam.engine.EngineSpecification
import io.balsam.engine.domain.JobSpec
import io.balsam.engine.domain.Resources

/** Jobs whose ranks end without a word, as when others have ended them; here each kills the shell that would tell. */
class CutOffSpec extends EngineSpecification {

    private static final String KILLED = 'kill -KILL $PPID'

    def "a job that is cut off repeatedly pauses before it continues"() {
        when: 'once may be chance'
        engine.submit(workflow([command(KILLED)], [ranks()]), false)
        eventually { restarts().size() == 2 }

        then:
        restarts()[0] == null
        restarts()[1] != null
        engine.explain(1).get().summary().startsWith('It is run again after a pause, at ')
    }

    def "an attempt that fails on its own resets the count of attempts cut off in a row"() {
        when:
        run([command("case \$BALSAM_ATTEMPT in 1 | 3) $KILLED ;; 2) exit 3 ;; esac", hooks: [(HANDLE_ERROR): hook { 'restart' }])], [ranks()])

        then:
        restarts() == [null] * 3
    }

    private JobSpec ranks() { job(resources: new Resources(1, 2, 1, 1, 0, 1)) }

    private List<Object> restarts() { events(1).findAll { it.to() == RESTART_READY }*.data()*.restart_at }
}
