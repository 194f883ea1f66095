package io.balsam.simulator.campaign

import io.balsam.simulator.time.Network
import java.time.Duration

/**
 * Faults at moments that a seed decides, of campaigns whose jobs fail, run out of time, wait for such ones and are
 * cancelled. A seed that fails does so again the same way: it becomes a row here. A thousand seeds are tried with
 * {@code -Dbalsam.seeds=1000}; they take about half an hour.
 */
class FaultsSpec extends CampaignSpecification {

    private static final int SEEDS = Integer.getInteger('balsam.seeds', 16)

    private static final Duration NEVER = Duration.ZERO

    private List<String> faults(long seed, Faults faults) {
        def campaign = campaign(FaultyCampaigns.of(seed, faults))
        try {
            def books = Books.open(campaign)
            if (!campaign.run(Duration.ofDays(20))) {
                return ['it did not end']
            }
            campaign.settle(Duration.ofHours(3))
            return books.faults()
        } finally {
            campaign.close()
        }
    }

    def "#kind: seed #seed"() {
        expect:
        faults(seed, one) == []

        where:
        [kind, one, seed] << [
            [['lost, late and doubled messages', new Faults(FaultyCampaigns.BAD, NEVER, 0, 0, 0, NEVER)],
             ['lost launchers', new Faults(Network.SOUND, Duration.ofMinutes(40), 0, 0, 0, NEVER)],
             ['calls of the batch system that fail or take long', new Faults(Network.SOUND, NEVER, 0.2, 0, 0, NEVER)],
             ['an owner killed before or after any effect', new Faults(Network.SOUND, NEVER, 0, 25, 0, NEVER)],
             ['a slow disk', new Faults(Network.SOUND, NEVER, 0, 0, 0.05, NEVER)],
             ['cancellations', new Faults(Network.SOUND, NEVER, 0, 0, 0, Duration.ofMinutes(10))]],
            1..2].combinations().collect { it[0] + it[1] }
    }

    def "all of these: seed #seed"() {
        expect:
        faults(seed, FaultyCampaigns.ALL) == []

        where:
        seed << (1..SEEDS) + [851]
    }

    def "the same seed has the same faults at the same moments, and no thread is left"() {
        when:
        def records = [7, 7].collect { seed ->
            def campaign = campaign(FaultyCampaigns.of(seed, FaultyCampaigns.ALL))
            campaign.run(Duration.ofDays(20))
            def lines = Transcript.of(campaign.record()) + campaign.happened().counts().sort()
            campaign.close()
            return lines
        }

        then:
        records[0] == records[1]

        when:
        def threads = Thread.allStackTraces.keySet().findAll { it.name.startsWith('balsam-module') }
        threads.each { it.join(10_000) }

        then:
        threads.every { !it.alive }
    }
}
