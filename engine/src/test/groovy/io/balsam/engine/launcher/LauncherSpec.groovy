package io.balsam.engine.launcher

import io.balsam.engine.api.StoreAwayException
import io.balsam.engine.api.launcher.OpenSession.Held
import io.balsam.engine.api.launcher.Report.Outcome
import io.balsam.engine.api.launcher.Sessions
import io.balsam.engine.concurrent.ProcessRuntime
import io.balsam.engine.domain.Placement
import io.balsam.engine.domain.Resources
import io.balsam.engine.plugin.Platform
import io.balsam.engine.process.ShellSpawner
import io.balsam.spi.JobMode
import io.balsam.spi.Launch
import io.balsam.spi.MpiRunner
import io.balsam.spi.Node
import java.nio.file.Files
import java.time.Duration
import java.time.Instant

class LauncherSpec extends LauncherSpecification {

    def "a launcher presents its nodes and runs what it is assigned"() {
        when:
        start(tags: [kind: 'short'])
        paper.say(start: [assignment(1, 'echo hello > out; exit 3'), assignment(2, 'true')])

        then:
        soon.eventually { assert paper.ended()*.job() as Set == [1L, 2L] as Set }
        with(paper.opened[0]) {
            nodes() == this.nodes
            tags() == [kind: 'short']
            batchJob() == OptionalLong.of(7)
            holds() == []
        }
        with(paper.ended(1)) {
            outcome() == Outcome.EXITED
            exitCode() == 3
            attempt() == 1
            began() <= at()
        }
        with(paper.ended(2)) {
            exitCode() == 0
            signal() == 0
            error() == ''
        }
        site.resolve('data/run/job1/out').toFile().text == 'hello\n'

        when:
        launcher.stop('enough')

        then:
        with(ended()) {
            it.why() == 'enough'
            !it.trouble()
            it.run() == 2
            it.failed() == 1
            it.stopped() == 0
        }
        paper.closed == ['enough']
    }

    def "a job of #ranks ranks on #places goes through the MPI runner"() {
        when:
        start()
        paper.say(start: [assignment(1, 'echo $RANKS $BALSAM_NODE $OMP_NUM_THREADS',
                resources: new Resources(places.size(), ranks, 3, 1, 0, 1),
                placement: new Placement(places, [], []), launchParams: ['--bind-to': 'core'])])

        then:
        soon.eventually { assert paper.ended(1)?.exitCode() == 0 }
        text(1) == "${ranks * places.size()} ${names.join(',')} 3\n"
        launched*.nodes() == [names]
        launched*.launchParams() == [['--bind-to': 'core']]

        and: 'a runner that is needed for each rank may start them elsewhere'
        paper.ended(1).cpu() == null
        paper.ended(1).peakKib().empty

        where:
        ranks | places || names
        2     | [1]    || ['b']
        1     | [0, 1] || ['a', 'b']
    }

    def "ranks run the command as a single process does: #what"() {
        given:
        def two = new Resources(1, 2, 1, 1, 0, 1)

        when:
        start()
        paper.say(start: [assignment(1, command, strict: strict), assignment(2, command, strict: strict, resources: two)])

        then:
        soon.eventually { assert [1, 2].every { paper.ended(it) } }
        [1, 2].collect { paper.ended(it).exitCode() } == [code] * 2
        [1, 2].collect { text(it) } == [printed] * 2
        [1, 2].every { site.resolve("data/run/job$it").toFile().list().sort() == ['job.err', 'job.out'] }

        where:
        what                  | strict | command                                          || code | printed
        'a pipe'              | true   | 'echo a | cat'                                   || 0    | 'a\n'
        'strict'              | true   | 'false | cat; echo b'                            || 1    | ''
        'not strict'          | false  | 'false | cat; echo b'                            || 0    | 'b\n'
        'words of bash'       | true   | '[[ ab == a* ]] && echo ${BASH##*/}'             || 0    | 'bash\n'
        'a builtin first'     | true   | 'exec echo c'                                    || 0    | 'c\n'
        'a very long text'    | true   | ': a line\n' * 20_000 + 'echo $0 | sed s,.*/,,' || 0    | 'bash\n'
    }

    def "GPUs given to a job are in its environment"() {
        when:
        start()
        paper.say(start: [assignment(1, 'echo $CUDA_DEVICE_ORDER $CUDA_VISIBLE_DEVICES $HIP_VISIBLE_DEVICES $ZE_AFFINITY_MASK',
                placement: new Placement([0], [0], [1, 3]))])

        then:
        soon.eventually { assert paper.ended(1) }
        text(1) == 'PCI_BUS_ID 1,3 1,3 1,3\n'
    }

    def "a job without GPUs sees none where its node has some, and its environment is left alone where there are none"() {
        given:
        nodes = [new Node('a', [0, 1], gpus)]

        when:
        start()
        paper.say(start: [assignment(1, 'echo ${CUDA_VISIBLE_DEVICES-unset}, ${HIP_VISIBLE_DEVICES-unset}')])

        then:
        soon.eventually { assert paper.ended(1) }
        text(1) == printed

        where:
        gpus   || printed
        [0, 1] || ', -1\n'
        []     || "${System.getenv('CUDA_VISIBLE_DEVICES') ?: 'unset'}, ${System.getenv('HIP_VISIBLE_DEVICES') ?: 'unset'}\n"
    }

    def "a job on several nodes has the first GPUs of each, and nothing is said of nodes that differ: #what"() {
        given:
        nodes = [node('a', 2, 2), new Node('b', [0, 1], gpus)]

        when:
        start()
        paper.say(start: [assignment(1, 'echo ${HIP_VISIBLE_DEVICES-unset} ${CUDA_DEVICE_ORDER-unset}',
                resources: new Resources(2, 2, 1, 1, perRank, 1), placement: new Placement([0, 1], [], []))])

        then:
        soon.eventually { assert paper.ended(1) }
        text(1) == printed

        where:
        what          | gpus   | perRank || printed
        'all of them' | [0, 1] | 1       || '0,1 PCI_BUS_ID\n'
        'parts'       | [0, 1] | 0.3d    || '0 PCI_BUS_ID\n'
        'none'        | [0, 1] | 0       || '-1 unset\n'
        'other names' | [4, 5] | 1       || 'unset unset\n'
    }

    def "jobs get GPUs by name, whole ones and a shared one"() {
        given:
        nodes = [new Node('a', [0, 1], [0, 1, 2], ['MIG-x', 'MIG-y', 'MIG-z'])]

        when:
        start()
        paper.say(start: [assignment(1, 'echo $CUDA_VISIBLE_DEVICES', placement: new Placement([0], [0], [0, 2])),
                          assignment(2, 'echo $CUDA_VISIBLE_DEVICES', resources: new Resources(1, 1, 1, 1, 0.5d, 1), placement: new Placement([0], [1], [1]))])

        then:
        soon.eventually { assert paper.ended(1) && paper.ended(2) }
        text(1) == 'MIG-x,MIG-z\n'
        text(2) == 'MIG-y\n'
    }

    def "the last lines of a failed job are reported, and the reason why a job could not start"() {
        given:
        def outside = Files.createDirectories(site.resolve('elsewhere'))
        def run = Files.createDirectories(site.resolve('data/run'))
        Files.createSymbolicLink(run.resolve('link'), outside)

        when:
        start()
        paper.say(start: [assignment(1, 'echo fine; echo sorry >&2; exit 1'),
                          assignment(2, 'true', workdir: run.resolve('link/in'))])

        then:
        soon.eventually { assert paper.ended(1) && paper.ended(2) }
        paper.ended(1).tail() == ['sorry']
        paper.ended(2).outcome() == Outcome.NOT_STARTED
        paper.ended(2).error().contains('leads through the symbolic link')
        !paper.begun()*.job().contains(2L)
    }

    def "a job over its wall time is ended"() {
        when:
        start()
        paper.say(start: [assignment(1, STAY, wallTime: Duration.ofMillis(300))])

        then:
        soon.eventually { assert paper.ended(1)?.outcome() == Outcome.WALL_TIME }
        paper.ended(1).exitCode() == null
        !alive(pid(1))
    }

    def "a cancelled job is ended and another one continues"() {
        given:
        start()
        paper.say(start: [assignment(1, STAY), assignment(2, STAY)])
        def pids = [pid(1), pid(2)]

        when:
        paper.say(end: [1L, 99L])

        then:
        soon.eventually { assert paper.ended(1) }
        !alive(pids[0])
        alive(pids[1])
        !paper.ended(2)
    }

    def "a launcher that #ending ends and reports its jobs and closes its session"() {
        given:
        start(ends: ends ? Instant.now() + Duration.ofSeconds(2) : null)
        paper.say(start: [assignment(1, STAY), assignment(2, 'trap "" TERM; echo $$; while :; do sleep 0.1; done')])
        def pids = [pid(1), pid(2)]

        when:
        act.call(this)

        then:
        ended().stopped() == 2
        paper.ended()*.outcome() == [Outcome.STOPPED, Outcome.STOPPED]
        paper.ended()*.error() == [error, error]
        paper.closed.size() == 1
        paper.closed[0] =~ why
        soon.eventually { assert pids.every { !alive(it) } }

        where:
        ending                             | ends  || why                | error
        'drains when its BatchJob goes'    | false || 'asked it to stop' | ''
        'stops when it is told to'         | false || 'SIGTERM'          | 'SIGTERM'
        'ends with its time'               | true  || 'out of time'      | 'out of time'

        act = [{ it.paper.say(drain: true) }, { it.launcher.stop('SIGTERM') }, {}][
                ['drains when its BatchJob goes', 'stops when it is told to', 'ends with its time'].indexOf(ending)]
    }

    def "a launcher without work ends, but not while a job runs"() {
        when:
        start(idle: Duration.ofMillis(500))
        paper.say(start: [assignment(1, 'sleep 1.5')])

        then:
        ended().why() == 'no job for 0 s'
        paper.ended(1).exitCode() == 0
    }

    def "a launcher that loses its session ends its jobs and opens a new session"() {
        given:
        start()
        paper.say(start: [assignment(1, STAY)])
        def pid = pid(1)
        soon.eventually { assert paper.begun() }

        when:
        paper.giveUp()

        then:
        soon.eventually { assert paper.opened.size() == 2 }
        !alive(pid)
        paper.opened[1].launcher() != paper.opened[0].launcher()
        paper.opened[1].holds() == []
        paper.ended() == []

        when:
        paper.say(start: [assignment(1, 'true', attempt: 2)])

        then:
        soon.eventually { assert paper.ended(1).attempt() == 2 }
    }

    def "a restarted owner is found again: jobs continue, and ends in the meantime are reported"() {
        given:
        start()
        paper.say(start: [assignment(1, STAY), assignment(2, 'while [ ! -e go ]; do sleep 0.05; done'), assignment(3, STAY)])
        def pids = [pid(1), pid(3)]
        soon.eventually { assert paper.begun().size() == 3 }

        when:
        paper.vanish(new OwnerUnavailable('nobody'))
        site.resolve('data/run/job2/go').toFile().text = ''
        soon.eventually { assert site.resolve('data/run/job2/job.out').toFile().exists() }
        paper.keep = { it.findAll { it.job() != 3 } }
        paper.away = null

        then: 'it is the same launcher, with what it held'
        soon.eventually { assert paper.opened.size() == 2 }
        paper.opened[1].launcher() == paper.opened[0].launcher()
        paper.opened[1].holds() as Set == [new Held(1, 1), new Held(2, 1), new Held(3, 1)] as Set
        soon.eventually { assert paper.ended(2)?.exitCode() == 0 }
        alive(pids[0])

        and: 'what is not its own any more is ended without a word'
        soon.eventually { assert !alive(pids[1]) }
        !paper.ended(3)
    }

    def "a launcher gives up on an owner that stays away, once it runs no job"() {
        when:
        start(patience: new ReconnectPolicy(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMillis(500), false))
        paper.say(start: [assignment(1, 'sleep 1.5; touch done')])
        soon.eventually { assert paper.begun() }
        paper.vanish(new OwnerUnavailable('nobody'))

        then:
        with(ended()) {
            trouble()
            why().contains('could not be reached')
        }
        site.resolve('data/run/job1/done').toFile().exists()
    }

    def "an owner that cannot write has leased no job to others, however long that takes"() {
        given:
        paper.lease = Duration.ofMillis(1500)
        start(patience: new ReconnectPolicy(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofSeconds(60), false))
        paper.say(start: [assignment(1, STAY), assignment(2, 'sleep 3; touch done')])
        def pid = pid(1)
        soon.eventually { assert paper.begun().size() == 2 }

        when: 'for twice the lease'
        paper.vanish(new IllegalStateException('said by the owner', new StoreAwayException('no database')))
        soon.eventually { assert site.resolve('data/run/job2/done').toFile().exists() }
        paper.away = null

        then:
        soon.eventually { assert paper.ended(2)?.exitCode() == 0 }
        paper.opened.last().launcher() == paper.opened[0].launcher()
        alive(pid)
    }

    def "when the owner is silent for the length of the lease, the launcher ends its jobs: #silence"() {
        given:
        paper.lease = Duration.ofMillis(1500)
        start(patience: new ReconnectPolicy(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofSeconds(60), false))
        paper.say(start: [assignment(1, STAY)])
        def pid = pid(1)
        soon.eventually { assert paper.begun() }

        when:
        paper.vanish(silence)

        then:
        soon.eventually { assert !alive(pid) }

        when:
        paper.away = null

        then: 'as another launcher, without a word of what it ran'
        soon.eventually { assert paper.opened.size() == 2 }
        paper.opened[1].launcher() != paper.opened[0].launcher()
        paper.opened[1].holds() == []
        paper.ended() == []

        where:
        silence << [new IllegalStateException('no answer'), new IllegalStateException('refused', new ConnectException('by a proxy'))]
    }

    def "a refusal by the site is reported in its own words"() {
        given:
        paper.away = new IllegalArgumentException('unknown BatchJob 7')

        when:
        start()

        then:
        with(ended()) {
            trouble()
            why().contains('unknown BatchJob 7')
        }
    }

    def "with a cache a launcher packs its node itself"() {
        given:
        nodes = [node('a', 2)]

        when:
        start(cache: 2d)
        paper.say(start: (1..5).collect { assignment(it, 'while [ ! -e ../go ]; do sleep 0.05; done') })

        then:
        soon.eventually { assert paper.begun().size() == 2 }

        when: 'one that has not begun is cancelled'
        paper.say(end: [5L])

        then:
        soon.eventually { assert paper.returned() == [5L] }

        when:
        site.resolve('data/run/go').toFile().text = ''

        then:
        soon.eventually { assert paper.ended()*.job() as Set == [1L, 2L, 3L, 4L] as Set }
    }

    def "a worker that has lost its master starts none of its jobs until it has found it again"() {
        given:
        nodes = [node('a', 1)]
        start(cache: 2d, patience: new ReconnectPolicy(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofSeconds(60), true))
        paper.say(start: [assignment(1, 'while [ ! -e ../go ]; do sleep 0.05; done; echo over'), assignment(2, 'true')])
        soon.eventually { assert paper.begun()*.job() == [1L] }

        when: 'room falls free while nobody answers'
        paper.vanish(new IllegalStateException('no answer'))
        soon.eventually { assert paper.looked > 2 }
        site.resolve('data/run/go').toFile().text = ''
        soon.eventually { assert text(1) == 'over\n' }
        int then = paper.looked
        soon.eventually { assert paper.looked > then + 20 }

        then:
        !site.resolve('data/run/job2').toFile().exists()

        when:
        paper.away = null

        then:
        soon.eventually { assert paper.ended()*.job() == [1L, 2L] }
    }

    def "a job that is assigned and cancelled in one message is returned"() {
        when:
        start()
        paper.say(start: [assignment(1, 'true'), assignment(2, 'true')], end: [1L])

        then:
        soon.eventually { assert paper.returned() == [1L] && paper.ended(2) }
        !site.resolve('data/run/job1').toFile().exists()
    }

    def "a serial launcher whose workers do not start ends with their last output"() {
        given:
        def runner = { Launch launch -> ['sh', '-c', "echo 'no room on ${launch.nodes()[0]}'; exit 9".toString()] } as MpiRunner
        def platform = [nodes: { nodes }, runner: { String name -> runner }] as Platform
        def config = new LauncherConfig(OptionalLong.of(7), 'here', JobMode.SERIAL, [node('a')], true, 1d, [:], null, null,
                ReconnectPolicy.keepingJobs(Duration.ofSeconds(30)), Duration.ofSeconds(1))
        def starts = [serve: { Sessions master -> }, command: { Node node, int i -> ['true'] }, close: { -> }] as WorkerStarts

        when:
        def end = Launchers.ofWorkers(config, paper.&find, platform, new ShellSpawner(), starts, site.resolve('workers'), new ProcessRuntime()).run()

        then:
        end.trouble()
        end.why() == 'all workers are lost; the last one: the worker on a was lost: its process ended with exit code 9; it said: no room on a'
    }
}
