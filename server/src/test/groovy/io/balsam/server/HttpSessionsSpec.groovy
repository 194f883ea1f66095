package io.balsam.server

import io.balsam.engine.api.launcher.Sessions
import io.balsam.engine.dispatch.lease.SessionsContractSpec


/** What sessions must do, with a server and a client between launcher and owner. */
class HttpSessionsSpec extends SessionsContractSpec {
    List<AutoCloseable> parts = []
    def served
    ApiClient client

    @Override
    Sessions desk() {
        if (!engine.is(served)) {
            served = engine
            def server = ApiServer.start(engine, 'contract')
            client = new ApiClient(server.address())
            parts << client << server
        }
        client.sessions()
    }

    def cleanup() {
        parts*.close()
    }
}
