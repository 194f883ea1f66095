package io.balsam.simulator.campaign

import io.balsam.engine.api.JobFilter
import io.balsam.engine.domain.Placement
import io.balsam.engine.lifecycle.Trigger
import io.balsam.engine.process.ProcessEnd
import io.balsam.engine.process.ProcessSpec
import io.balsam.engine.process.Spawner
import io.balsam.engine.store.Commit
import io.balsam.engine.store.LeaseRow
import io.balsam.engine.store.SiteChanges
import io.balsam.engine.store.Store
import io.balsam.spi.BatchSubmission
import io.balsam.spi.Scheduler
import java.lang.reflect.InvocationTargetException
import java.lang.reflect.Proxy
import java.time.Duration
import java.util.function.Consumer
import java.util.function.UnaryOperator

/** Engines with one bug each, which the books must find. */
class BooksSpec extends CampaignSpecification {

    private List<String> faults(Borders borders, Closure<?> during = { }) {
        def directory = site.resolve('site')
        directory.toFile().mkdirs()
        def campaign = new Campaign(FaultyCampaigns.of(1, Faults.NONE, 12), directory, borders)
        try {
            def books = Books.open(campaign)
            campaign.run(Duration.ofMinutes(5))
            during(campaign)
            campaign.settle(Duration.ofHours(6))
            return books.faults()
        } finally {
            campaign.close()
        }
    }

    /** Returns a wrapper whose calls of one method are made by other code. */
    private static <T> UnaryOperator<T> wrapper(Class<T> type, String called, Closure<?> code) {
        return { T real ->
            (T) Proxy.newProxyInstance(type.classLoader, [type] as Class[]) { proxy, method, arguments ->
                try {
                    method.name == called ? code(real, *arguments) : method.invoke(real, arguments)
                } catch (InvocationTargetException e) {
                    throw e.cause
                }
            }
        }
    }

    private static Borders onCommit(Closure<Commit> change) {
        def store = wrapper(Store, 'commit') { Store real, Commit commit -> real.commit(change(commit)) }
        new Borders(store, UnaryOperator.identity(), UnaryOperator.identity())
    }

    private static Commit with(Commit one, Map<String, ?> other) {
        new Commit(one.runs(), one.jobs(), other.changes ?: one.changes(), (List) other.events ?: one.events(), one.endedRuns(),
            (SiteChanges) other.site ?: one.site(), one.transfers(), one.removedRuns(), one.removedJobs())
    }

    private static Commit withLeases(Commit one, Closure<List<LeaseRow>> change) {
        def old = one.site()
        with(one, [site: new SiteChanges(old.batchJobs(), old.sessions(), change(old.leases()), old.released(), old.events(), old.runTimes())])
    }

    private static Borders onStart(Closure<?> code) {
        new Borders(UnaryOperator.identity(), UnaryOperator.identity(), wrapper(Spawner, 'start', code))
    }

    private static ProcessSpec of(ProcessSpec one, long job) {
        new ProcessSpec(job, one.attempt(), one.workdir(), one.command(), one.preamble(), one.environment(), one.mergeOutput())
    }

    def "a sound engine has none"() {
        expect:
        faults(Borders.PLAIN) == []
    }

    def "allocations that are asked for twice"() {
        given:
        def twice = wrapper(Scheduler, 'submit') { Scheduler real, BatchSubmission one -> real.submit(one); real.submit(one) }

        expect:
        faults(new Borders(UnaryOperator.identity(), twice, UnaryOperator.identity())).any { it ==~ /BatchJob 1 was submitted 2 times/ }
    }

    def "leases that are forgotten"() {
        expect:
        faults(onCommit { Commit one -> withLeases(one) { [] } }).any { it ==~ /job \d+ runs without a lease/ }
    }

    def "cores that are leased twice"() {
        expect:
        faults(onCommit { Commit one ->
            withLeases(one) { leases ->
                leases.collect { new LeaseRow(it.job(), it.session(), it.attempt(), new Placement([0], [0], [])) }
            }
        }).any { it ==~ /a core is leased twice, to job \d+ too/ }
    }

    def "leases that are kept"() {
        expect:
        faults(onCommit { Commit one ->
            def old = one.site()
            with(one, [site: new SiteChanges(old.batchJobs(), old.sessions(), old.leases(), [], old.events(), old.runTimes())])
        }).any { it ==~ /job \d+ has ended, and is leased/ }
    }

    def "events that are forgotten"() {
        expect:
        faults(onCommit { Commit one -> with(one, [events: one.events().findAll { it.trigger() != Trigger.EXITED_ZERO }]) })
            .any { it ==~ /job \d+ went from RUN_DONE, but was RUNNING/ }
    }

    def "processes that are started twice"() {
        expect:
        faults(onStart { Spawner real, ProcessSpec spec, Consumer<ProcessEnd> end ->
            real.start(spec, end)
            real.start(spec, end)
        }).any { it ==~ /job \d+ has 2 processes and 1 attempts/ }
    }

    def "jobs that nobody leased, before their parents, on cores that are in use"() {
        when:
        def found = faults(onStart { Spawner real, ProcessSpec spec, Consumer<ProcessEnd> end ->
            real.start(spec, end)
            if (spec.job() % 3 == 2) {
                real.start(of(spec, spec.job() + 1), { })
            }
        })

        then:
        found.any { it ==~ /job \d+ has \d+ processes and \d+ attempts/ }
        found.any { it ==~ /job \d+ ran before its parent \d+ had ended/ }
        found.any { it ==~ /\d+ cores of \d+ are used in allocation \d+/ }
    }

    def "failures that are reported as success"() {
        expect:
        faults(onStart { Spawner real, ProcessSpec spec, Consumer<ProcessEnd> end ->
            real.start(spec) { one -> end.accept(new ProcessEnd(one.job(), 0, 0, null, OptionalLong.empty(), '', one.manner())) }
        }).any { it ==~ /job \d+ is recorded as done, and no process of it succeeded/ }
    }

    def "jobs that are cancelled although nobody asked for it"() {
        expect:
        faults(Borders.PLAIN) { Campaign campaign ->
            campaign.balsam().cancel(JobFilter.ALL.withIds([12L]), false)
        }.any { it == 'job 12 is cancelled, and nobody asked for it' }
    }
}
