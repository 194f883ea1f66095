package io.balsam.server

import io.balsam.engine.Engine
import io.balsam.engine.EngineConfig
import io.balsam.engine.dispatch.local.LocalBackend
import io.balsam.engine.domain.*
import io.balsam.engine.domain.App
import io.balsam.engine.domain.AppBody
import io.balsam.engine.domain.JobSpec
import io.balsam.engine.domain.Parameter
import io.balsam.engine.domain.ParentKind
import io.balsam.engine.domain.ParentRef
import io.balsam.engine.domain.Resources
import io.balsam.engine.domain.Retry
import io.balsam.engine.domain.Script
import io.balsam.engine.domain.SourceRef
import io.balsam.engine.domain.TransferSlot
import io.balsam.engine.domain.TransferSlot.Direction
import io.balsam.engine.domain.Workflow
import io.balsam.engine.plugin.Platform
import io.balsam.engine.process.ShellSpawner
import io.balsam.engine.store.Store
import io.balsam.engine.store.jdbc.Stores
import io.balsam.spi.Launch
import io.balsam.spi.MpiRunner
import io.balsam.spi.Node
import io.balsam.spi.Transfer
import java.nio.file.Path
import java.time.Clock
import java.time.Duration

/** A real engine on a real store, with one small node and one small workflow. */
class RealSite implements AutoCloseable, Platform {
    static final App OK = app('ok', 'echo {{text}}')
    static final App BAD = app('bad', 'echo no luck today >&2; exit 3')
    static final App ENDLESS = app('endless', 'sleep 600')
    static final App SIMULATE = app('simulate', 'true', [
        mesh: new TransferSlot('mesh', Direction.IN, 'in', true, false, ''), result: new TransferSlot('result', Direction.OUT, '*.h5', false, false, '')])

    final Path site
    final Store store
    final Engine engine

    RealSite(Path site) {
        this.site = site
        store = Stores.open("jdbc:h2:file:${site.resolve('balsam')}")
        engine = Engine.open(new EngineConfig(site, store, this, { Script script -> throw new UnsupportedOperationException() },
                LocalBackend.on(this, new ShellSpawner(), Duration.ofSeconds(1)), new EngineConfig.Limits(1, Duration.ofSeconds(1), [:]), Clock.systemUTC()))
    }

    /** Ends by itself: one job is well, one fails and takes a child with it. */
    long ended() {
        long run = submit([job('ok', 'first', [], [row: '0', kind: 'x']), job('bad', 'second'), job('ok', 'third', [1], [row: '0'])])
        engine.await(run)
        run
    }

    /** Does not end: one job runs on and on, another waits for it. */
    long endless() {
        submit([job('endless', 'long'), job('ok', 'after', [0])])
    }

    /** Does not end: a job waits for one that runs on and on, and then for its files. */
    long moving() {
        submit([job('endless', 'long'), job('simulate', 'moves', [0], [:], [mesh: ['/data/a.h5', '/data/b.h5'], result: ['/out/']])])
    }

    /** Ends by itself: a job fails because of files that are not there, and takes a child with it. */
    long missing() {
        long run = submit([job('simulate', 'fails', [], [:], [mesh: [site.resolve('missing.h5') as String, site.resolve('there.h5') as String], result: ['/out/']]),
            job('ok', 'after', [0])])
        engine.await(run)
        run
    }

    private long submit(List<JobSpec> jobs) {
        def script = new Script('flow.groovy', site, ['flow.groovy': '//'], [:])
        engine.submit(new Workflow('flow', script, [ok: OK, bad: BAD, endless: ENDLESS, simulate: SIMULATE], jobs), false)
    }

    private static App app(String name, String command, Map<String, TransferSlot> slots = [:]) {
        def parameters = command.contains('{{text}}') ? [text: new Parameter('text', false, 'hello', 'any', '')] : [:]
        new App(name, '', new AppBody.Command(command), parameters, [:], '', slots, [], Retry.NONE, [:], Duration.ofMinutes(1), false, true, '', [], name, SourceRef.UNKNOWN)
    }

    private static JobSpec job(String app, String workdir, List<Integer> after = [], Map<String, String> tags = [:],
            Map<String, List<String>> transfers = [:]) {
        new JobSpec(app, workdir, [:], [:], tags, [:], Resources.DEFAULT, Duration.ZERO, 0, [:],
                after.collect { new ParentRef.Declared(it, ParentKind.SUCCESS) }, [], transfers, new SourceRef('flow.groovy', 1, 1))
    }

    @Override
    List<Node> nodes() {
        [new Node('here', [0, 1, 2, 3], [])]
    }

    @Override
    MpiRunner runner(String name) {
        return { Launch launch -> launch.command() } as MpiRunner
    }

    @Override
    Transfer transfer(String protocol) {
        throw new UnsupportedOperationException(protocol)
    }

    @Override
    void close() {
        engine.close()
        store.close()
    }
}
