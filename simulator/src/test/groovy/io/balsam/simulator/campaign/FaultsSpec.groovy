package io.balsam.simulator.campaign

import io.balsam.engine.domain.Resources
import io.balsam.simulator.time.Network
import java.time.Duration
import spock.lang.Shared

/**
 * Faults at moments that a seed decides. A seed that fails does so again the same way: it becomes a row here. More seeds
 * are tried with {@code -Dbalsam.seeds=1000}.
 */
class FaultsSpec extends CampaignSpecification {

    private static final int SEEDS = Integer.getInteger('balsam.seeds', 8)

    @Shared
    Network bad = new Network(Duration.ofMillis(500), Duration.ofSeconds(25), 0.03, 0.05, 0.03)

    private CampaignSetup described(long seed, Faults faults) {
        def jobs = (0..<60).collect {
            it % 6 == 0
                ? job(it, new Resources(2, 2, 1, 1, 0, Resources.UNLIMITED), Duration.ofMinutes(40))
                : job(it, Resources.DEFAULT, Duration.ofMinutes(40))
        }
        new CampaignSetup(seed, machine(6, 2), SiteProfile.scaled(4, 120, [max_num_nodes: 4, max_wall_time_min: 120]), workflow(jobs),
            { long job, int attempt -> new SimulatedJobs.Attempt(Duration.ofSeconds(120 + (job * 7919 + attempt * 104729 + seed * 31) % 1500), 0) },
            faults)
    }

    private List<String> faults(long seed, Faults faults) {
        def campaign = campaign(described(seed, faults))
        try {
            return campaign.run(Duration.ofDays(20)) ? Books.faults(campaign) : ['it did not end']
        } finally {
            campaign.close()
        }
    }

    def "lost, late and doubled messages: seed #seed"() {
        expect:
        faults(seed, new Faults(bad, Duration.ZERO, 0, 0)) == []

        where:
        seed << (1..SEEDS)
    }

    def "lost launchers: seed #seed"() {
        expect:
        faults(seed, new Faults(Network.SOUND, Duration.ofMinutes(40), 0, 0)) == []

        where:
        seed << (1..SEEDS)
    }

    def "calls of the batch system that fail: seed #seed"() {
        expect:
        faults(seed, new Faults(Network.SOUND, Duration.ZERO, 0.2, 0)) == []

        where:
        seed << (1..SEEDS)
    }

    def "an owner killed before or after any commit: seed #seed"() {
        expect:
        faults(seed, new Faults(Network.SOUND, Duration.ZERO, 0, 40)) == []

        where:
        seed << (1..SEEDS) + [217]
    }

    def "all of these: seed #seed"() {
        expect:
        faults(seed, new Faults(bad, Duration.ofMinutes(60), 0.1, 60)) == []

        where:
        seed << (1..SEEDS)
    }
}
