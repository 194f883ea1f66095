package io.balsam.server

import io.balsam.engine.api.Balsam
import io.balsam.engine.api.EventFilter
import io.balsam.engine.api.JobFilter
import io.balsam.engine.api.TransferFilter
import java.time.Duration
import spock.lang.Shared
import spock.util.concurrent.PollingConditions

/** From another process: the same engine with a server and a client between. */
class HttpContractSpec extends BalsamContractSpec {
    @Shared ApiServer server

    @Override
    Balsam wayInto(RealSite site) {
        server = ApiServer.start(site.engine, 'contract')
        new ApiClient(server.address())
    }

    def cleanupSpec() {
        server?.close()
    }

    def "every value is the same as in the owner's process"() {
        expect: 'nothing is on its way any more: processes of cancelled jobs end a little after the cancelling'
        new PollingConditions(timeout: 60).eventually {
            assert site.engine.jobs(JobFilter.ALL).results().every { it.began() == null || it.ended() != null }
        }

        and:
        balsam.runs() == site.engine.runs()
        balsam.jobs(JobFilter.ALL) == site.engine.jobs(JobFilter.ALL)
        balsam.transfers(TransferFilter.ALL) == site.engine.transfers(TransferFilter.ALL)
        balsam.graph(ended) == site.engine.graph(ended)
        balsam.events(EventFilter.ALL, Duration.ZERO) == site.engine.events(EventFilter.ALL, Duration.ZERO)
        site.engine.jobs(JobFilter.ALL).results().every { balsam.explain(it.id()) == site.engine.explain(it.id()) }
    }
}
