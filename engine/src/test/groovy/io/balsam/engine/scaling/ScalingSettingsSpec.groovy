package io.balsam.engine.scaling

import io.balsam.engine.api.SiteView
import io.balsam.engine.batchjob.BatchJobSettings
import io.balsam.spi.JobMode
import io.balsam.spi.PluginConfig
import io.balsam.spi.PluginException
import java.time.Duration
import spock.lang.Specification

/** The blocks of modules that ask for allocations. */
class ScalingSettingsSpec extends Specification {

    static BatchJobSettings site(String defaultQueue = '') {
        def queues = ['debug', 'long'].collect { new SiteView.Queue(it, 4, 60, 10) }
        new BatchJobSettings('slurm', Duration.ofSeconds(1), queues, ['chem', 'bio'] as Set, defaultQueue, 'chem', '', [:], [], Duration.ZERO)
    }

    private static ScalingSettings read(String module, Map block, BatchJobSettings site = null) {
        ScalingReader.read(module, new PluginConfig(block), site)
    }

    def "blocks of Balsam 2 load as they are"() {
        when:
        def elastic = read('elastic_queue', [service_period: 60, submit_project: 'chem', submit_queue: 'debug', job_mode: 'mpi', use_backfill: true,
            min_wall_time_min: 35, max_wall_time_min: 360, wall_time_pad_min: 5, min_num_nodes: 20, max_num_nodes: 127,
            max_queue_wait_time_min: 10, max_queued_jobs: 20], site())
        def maintainer = read('queue_maintainer', [submit_period: 60, submit_project: 'chem', submit_queue: 'long', job_mode: 'serial',
            num_queued_jobs: 5, num_nodes: 3, wall_time_min: 30], site())

        then:
        elastic.period() == Duration.ofMinutes(1)
        with(elastic.queues()[0]) {
            queue() == 'debug' && project() == 'chem' && mode() == JobMode.MPI && windows() == QueuePolicy.Windows.ONLY
            nodes() == new Range(20, 127) && minutes() == new Range(35, 360) && padMinutes() == 5
            patience() == Duration.ofMinutes(10) && maxQueued() == 20
        }
        with(maintainer.queues()[0]) {
            queue() == 'long' && mode() == JobMode.SERIAL && constant() == 5 && nodes() == new Range(3, 3) && minutes() == new Range(30, 30)
        }
    }

    def "every key is known to the hints of the settings file, and read"() {
        given:
        def config = new PluginConfig([:])

        when:
        ScalingReader.read(module, config, null)

        then:
        io.balsam.engine.config.ModuleKeys.ALL[module].every { it in config.known() }

        where:
        module << ['auto_scaler', 'elastic_queue', 'queue_maintainer']
    }

    def "queues have what the block says in general, but for their own keys"() {
        when:
        def queues = read('auto_scaler', [max_num_nodes: 3, filter_tags: [a: 'b'], queues: [debug: [max_num_nodes: 2, job_mode: 'serial'], long: null]], site()).queues()

        then:
        queues*.queue() == ['debug', 'long']
        queues*.nodes() == [new Range(1, 2), new Range(1, 3)]
        queues*.mode() == [JobMode.SERIAL, JobMode.MPI]
        queues*.tags() == [[a: 'b'], [a: 'b']]
    }

    def "less than the shortest allocation is left of a window where nothing is said of it"() {
        expect:
        read('auto_scaler', [min_wall_time_min: 2]).queues()[0].padMinutes() == 1
        read('auto_scaler', [min_wall_time_min: 30]).queues()[0].padMinutes() == 5
    }

    def "a mistake is one clear line: #message"() {
        when:
        read(module, block, site)

        then:
        def wrong = thrown(PluginException)
        wrong.message == message

        where:
        module             | block                                              | site          || message
        'auto_scaler'      | [min_num_nodes: 5, max_num_nodes: 4]               | null          || 'min_num_nodes: 5: is more than max_num_nodes, 4'
        'elastic_queue'    | [max_num_nodes: 4]                                 | null          || 'max_num_nodes: 4: is less than min_num_nodes, 20'
        'auto_scaler'      | [min_wall_time_min: 30, max_wall_time_min: 20]     | null          || 'min_wall_time_min: 30: is more than max_wall_time_min, 20'
        'auto_scaler'      | [wall_time_pad_min: 10]                            | null          || 'wall_time_pad_min: 10: must be less than min_wall_time_min, 10'
        'auto_scaler'      | [quiet_hours: 'night']                             | null          || "quiet_hours: 'night': must be two different times, as '22:00-06:00'"
        'auto_scaler'      | [queues: [debug: [submit_queue: 'long']]]          | site()        || "submit_queue: the queue is the name of the block, 'debug'"
        'auto_scaler'      | [job_mode: 'mpy']                                  | null          || "job_mode: 'mpy': must be mpi or serial"
        'auto_scaler'      | [service_period: 0]                                | null          || 'service_period: must be at least 1 second'
        'auto_scaler'      | [submit_queue: 'debgu']                            | site()        || "submit_queue: the site has no 'debgu': did you mean 'debug'?"
        'auto_scaler'      | [:]                                                | site()        || 'submit_queue: must be set: the site has debug, long'
        'auto_scaler'      | [submit_project: 'physics']                        | site('debug') || "submit_project: the site has no 'physics': the site has bio, chem"
        'queue_maintainer' | [num_nodes: 0]                                     | null          || 'num_nodes: 0: must be a whole number of at least 1'
    }
}
