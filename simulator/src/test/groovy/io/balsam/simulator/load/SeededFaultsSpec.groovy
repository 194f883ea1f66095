package io.balsam.simulator.load

import io.balsam.simulator.cluster.Incident
import io.balsam.simulator.cluster.Incident.NodeFailure
import io.balsam.simulator.cluster.Incident.Outage
import java.time.Duration
import spock.lang.Specification

class SeededFaultsSpec extends Specification {

    private static final FaultParameters PARAMETERS =
        new FaultParameters(Duration.ofDays(100), Duration.ofHours(2), Duration.ofDays(10), Duration.ofMinutes(30))

    def "a machine without faults has none"() {
        expect:
        !new SeededFaults(FaultParameters.NONE, 100, 1).hasNext()
    }

    def "faults come in the order of their times, as often and for as long as was asked for"() {
        given: 'fifty nodes fail every other day'
        List<Incident> faults = new SeededFaults(PARAMETERS, 50, 1).takeWhile { it.at() < Duration.ofDays(4000).toNanos() }.toList()
        List<NodeFailure> failures = faults.findAll { it instanceof NodeFailure }
        List<Outage> outages = faults.findAll { it instanceof Outage }

        expect:
        faults*.at() == faults*.at().sort(false)
        failures.size() in 1800..2200
        outages.size() in 330..470
        failures*.node().toSet() == (0..49).toSet()
        failures*.repair().sum() / failures.size() / Duration.ofHours(2).toNanos() > 0.9
        outages*.length().sum() / outages.size() / Duration.ofMinutes(30).toNanos() > 0.8
    }

    def "one seed gives the same faults, another one others"() {
        expect:
        new SeededFaults(PARAMETERS, 9, 1).take(99).toList() == new SeededFaults(PARAMETERS, 9, 1).take(99).toList()
        new SeededFaults(PARAMETERS, 9, 1).take(99).toList() != new SeededFaults(PARAMETERS, 9, 2).take(99).toList()
    }
}
