package io.balsam.simulator.load

import io.balsam.simulator.cluster.Arrival
import io.balsam.simulator.cluster.Cluster
import io.balsam.simulator.cluster.ClusterSetup
import io.balsam.simulator.cluster.JobState
import java.time.Duration
import spock.lang.Specification

class SeededLoadSpec extends Specification {

    private static final double HOUR = Duration.ofHours(1).toNanos()

    def "one seed gives the same jobs, another one others"() {
        expect:
        jobs(1, 100) == jobs(1, 100)
        jobs(1, 100) != jobs(2, 100)
    }

    def "the jobs need the share of the machine that was asked for: #utilisation"() {
        given:
        def jobs = jobs(5, 100_000, LoadParameters.DEFAULTS.withUtilisation(utilisation))
        double needed = jobs.sum { it.request().nodes() * (it.request().duration() / HOUR) } as double

        expect:
        Math.abs(needed / (256 * (jobs.last().at() / HOUR)) - utilisation) < 0.05 * utilisation

        where:
        utilisation << [0.3d, 0.85d, 1.2d]
    }

    def "arrivals have a daily cycle, whatever the time of day at which it begins"() {
        given:
        def byHour = jobs(3, 50_000, LoadParameters.DEFAULTS, hours).countBy { ((it.at() / HOUR + hours) as int) % 24 }

        expect:
        byHour[14] > 2.5 * byHour[2]
        byHour.size() == 24

        where:
        hours << [0, 9]
    }

    def "jobs ask for more than they need, and never for more than is allowed"() {
        given:
        def requests = jobs(4, 20_000)*.request()

        expect:
        requests.every { it.duration() <= it.wallTime() && it.wallTime() <= 24 * HOUR }
        requests.every { it.nodes() <= 128 }
        requests.any { it.nodes() == 128 }
        requests.any { it.nodes() == 1 }
        requests.count { Integer.bitCount(it.nodes()) == 1 } > 0.75 * requests.size()
        requests.count { it.duration() < HOUR / 2 } in 9_500..10_500
        requests*.wallTime().toSet().size() < 60
    }

    def "a machine of one node gets jobs of one node"() {
        expect:
        new SeededLoad(LoadParameters.DEFAULTS, 1, 0, 1).take(100).every { it.request().nodes() == 1 }
    }

    def "a cluster is used as much as the load needs"() {
        given:
        def load = new SeededLoad(LoadParameters.DEFAULTS.withUtilisation(0.6), 256, 0, 11)
        def cluster = new Cluster(ClusterSetup.of(256), load, [].iterator())
        long end = Duration.ofDays(60).toNanos()
        def changes = cluster.advanceTo(end)
        def begins = changes.findAll { it.state() == JobState.RUNNING }.collectEntries { [it.id(), it.at()] }
        double used = changes.findAll { it.state().ended() }.sum { it.request().nodes() * ((it.at() - begins[it.id()]) / end) } as double

        expect:
        Math.abs(used / 256 - 0.6) < 0.06
        cluster.refusedArrivals() == 0
    }

    def "parameters out of range are refused"() {
        when:
        LoadParameters.DEFAULTS.withUtilisation(0)

        then:
        def e = thrown(IllegalArgumentException)
        e.message == 'out of range: utilisation'
    }

    private static List<Arrival> jobs(long seed, int count, LoadParameters parameters = LoadParameters.DEFAULTS, int hours = 0) {
        new SeededLoad(parameters, 256, hours * 3600, seed).take(count).toList()
    }
}
