package io.balsam.simulator.campaign

import io.balsam.engine.domain.JobSpec
import io.balsam.engine.domain.ParentKind
import io.balsam.engine.domain.ParentRef
import io.balsam.engine.domain.Resources
import io.balsam.engine.domain.Workflow
import io.balsam.simulator.load.FaultParameters
import io.balsam.simulator.profile.Profile
import io.balsam.simulator.profile.SiteProfile
import io.balsam.simulator.time.Network
import java.time.Duration

/** Campaigns whose jobs fail, run out of time, depend on such ones and are cancelled, on a machine that fails too. */
class FaultyCampaigns {

    static final Network BAD = new Network(Duration.ofMillis(500), Duration.ofSeconds(25), 0.015, 0.03, 0.02)

    static final Faults ALL = new Faults(BAD, Duration.ofHours(2), 0.1, 100, 0.02, Duration.ofMinutes(30))

    private static final int JOBS = 30

    /** Returns a machine whose nodes and scheduler fail too. */
    static Profile machine() {
        def sound = CampaignSpecification.machine(6, 2)
        def failing = new FaultParameters(Duration.ofDays(2), Duration.ofMinutes(30), Duration.ofHours(12), Duration.ofMinutes(10))
        new Profile(sound.setup(), sound.shape(), sound.others(), failing, Duration.ZERO, 0)
    }

    /** Returns jobs of which each third waits for two others, and some have no wall time. */
    static Workflow workflow(int count) {
        def jobs = (0..<count).collect { index -> job(index) }
        CampaignSpecification.workflow(jobs)
    }

    private static JobSpec job(int index) {
        def resources = index % 6 == 0 ? new Resources(2, 2, 1, 1, 0, Resources.UNLIMITED) : Resources.DEFAULT
        def wallTime = index % 10 == 7 ? Duration.ZERO : Duration.ofMinutes(40)
        def parents = index % 3 == 2
            ? [new ParentRef.Declared(index - 1, ParentKind.SUCCESS), new ParentRef.Declared((int) (index / 2), ParentKind.ANY_END)]
            : []
        CampaignSpecification.job(index, resources, wallTime, parents as List<ParentRef>, index % 2 ? 'step' : 'stubborn')
    }

    /** Returns an attempt that takes 2 to 45 minutes, and fails one time in eight. */
    static SimulatedJobs jobs(long seed) {
        return { long job, int attempt ->
            def number = job * 7919 + attempt * 104_729 + seed * 31
            new SimulatedJobs.Attempt(Duration.ofSeconds(120 + number % 2600), number % 8 == 3 ? 1 : 0)
        }
    }

    /** Returns a site with the lease that sites have by default. */
    private static SiteProfile site() {
        def usual = CampaignSpecification.scaled(4, 120)
        new SiteProfile(usual.queues(), Duration.ofSeconds(60), usual.poll(), usual.idle(), usual.scaling())
    }

    static CampaignSetup of(long seed, Faults faults, int count = JOBS) {
        new CampaignSetup(seed, machine(), site(),
            workflow(count), jobs(seed), faults)
    }
}
