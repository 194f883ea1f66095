package io.balsam.simulator.campaign

import io.balsam.engine.api.JobFilter
import io.balsam.engine.domain.MoldableLimits
import io.balsam.engine.domain.NodeRange
import io.balsam.engine.domain.ParentKind
import io.balsam.engine.domain.ParentRef
import io.balsam.engine.domain.Resources
import io.balsam.engine.domain.Workflow
import java.time.Duration

/** Moldable jobs on a site that learns how they scale, and asks for allocations of 16 nodes by itself. */
class MoldableCampaignSpec extends CampaignSpecification {

    /** Amdahl's law: two hours on one node, of which an eighth is serial. */
    static class Amdahl implements SimulatedJobs {
        @Override
        SimulatedJobs.Attempt of(long job, int attempt) { of(job, attempt, 1) }

        @Override
        SimulatedJobs.Attempt of(long job, int attempt, int nodes) {
            new SimulatedJobs.Attempt(Duration.ofSeconds((long) (900 + 6300 / nodes + job % 60)), 0)
        }
    }

    def "the numbers are tried in turn, and the last job gets the one with which it is fast and efficient enough"() {
        given:
        def jobs = (0..<30).collect { job(it, Resources.DEFAULT.withRange(new NodeRange(1, 16)), Duration.ZERO, it ? [after(it - 1)] : []) }
        def all = workflow(jobs)
        def limits = new MoldableLimits(OptionalDouble.empty(), 0.5)
        def campaign = campaign(new CampaignSetup(1, machine(16, 4), scaled(16, 720, [min_num_nodes: 16]),
            new Workflow(all.name(), all.script(), all.apps(), all.jobs(), limits), new Amdahl(), Faults.NONE))
        def books = Books.open(campaign)

        when:
        def over = campaign.run(Duration.ofDays(30))
        campaign.settle(Duration.ofHours(6))
        def nodes = campaign.record().jobs(JobFilter.ALL.withPage(100, 0)).toSorted { it.row().id() }*.row()*.resources()*.nodes()

        then:
        over
        books.faults() == []
        nodes.take(5) == [1, 2, 4, 8, 16]
        nodes.last() in [4, 8]

        cleanup:
        campaign.close()
    }

    private static after(int index) { new ParentRef.Declared(index, ParentKind.SUCCESS) }
}
