package io.balsam.engine

import io.balsam.engine.api.EventFilter
import io.balsam.engine.api.JobFilter
import io.balsam.engine.api.NewRun
import io.balsam.engine.api.Principal
import io.balsam.engine.batchjob.SitePolicy
import io.balsam.spi.BatchJobRequest
import io.balsam.spi.JobMode
import java.time.Duration

/** Who owns what, and what is recorded of commands for others than the site's own user. */
class OwnersSpec extends EngineSpecification {

    static final Principal ADA = new Principal('ada')
    static final Principal BOB = new Principal('bob@hub.example')
    static final String LOCAL = Principal.local().name()

    @Override
    SitePolicy newRules() { new SitePolicy('test', Duration.ofMinutes(1), [], [] as Set, '', '', [:]) }

    List<String> commands() {
        engine.siteEvents(0, 100).findAll { it.source() == 'user' }*.message()
    }

    long submit(Principal owner) {
        def flow = workflow([command('app', 'true')], [job(), job()])
        engine.as(owner).submit(new NewRun(flow, false)).id()
    }

    def 'a run, its jobs and their events belong to the user who submitted it'() {
        when:
        long hers = submit(ADA)
        long own = engine.submit(workflow([command('app', 'true')], [job()]), false)

        then:
        engine.runs()*.owner() == [LOCAL, 'ada']
        jobs(hers)*.owner() == ['ada', 'ada']
        jobs(own)*.owner() == [LOCAL]
        engine.events(EventFilter.ALL.withRuns([hers]), Duration.ZERO)*.owner().unique() == ['ada']
        engine.explain(jobs(hers)[0].id()).get().job().owner() == 'ada'

        and: 'after a crash as before'
        crash()
        engine.runs()*.owner() == [LOCAL, 'ada']
    }

    def 'what others than the site user did is an event of the site; what its own user did is not'() {
        given:
        long run = submit(ADA)
        def ids = jobs(run)*.id()

        when:
        engine.as(BOB).cancel(JobFilter.ALL.withIds([ids[0]]), false)
        engine.cancel(JobFilter.ALL.withIds([ids[1]]), false)
        def made = engine.as(ADA).retry(JobFilter.ALL.withRun(run)).done()
        engine.cancel(JobFilter.ALL.withRun(run), false)
        and: 'the newest run stays, since numbers are not given out again'
        submit(ADA)
        engine.as(BOB).removeRuns([run], true)
        def removed = engine.as(BOB).removeRuns([run], false)

        then:
        removed.refused() == [:]
        jobs(run) == []
        commands() == [
            "bob@hub.example cancelled jobs ${ids[0]}",
            "ada retried failed jobs as ${made.join(', ')}",
            "bob@hub.example removed runs $run",
        ]*.toString()
    }

    def 'a command that had no effect is not recorded, and one on many jobs names ten'() {
        given:
        def many = engine.as(ADA).submit(new NewRun(workflow([command('app', 'true')], (1..12).collect { job() }), false)).id()
        def ids = jobs(many)*.id()

        when:
        2.times { engine.as(BOB).cancel(JobFilter.ALL.withRun(many), false) }

        then:
        commands() == ["bob@hub.example cancelled jobs ${ids.take(10).join(', ')} and 2 more".toString()]
    }

    def 'a BatchJob belongs to the user who requested it, in every state'() {
        given:
        def request = new BatchJobRequest(1, 10, '', '', JobMode.MPI, [:], [], [:])

        when:
        def hers = engine.as(ADA).batchJobs().submit([request])[0]
        def own = engine.batchJobs().submit([request])[0]
        engine.as(BOB).batchJobs().delete([hers.id()])

        then:
        [hers, own]*.owner() == ['ada', LOCAL]
        engine.batchJobs().find([], [] as Set)*.owner() == ['ada', LOCAL]
        commands() == ["bob@hub.example deleted BatchJobs ${hers.id()}".toString()]
    }

    def 'a name that could be mistaken is refused: #name'() {
        when:
        new Principal(name)

        then:
        def e = thrown(IllegalArgumentException)
        e.message.contains('is not a user name: write 1 to 255 printable characters')

        where:
        name << ['', '  ', 'a\nb', 'x' * 256]
    }
}
