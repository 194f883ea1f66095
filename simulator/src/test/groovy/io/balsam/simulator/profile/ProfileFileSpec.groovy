package io.balsam.simulator.profile

import io.balsam.engine.api.SiteView
import io.balsam.engine.config.SettingsProblem
import io.balsam.simulator.cluster.BatchQueue
import io.balsam.simulator.load.FaultParameters
import io.balsam.simulator.load.LoadParameters
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import java.util.zip.GZIPOutputStream
import spock.lang.Specification
import spock.lang.TempDir

class ProfileFileSpec extends Specification {

    private static final Instant BEGIN = Instant.parse('2026-01-05T08:00:00Z')

    @TempDir
    Path folder

    def "a profile of few words has a quiet machine with one queue"() {
        given:
        def profile = read('nodes: 4\n')

        expect:
        profile.setup().nodes() == 4
        profile.setup().queues() == [BatchQueue.unlimited('batch')]
        profile.shape() == new NodeShape(1, 0, 0)
        profile.others() == new OtherUsers.None()
        profile.faults() == FaultParameters.NONE
        profile.cluster(BEGIN).nextEventAt().empty
    }

    def "all keys are read"() {
        given:
        def profile = read('''\
            nodes: 1000
            cores: 64
            gpus: 4
            memory: 256 GB
            seed: 42
            warm_up: 2d
            preparation: 20s
            scheduler_interval: 30s
            backfill_depth: 100
            queues:
              regular:
                max_nodes: 512
                max_wall_time: 24h
                max_queued: 20
              debug:
            load:
              utilisation: 0.9
              median_run_time: 1h
              run_time_spread: 1
              longest_run_time: 12h
              largest_share: 0.25
              powers_of_two: 0.5
              overestimate: 2
              daily_cycle: 0
            faults:
              node_failures: 100d
              repair: 2h
              outages: 30d
              outage: 5m
            '''.stripIndent())

        expect:
        with(profile.setup()) {
            nodes() == 1000
            preparation() == Duration.ofSeconds(20).toNanos()
            interval() == Duration.ofSeconds(30).toNanos()
            depth() == 100
            queues() == [new BatchQueue('regular', 512, Duration.ofHours(24).toNanos(), 20), BatchQueue.unlimited('debug')]
        }
        profile.shape() == new NodeShape(64, 4, 256L << 30)
        profile.others() == new OtherUsers.Seeded(new LoadParameters(0.9, Duration.ofHours(1), 1, Duration.ofHours(12), 0.25, 0.5, 2, 0))
        profile.faults() == new FaultParameters(Duration.ofDays(100), Duration.ofHours(2), Duration.ofDays(30), Duration.ofMinutes(5))
        profile.warmUp() == Duration.ofDays(2)
        profile.seed() == 42

        when: 'the machine at the beginning'
        def cluster = profile.cluster(BEGIN)

        then: 'is in use, and the same each time'
        cluster.now() == Duration.ofDays(2).toNanos()
        cluster.startedJobs() > 10
        cluster.nextEventAt() == profile.cluster(BEGIN).nextEventAt()
        cluster.nextEventAt() != profile.withSeed(43).cluster(BEGIN).nextEventAt()
    }

    def "a site asks as its blocks say, otherwise for all of the first queue"() {
        when:
        def site = scenario("""\
            nodes: 8
            queues:
              short: {max_nodes: 4, max_wall_time: 2h}
              long: {max_queued: 3}
            faults: {job_failures: 0.02}
            $blocks""".stripIndent()).site()

        then:
        site.queues() == [new SiteView.Queue('short', 4, 120, Integer.MAX_VALUE), new SiteView.Queue('long', 8, Integer.MAX_VALUE, 3)]
        site.scaling().collectEntries { name, settings -> [name, settings.queues().collect { [it.queue(), it.nodes().max(), it.minutes().max()] }] } == asked

        where:
        blocks                                                                         || asked
        ''                                                                             || [auto_scaler: [['', 4, 120]]]
        'auto_scaler: {max_num_nodes: 2, queues: {short: , long: {max_num_nodes: 6}}}' || [auto_scaler: [['short', 2, 360], ['long', 6, 360]]]
        'queue_maintainer: {submit_queue: long, num_nodes: 3, wall_time_min: 90}'      || [queue_maintainer: [['long', 3, 90]]]
    }

    def "a trace lies beside the profile, packed or not, and a profile may know its nodes better: #name"() {
        given:
        def text = '; MaxProcs: 64\n; MaxNodes: 16\n1 0 5 100 8 -1 -1 8 3600 -1 1 3 1 -1 1 -1 -1 -1\n'
        Files.newOutputStream(folder.resolve(name)).withCloseable { file ->
            (name.endsWith('.gz') ? new GZIPOutputStream(file) : file).withCloseable { it.write(text.bytes) }
        }

        when:
        def profile = read("nodes: 16\nload:\n  trace: $name\n$more")

        then:
        (profile.others() as OtherUsers.Traced).arrivals()*.request()*.nodes() == [nodes]

        where:
        name         | more                         || nodes
        'log.swf'    | ''                           || 2
        'log.swf.gz' | '  processors_per_node: 8\n' || 1
    }

    def "a mistake is told with its line and what would be right: #message"() {
        when:
        read(text)

        then:
        def e = thrown(SettingsProblem)
        e.message.readLines() == ["${folder.resolve('profile.yml')}$message" as String]

        where:
        text                                                     || message
        ''                                                       || ': profile: nodes: must be set: a number from 1 to 1000000'
        'nodes: 0'                                               || ':1:1: profile: nodes: 0: must be a whole number of at least 1'
        'nodes: 2000000'                                         || ':1:1: profile: nodes: must be set: a number from 1 to 1000000'
        '- nodes'                                                || ":1:1: must be lines of the form 'key: value'"
        'nodes: 4\nnodes: 5'                                     || ":2:6: Duplicate field 'nodes'"
        'nodes: 4\ncors: 8'                                      || ":2:1: profile: unknown key 'cors': did you mean 'cores'?"
        'nodes: 4\nmemory: lots'                                 || ":2:1: profile: memory: lots: must be a number and KB, MB, GB or TB, such as '4 GB'"
        'nodes: 4\nwarm_up: 400d'                                || ':2:1: profile: warm_up: must be at most 366d'
        'nodes: 4\nqueues:\n  a:\n    max_node: 3'               || ":4:5: profile: queues.a: unknown key 'max_node': did you mean 'max_nodes'?"
        'nodes: 4\nqueues:\n  a:\n    max_wall_time: 5s'         || ':4:5: profile: max_wall_time: must be at least a minute'
        'nodes: 4\nqueues: [a]'                                  || ':2:1: profile: queues: [a]: must be blocks by name'
        'nodes: 4\nload:\n  utilization: 1'                      || ":3:3: profile: load: unknown key 'utilization': did you mean 'utilisation'?"
        'nodes: 4\nload:\n  utilisation: 90%'                    || ':3:3: profile: utilisation: 90%: must be a number from 0.01 to 10.0'
        'nodes: 4\nload:\n  median_run_time: 2d'                 || ':3:3: profile: median_run_time: must be at most longest_run_time, 24 h'
        'nodes: 4\nload:\n  longest_run_time: 1m'                || ':3:3: profile: longest_run_time: must be at least median_run_time'
        'nodes: 4\nload:\n  trace: a.swf\n  utilisation: 1'      || ':4:3: profile: utilisation: leave it out: all jobs are those of the trace'
        'nodes: 4\nfaults:\n  job_failures: 2'                  || ':3:3: profile: job_failures: 2: must be a number from 0.0 to 1.0'
        'nodes: 4\nauto_scaler:\n  max_nodes: 2'                || ":3:3: profile: auto_scaler: unknown key 'max_nodes': did you mean 'max_num_nodes'?"
        'nodes: 4\nauto_scaler:\n  submit_queue: a'             || ":3:3: profile: submit_queue: the site has no 'a': the site has batch"
        'nodes: 4\nqueue_maintainer:\n  num_nodes: 0'           || ':3:3: profile: num_nodes: 0: must be a whole number of at least 1'
        'nodes: 4\nfaults:\n  repair: soon'                      || ':3:3: profile: repair: soon: must be a length of time: 90s, 30m, 24h, 2d, 1:30:00 or a number of minutes'
    }

    def "a trace that cannot be read is told of: #problem"() {
        given:
        if (text != null) {
            folder.resolve('log.swf').text = text
        }

        when:
        read('nodes: 4\nload:\n  trace: log.swf\n')

        then:
        def e = thrown(SettingsProblem)
        e.message == problem.replace('FILE', folder.resolve('log.swf') as String)

        where:
        text                || problem
        null                || 'cannot read the trace FILE: there is no such file'
        '; MaxNodes: 4\n'   || 'FILE: no job in it ran'
        '; a\n1 2 3\n'      || 'FILE:2: 3 fields, where a job has 18'
    }

    def "a profile that is not there is told of"() {
        when:
        ProfileFile.read(folder.resolve('none.yml'))

        then:
        def e = thrown(SettingsProblem)
        e.message.startsWith("cannot read ${folder.resolve('none.yml')}: ")
    }

    private Profile read(String text) {
        scenario(text).machine()
    }

    private Scenario scenario(String text) {
        def file = folder.resolve('profile.yml')
        file.text = text
        ProfileFile.read(file)
    }
}
