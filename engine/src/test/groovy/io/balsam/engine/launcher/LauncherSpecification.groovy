package io.balsam.engine.launcher

import io.balsam.engine.api.launcher.Assignment
import io.balsam.engine.concurrent.ProcessRuntime
import io.balsam.engine.domain.Placement
import io.balsam.engine.domain.Resources
import io.balsam.engine.domain.Script
import io.balsam.engine.domain.Workflow
import io.balsam.engine.plugin.PlainRanks
import io.balsam.engine.plugin.Platform
import io.balsam.engine.process.ShellSpawner
import io.balsam.spi.JobMode
import io.balsam.spi.Launch
import io.balsam.spi.MpiRunner
import io.balsam.spi.Node
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** A launcher with real processes, and an owner that a spec speaks for. */
abstract class LauncherSpecification extends Specification {

    @TempDir Path site
    PollingConditions soon = new PollingConditions(timeout: 15, delay: 0.02)
    FakeOwner paper = new FakeOwner()
    List<Node> nodes = [node('a'), node('b')]
    List<Launch> launched = [].asSynchronized()
    Map<String, Workflow> scripts = [:].asSynchronized()
    Launcher launcher
    CompletableFuture<LauncherResult> end

    def cleanup() {
        if (end && !end.done) {
            launcher.stop('the spec is over')
            end.get(60, TimeUnit.SECONDS)
        }
    }

    /** Its platform launches ranks by themselves and keeps what it was asked for. */
    Platform platform() {
        def runner = { Launch launch ->
            launched << launch
            new PlainRanks().commandLine(launch)
        } as MpiRunner
        return [nodes: { nodes }, runner: { String name -> runner }] as Platform
    }

    static Node node(String name, int cores = 2, int gpus = 0) {
        new Node(name, (0..<cores).toList(), gpus ? (0..<gpus).toList() : [])
    }

    void start(Map more = [:]) {
        def config = new LauncherConfig(OptionalLong.of(7), 'here', JobMode.MPI, nodes, true,
                more.cache ?: 0d, more.tags ?: [:], more.ends as Instant, more.idle as Duration,
                more.patience ?: ReconnectPolicy.keepingJobs(Duration.ofSeconds(30)), Duration.ofSeconds(1))
        launcher = Launchers.onNodes(config, paper.&find, { long run -> paper.scripts[run] }, platform(), new ShellSpawner(),
                { Script script -> scripts[script.main()] }, new ProcessRuntime())
        def result = new CompletableFuture<LauncherResult>()
        Thread.startDaemon {
            try {
                result.complete(launcher.run())
            } catch (Throwable e) {
                result.completeExceptionally(e)
            }
        }
        end = result
    }

    LauncherResult ended() { end.get(60, TimeUnit.SECONDS) }

    Assignment assignment(Map more = [:], long job, String command) {
        def run = site.resolve('data/run')
        new Assignment(job, more.attempt ?: 1, 'run', run, more.containsKey('workdir') ? more.workdir as Path : run.resolve("job$job"), command, '',
                more.appEnvironment ?: [:], more.environment ?: [BALSAM_JOB_ID: "$job".toString()], false, more.strict != false,
                more.resources ?: Resources.DEFAULT, more.wallTime ?: Duration.ZERO, '', more.launchParams ?: [:],
                more.placement ?: new Placement([0], [0], []), more.function as Assignment.FunctionCall)
    }

    String text(long job, String file = 'job.out') {
        def path = site.resolve("data/run/job$job/$file").toFile()
        path.exists() ? path.text : ''
    }

    /** A command that says its process id and stays. */
    static final String STAY = 'echo $$; exec sleep 600'

    long pid(long job) {
        soon.eventually { assert text(job).endsWith('\n') }
        return text(job).readLines().last() as long
    }

    static boolean alive(long pid) {
        ProcessHandle.of(pid).filter { it.alive }.present
    }
}
