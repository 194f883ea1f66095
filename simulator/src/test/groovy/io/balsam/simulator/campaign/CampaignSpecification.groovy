package io.balsam.simulator.campaign

import io.balsam.engine.domain.App
import io.balsam.engine.domain.AppBody
import io.balsam.engine.domain.JobSpec
import io.balsam.engine.domain.ParentRef
import io.balsam.engine.domain.Resources
import io.balsam.engine.domain.Retry
import io.balsam.engine.domain.Script
import io.balsam.engine.domain.SourceRef
import io.balsam.engine.domain.Workflow
import io.balsam.simulator.time.VirtualTime
import java.nio.file.Path
import java.time.Duration
import spock.lang.Specification
import spock.lang.TempDir

/** Campaigns of jobs that only take time. */
abstract class CampaignSpecification extends Specification {

    static final SourceRef HERE = new SourceRef('simulated.groovy', 1, 1)

    @TempDir Path site

    static App app() {
        new App('step', 'Takes time', new AppBody.Command('true'), [:], [:], '', [:], [], Retry.NONE, [:],
            Duration.ofMinutes(5), true, true, '', [], '0', HERE)
    }

    static JobSpec job(int index, Resources resources, Duration wallTime, List<ParentRef> parents = []) {
        new JobSpec('step', "step/$index", [:], [:], [:], [:], resources, wallTime, 0, [:], parents, [], [:], HERE)
    }

    static Workflow workflow(List<JobSpec> jobs) {
        new Workflow('simulated', new Script('simulated.groovy', Path.of('/'), ['simulated.groovy': ''], [:]), [step: app()], jobs)
    }

    Campaign campaign(CampaignSetup setup, int nodes, int cores) {
        def directory = site.resolve('site-' + setup.seed() + '-' + System.nanoTime())
        directory.toFile().mkdirs()
        new Campaign(setup, directory, { VirtualTime time -> new SimpleBatchSystem(time, nodes, cores) })
    }
}
