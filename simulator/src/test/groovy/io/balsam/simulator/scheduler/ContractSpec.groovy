package io.balsam.simulator.scheduler

import io.balsam.simulator.cluster.Cluster
import io.balsam.simulator.cluster.ClusterSetup
import io.balsam.simulator.profile.NodeShape
import io.balsam.spi.Scheduler
import io.balsam.testkit.SchedulerContract
import java.time.Instant
import spock.lang.AutoCleanup

/** The contract of real batch systems: the time is the real one, and scripts run as processes of this host. */
class ContractSpec extends SchedulerContract {

    private final Cluster cluster = new Cluster(ClusterSetup.of(4), [].iterator(), [].iterator())

    private final SimulatedScheduler simulated = new SimulatedScheduler(cluster, new NodeShape(1, 0, 0), Instant.now())

    @AutoCleanup
    private final RealScripts scripts = new RealScripts(cluster, simulated)

    @Override
    Scheduler scheduler() { scripts.scheduler() }

    @Override
    boolean tellsBackfill() { true }

    @Override
    boolean tellsQueues() { true }

    @Override
    boolean checksScripts() { true }

    @Override
    boolean tellsTimes() { true }
}
