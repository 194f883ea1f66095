package io.balsam.engine

import io.balsam.engine.api.StoreAwayException
import io.balsam.engine.dispatch.local.LocalBackend
import io.balsam.engine.domain.JobState
import io.balsam.engine.process.ShellSpawner
import io.balsam.engine.process.Spawner
import io.balsam.engine.store.OutagePolicy
import io.balsam.engine.store.jdbc.CuttingProxy
import io.balsam.engine.store.jdbc.PostgresServer
import io.balsam.engine.store.jdbc.Stores
import java.nio.file.Files
import java.time.Clock
import java.time.Duration
import spock.lang.Requires

@Requires(value = { PostgresServer.available() }, reason = 'no PostgreSQL could be started')
class OutageRunSpec extends EngineSpecification {

    CuttingProxy proxy = new CuttingProxy(PostgresServer.freshUrl())

    @Override
    void open(Spawner spawner = new ShellSpawner()) {
        store = Stores.open(proxy.url(), site, new OutagePolicy(Duration.ofMinutes(5), {}))
        engine = Engine.open(new EngineConfig(site, store, platform, this.&read, LocalBackend.on(platform, spawner, grace), new EngineConfig.Limits(2, grace, [:]), Clock.systemUTC()))
    }

    def cleanup() {
        engine?.close()
        proxy.close()
    }

    def 'jobs go on while the database is away, and what became of them is recorded afterwards'() {
        given:
        long run = engine.submit(workflow([command("touch $site/began; while [ ! -e $site/go ]; do sleep 0.05; done; touch $site/done"),
                                           command('next', 'true')], [job(), job('next', after: [0])]), false)
        eventually { Files.exists(site.resolve('began')) }

        when:
        proxy.goAway()
        site.resolve('go').toFile().createNewFile()
        eventually { Files.exists(site.resolve('done')) && store.trouble().present }

        then:
        shouldSayAway { engine.runs() }
        shouldSayAway { engine.submit(workflow(name: 'other', [command('true')], [job()]), false) }

        when:
        proxy.comeBack()
        finish(run)

        then:
        jobs(run)*.state() == [JobState.JOB_FINISHED] * 2
        jobs(run)*.attempts() == [1, 1]
    }

    def 'an engine that is stopped while the database is away ends, and another one continues'() {
        given:
        long run = engine.submit(workflow([command("touch $site/began; while [ ! -e $site/go ]; do sleep 0.05; done")], [job(), job()]), false)
        eventually { Files.exists(site.resolve('began')) }
        proxy.goAway()

        when:
        engine.stop()
        proxy.comeBack()
        store.close()
        site.resolve('go').toFile().createNewFile()
        open()
        engine.resume(run)
        finish(run)

        then:
        jobs(run)*.state() == [JobState.JOB_FINISHED] * 2
    }

    private static boolean shouldSayAway(Closure<?> asked) {
        try {
            asked()
            return false
        } catch (StoreAwayException e) {
            return e.message.contains('cannot be reached')
        }
    }
}
