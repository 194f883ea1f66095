package io.balsam.simulator.campaign

import io.balsam.engine.api.SiteView
import io.balsam.engine.domain.App
import io.balsam.engine.domain.AppBody
import io.balsam.engine.domain.JobSpec
import io.balsam.engine.domain.ParentRef
import io.balsam.engine.domain.Resources
import io.balsam.engine.domain.Retry
import io.balsam.engine.domain.Script
import io.balsam.engine.domain.SourceRef
import io.balsam.engine.domain.Workflow
import io.balsam.simulator.cluster.BatchQueue
import io.balsam.simulator.cluster.ClusterSetup
import io.balsam.simulator.load.FaultParameters
import io.balsam.simulator.profile.NodeShape
import io.balsam.simulator.profile.OtherUsers
import io.balsam.simulator.profile.Profile
import io.balsam.simulator.profile.SiteProfile
import io.balsam.spi.PluginConfig
import java.nio.file.Path
import java.time.Duration
import spock.lang.Specification
import spock.lang.TempDir

/** Campaigns of jobs that only take time. */
abstract class CampaignSpecification extends Specification {

    static final SourceRef HERE = new SourceRef('simulated.groovy', 1, 1)

    @TempDir Path site

    static App app(String name, Retry retry) {
        new App(name, 'Takes time', new AppBody.Command('true'), [:], [:], '', [:], [], retry, [:],
            Duration.ofMinutes(5), true, true, '', [], '0', HERE)
    }

    static JobSpec job(int index, Resources resources, Duration wallTime, List<ParentRef> parents = [], String app = 'step') {
        new JobSpec(app, "step/$index", [:], [:], [:], [:], resources, wallTime, 0, [:], parents, [], [:], HERE)
    }

    static Workflow workflow(List<JobSpec> jobs) {
        def apps = [step: app('step', Retry.NONE),
                    stubborn: app('stubborn', new Retry(3, Duration.ofSeconds(20), Duration.ofMinutes(10)))]
        new Workflow('simulated', new Script('simulated.groovy', Path.of('/'), ['simulated.groovy': ''], [:]), apps, jobs)
    }

    /** A machine without other users and faults. */
    static Profile machine(int nodes, int cores) {
        new Profile(new ClusterSetup(nodes, [BatchQueue.unlimited('batch')], 0, Duration.ofSeconds(30).toNanos(), ClusterSetup.USUAL_DEPTH),
            new NodeShape(cores, 0, 0), new OtherUsers.None(), FaultParameters.NONE, Duration.ZERO, 0)
    }

    /** A site with automatic scaling up to the limits of its queue. */
    static SiteProfile scaled(int nodes, int minutes, Map<String, ?> more = [:]) {
        def block = new PluginConfig([max_num_nodes: nodes, max_wall_time_min: minutes] + more)
        SiteProfile.of([new SiteView.Queue('batch', nodes, minutes, 20)], [auto_scaler: block])
    }

    Campaign campaign(CampaignSetup setup) {
        def directory = site.resolve('site-' + System.nanoTime())
        directory.toFile().mkdirs()
        new Campaign(setup, directory)
    }
}
