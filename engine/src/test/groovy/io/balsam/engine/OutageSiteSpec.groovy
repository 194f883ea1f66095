package io.balsam.engine

import io.balsam.engine.api.StoreAwayException
import io.balsam.engine.batchjob.SitePolicy
import io.balsam.engine.dispatch.lease.LeaseBackend
import io.balsam.engine.dispatch.lease.SessionsContractSpec
import io.balsam.engine.dispatch.lease.SimulatedLauncher
import io.balsam.engine.process.ShellSpawner
import io.balsam.engine.process.Spawner
import io.balsam.engine.store.OutagePolicy
import io.balsam.engine.store.jdbc.CuttingProxy
import io.balsam.engine.store.jdbc.PostgresServer
import io.balsam.engine.store.jdbc.Stores
import java.time.Clock
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit
import spock.lang.Requires
import spock.util.concurrent.PollingConditions

/** A site's owner whose database goes away under its launchers. */
@Requires(value = { PostgresServer.available() }, reason = 'no PostgreSQL could be started')
class OutageSiteSpec extends EngineSpecification {

    static final Duration WAIT = Duration.ofMillis(500)

    CuttingProxy proxy = new CuttingProxy(PostgresServer.freshUrl())

    @Override
    SitePolicy newRules() { SessionsContractSpec.rules(Duration.ofMinutes(1)) }

    @Override
    FakePlatform newPlatform() { new SessionsContractSpec.NoNodes() }

    @Override
    void open(Spawner spawner = new ShellSpawner()) {
        store = Stores.open(proxy.url(), site, new OutagePolicy(Duration.ofMinutes(5), {}))
        engine = Engine.open(new EngineConfig(site, store, platform, this.&read, LeaseBackend.under(rules), new EngineConfig.Limits(2, grace, [:]), Clock.systemUTC()))
    }

    def cleanup() {
        engine?.close()
        proxy.close()
    }

    def 'launchers and readers get an error at once, and the session is valid when the database is back'() {
        given:
        def launcher = new SimulatedLauncher([:], engine.sessions()).open()

        when: 'nothing can be committed, and so the loop waits'
        proxy.goAway()
        def submitting = CompletableFuture.supplyAsync { engine.submit(workflow([command('true')], [job()]), false) }
        def earlier = engine.sessions().assignments(launcher.session, 0, WAIT)
        new PollingConditions(timeout: 30, delay: 0.02).eventually { assert store.trouble().present }

        then:
        away { earlier.get(60, TimeUnit.SECONDS) }
        away { engine.sessions().assignments(launcher.session, 0, WAIT).get(60, TimeUnit.SECONDS) }
        away { engine.sessions().open(launcher.request) }
        away { engine.batchJobs().find([], [] as Set) }
        away { engine.siteEvents(0, 10) }

        when:
        proxy.comeBack()
        submitting.get(60, TimeUnit.SECONDS)

        then: 'with the orders that had come meanwhile'
        engine.sessions().assignments(launcher.session, 0, Duration.ofSeconds(30)).get(60, TimeUnit.SECONDS).start()*.job() == [1L]
    }

    private static boolean away(Closure<?> asked) {
        try {
            asked()
            return false
        } catch (ExecutionException e) {
            return e.cause instanceof StoreAwayException
        } catch (StoreAwayException e) {
            return e.message.contains('cannot be reached')
        }
    }
}
