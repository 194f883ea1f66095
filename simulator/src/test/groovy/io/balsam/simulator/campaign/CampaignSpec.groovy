package io.balsam.simulator.campaign

import io.balsam.engine.domain.Resources
import io.balsam.engine.model.Trust
import java.time.Duration

/** A real engine with its modules and launchers on virtual time. */
class CampaignSpec extends CampaignSpecification {

    /** Serial jobs and jobs of two nodes, of ten minutes to almost two hours. */
    private CampaignSetup described(long seed, int count) {
        def jobs = (0..<count).collect {
            it % 10 == 0
                ? job(it, new Resources(2, 4, 1, 1, 0, Resources.UNLIMITED), Duration.ofHours(2))
                : job(it, Resources.DEFAULT, Duration.ofHours(2))
        }
        new CampaignSetup(seed, machine(4, 4), scaled(3, 720, [service_period: 300]), workflow(jobs),
            { long job, int attempt -> new SimulatedJobs.Attempt(Duration.ofSeconds(600 + (job * 7919 + seed * 31) % 6000), 0) },
            Faults.NONE)
    }

    def "a campaign of a week ends with every job done once, and no allocation is left or asked for twice"() {
        given:
        def campaign = campaign(described(1, 1500))
        def books = Books.open(campaign)

        when:
        def over = campaign.run(Duration.ofDays(30))

        then:
        over
        with(Figures.of(campaign, 4)) {
            solutionSeconds > 6 * 86_400
            nodeHoursUsed < nodeHoursAsked
            utilisation > 0.5
        }

        when:
        campaign.settle(Duration.ofHours(6))

        then:
        books.faults() == []
        campaign.record().batchJobs([], [] as Set).every { it.state().terminal() }
        campaign.record().openSessions() == []

        and: 'run times were learnt on the way'
        campaign.balsam().apps()*.trust() == [Trust.TRUSTED]

        cleanup:
        campaign.close()
    }

    def "the same seed gives the same record, another seed another"() {
        when:
        def records = [3, 3, 4].collect { seed ->
            def campaign = campaign(described(seed, 200))
            campaign.run(Duration.ofDays(30))
            def lines = Transcript.of(campaign.record())
            campaign.close()
            return lines
        }

        then:
        records[0].size() > 1_600
        records[0] == records[1]
        records[0] != records[2]
    }
}
