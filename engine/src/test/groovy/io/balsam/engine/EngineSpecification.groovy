package io.balsam.engine

import io.balsam.engine.api.EventFilter
import io.balsam.engine.api.EventView
import io.balsam.engine.api.JobFilter
import io.balsam.engine.api.JobView
import io.balsam.engine.batchjob.SitePolicy
import io.balsam.engine.concurrent.ProcessRuntime
import io.balsam.engine.dispatch.Backend
import io.balsam.engine.dispatch.lease.LeaseBackend
import io.balsam.engine.dispatch.local.LocalBackend
import io.balsam.engine.domain.App
import io.balsam.engine.domain.AppBody
import io.balsam.engine.domain.FunctionCode
import io.balsam.engine.domain.Hook
import io.balsam.engine.domain.HookKind
import io.balsam.engine.domain.HookResult
import io.balsam.engine.domain.JobContext
import io.balsam.engine.domain.JobSpec
import io.balsam.engine.domain.JobState
import io.balsam.engine.domain.Parameter
import io.balsam.engine.domain.ParentKind
import io.balsam.engine.domain.ParentRef
import io.balsam.engine.domain.Resources
import io.balsam.engine.domain.Retry
import io.balsam.engine.domain.Script
import io.balsam.engine.domain.SourceRef
import io.balsam.engine.domain.Workflow
import io.balsam.engine.process.ShellSpawner
import io.balsam.engine.process.Spawner
import io.balsam.engine.store.Store
import io.balsam.engine.store.jdbc.Stores
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.TempDir

/** An engine on a store in a file, and short words for apps and jobs. */
abstract class EngineSpecification extends Specification {

    @TempDir Path site
    FakePlatform platform = newPlatform()
    Duration grace = Duration.ofSeconds(1)
    Map<String, Workflow> scripts = [:].asSynchronized()
    SitePolicy rules = newRules()
    Map<String, Integer> resources = newResources()
    SiteModules modules = SiteModules.NONE
    Clock clock = newClock()
    Store store
    Engine engine

    FakePlatform newPlatform() { new FakePlatform(4) }

    SitePolicy newRules() { null }

    Map<String, Integer> newResources() { [:] }

    Clock newClock() { Clock.systemUTC() }

    def setup() {
        open()
    }

    def cleanup() {
        engine?.close()
        store?.close()
    }

    void open(Spawner spawner = new ShellSpawner()) {
        store = Stores.open("jdbc:h2:file:${site.resolve('.balsam/balsam')}")
        engine = Engine.open(new EngineConfig(
                site, store, platform, this.&read,
                backend(spawner), new EngineConfig.Limits(2, grace, resources), new ProcessRuntime(clock), modules))
    }

    private Backend.Factory backend(Spawner spawner) {
        rules == null ? LocalBackend.on(platform, spawner, grace) : LeaseBackend.under(rules)
    }

    Workflow read(Script script) {
        def found = scripts[script.main()]
        if (found == null) {
            throw new IllegalStateException('it cannot be parsed')
        }
        return found
    }

    /** As if the process had died: nothing is recorded of what it was doing. */
    void crash() {
        Store dead = store
        dead.close()
        try {
            engine.close()
        } catch (RuntimeException ignored) {
        }
        open()
    }

    Workflow workflow(Map options = [:], List<App> apps, List<JobSpec> jobs) {
        String name = options.name ?: 'flow'
        String file = name + '.groovy'
        def script = new Script(file, site, [(file): '// ' + name], [:])
        def workflow = new Workflow(name, script, apps.collectEntries(new LinkedHashMap()) { [it.name(), it] }, jobs)
        scripts[script.main()] = workflow
        return workflow
    }

    long run(List<App> apps, List<JobSpec> jobs) {
        long run = engine.submit(workflow(apps, jobs), false)
        finish(run)
        return run
    }

    void finish(long run) {
        def done = new CountDownLatch(1)
        Throwable problem = null
        def waiter = Thread.startDaemon {
            try {
                engine.await(run)
            } catch (Throwable e) {
                problem = e
            }
            done.countDown()
        }
        if (!done.await(60, TimeUnit.SECONDS)) {
            waiter.interrupt()
            throw new AssertionError("run $run has not ended: ${jobs(run)*.state()}" as Object)
        }
        if (problem) {
            throw problem
        }
    }

    App command(String template) { command([:], 'app', template) }

    App command(Map more, String template) { command(more, 'app', template) }

    App command(String name, String template) { command([:], name, template) }

    App command(Map more, String name, String template) {
        app(more, name, new AppBody.Command(template))
    }

    App function(String name, Closure<?> code) { function([:], name, [], code) }

    App function(String name, List<String> parameters, Closure<?> code) { function([:], name, parameters, code) }

    App function(Map more, String name, List<String> parameters = [], Closure<?> code) {
        functionOf(more, name, parameters, { List args, JobContext job -> code.call(args, job) } as FunctionCode)
    }

    App functionOf(Map more, String name, List<String> parameters, FunctionCode code) {
        app([parameters: parameters] + more, name, new AppBody.Function(parameters, code))
    }

    App app(Map more, String name, AppBody body) {
        def parameters = (more.parameters ?: []).collectEntries(new LinkedHashMap<String, Parameter>()) {
            it instanceof Parameter ? [it.name(), it] : [it, new Parameter(it as String, true, null, 'any', '')]
        }
        new App(name, '', body, parameters, more.environment ?: [:], more.preamble ?: '', more.transfers ?: [:],
                more.cleanup ?: [], more.retry ?: Retry.NONE, (more.hooks ?: [:]) as Map<HookKind, Hook>,
                more.hookLimit ?: Duration.ofMinutes(5), more.merge ?: false, more.strict != false, more.runner ?: '',
                more.predictBy ?: [], more.fingerprint ?: "$name $body", SourceRef.UNKNOWN)
    }

    int counter

    JobSpec job(String app) { job([:], app) }

    JobSpec job(Map more = [:], String app = 'app') {
        new JobSpec(app, more.workdir ?: "job${counter++}", more.parameters ?: [:], more.environment ?: [:],
                more.tags ?: [:], more.data ?: [:], more.resources ?: Resources.DEFAULT,
                more.wallTime ?: Duration.ZERO, more.priority ?: 0, more.launchParams ?: [:],
                (more.after ?: []).collect { it instanceof ParentRef ? it : new ParentRef.Declared(it as int, ParentKind.SUCCESS) },
                more.inputs ?: [],
                (more.transfers ?: [:]).collectEntries { slot, places -> [slot, [places].flatten()*.toString()] }, new SourceRef('flow.groovy', 1, 1))
    }

    static ParentRef anyEnd(int index) { new ParentRef.Declared(index, ParentKind.ANY_END) }

    static Hook hook(Closure<?> code) {
        return { JobContext job ->
            def answer = code.call(job)
            answer instanceof HookResult ? answer : new HookResult(decision(answer), job.data(), [])
        } as Hook
    }

    static HookResult.Decision decision(Object answer) {
        switch (answer) {
            case 'proceed': return new HookResult.Decision.Proceed()
            case 'restart': return new HookResult.Decision.Restart()
            case String: return new HookResult.Decision.Fail(answer as String)
            default: return new HookResult.Decision.Default()
        }
    }

    List<JobView> jobs(long run) { engine.jobs(JobFilter.ALL.withRun(run)).results() }

    JobView view(long id) { engine.jobs(JobFilter.ALL.withIds([id])).results()[0] }

    List<EventView> events(long job) { engine.events(EventFilter.ALL.withJobs([job]), Duration.ZERO) }

    List<JobState> path(long job) { events(job)*.to() }

    String text(CharSequence path) { site.resolve(path.toString()).toFile().text }

    /** Waits until the store says so; the deadline only bounds a failure. */
    void eventually(Closure<Boolean> condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60)
        while (!condition.call()) {
            assert System.nanoTime() < end
            Thread.sleep(10)
        }
    }
}
