package io.balsam.engine.scaling

import static io.balsam.engine.scaling.FakeScalingSite.jobs
import static io.balsam.spi.BatchJobState.*

import io.balsam.spi.ErrorKind
import io.balsam.spi.PluginConfig
import io.balsam.spi.PluginException
import io.balsam.spi.ServiceContext
import io.balsam.spi.SiteAccess
import java.time.Duration
import spock.lang.Specification

/** The service module: what it asks for, withdraws and tells, round by round. */
class AutoScalerSpec extends Specification {

    def site = new FakeScalingSite(demand: [jobs(4, 1, 30)])
    def refusals = new Refusals()
    List<String> events = []
    List<String> notes = []

    /** Runs rounds of a new module; each closure comes before the round after. */
    private void rounds(Map settings = [:], String module = 'auto_scaler', Closure... between) {
        int round = 0
        def context = new ServiceContext() {
            @Override boolean pause(Duration duration) { round < between.length && { between[round++].call(); true }() }

            @Override void cycle(String note) { notes << note }

            @Override void event(String message) { events << message }

            @Override SiteAccess site() { null }
        }
        new AutoScaler(ScalingReader.read(module, new PluginConfig(settings), null), site, refusals).run(context)
    }

    def "what waits is asked for once, whatever the batch system does with it, by a module that was started again, too"() {
        when:
        rounds({ -> }, { -> site.set(1, QUEUED) }, { -> site.set(1, RUNNING) })
        rounds()

        then:
        site.all*.request().collect { [it.nodes(), it.wallMinutes()] } == [[4, 31]]
        site.all*.owner() == ['auto_scaler']
        events == ['asked for BatchJob 1, 4 nodes for 31 minutes: 4 jobs on 4 nodes']
        notes[0] == '4 jobs waiting, 1 BatchJob'
    }

    def "what comes to nothing is asked for again after a pause, which grows: #trouble"() {
        given:
        def fail = { -> site.set(site.all.size(), state, 'no such account') }
        def later = { int minutes -> { -> site.now = site.now.plusMinutes(minutes) } }

        when:
        rounds(fail, { -> })

        then:
        site.all.size() == 1
        events.last() == "BatchJob 1 $trouble (no such account); asks again in 1m"
        notes.last() == "4 jobs waiting, 0 BatchJobs; BatchJob 1 $trouble (no such account); the next one is asked for in 1m"

        when: 'another module, as after a crash'
        rounds(later(1), fail, later(1))

        then:
        site.all.size() == 2
        events.last() == "BatchJob 2 $trouble (no such account); asks again in 2m"

        when: 'a job runs in the next one'
        rounds(later(1), { -> site.used << 3L; site.set(3, FINISHED) }, { -> })

        then:
        site.all.size() == 4

        where:
        state         | trouble
        SUBMIT_FAILED | 'was refused'
        FAILED        | 'ended without having run a job'
        FINISHED      | 'ended without having run a job'
    }

    def "where a number of BatchJobs is kept, one that ends without a job is replaced at once, one that fails is not"() {
        when:
        rounds([num_queued_jobs: 1], 'queue_maintainer', { -> site.set(1, FINISHED) }, { -> site.set(2, FAILED) }, { -> })

        then:
        site.all.size() == 2
        events.last() == 'BatchJob 2 ended without having run a job; asks again in 1m'
    }

    def "what somebody deletes is no trouble"() {
        when:
        rounds({ -> site.set(1, DELETED) }, { -> })

        then:
        site.all.size() == 2
        !events.any { it.contains('asks again') }
    }

    def "what waits too long is withdrawn and asked for anew in one round"() {
        when:
        rounds({ -> site.set(1, QUEUED); site.now = site.now.plusMinutes(61) })

        then:
        site.all*.state() == [PENDING_DELETION, PENDING_SUBMISSION]
        site.all*.request()*.nodes() == [4, 2]
        events[1] == 'withdrew BatchJob 1: it waited for more than 60 minutes, a smaller one may start sooner'
    }

    def "a batch system that does not answer is no crash"() {
        given:
        site = new FakeScalingSite() {
            @Override Optional<List> windows() { throw new PluginException(ErrorKind.TRANSIENT, 'slurmctld is down') }
        }
        site.demand = [jobs(4, 1, 30)]

        when:
        rounds()

        then:
        notes == ['the batch system does not answer: slurmctld is down']
        site.all.empty
    }
}
