package io.balsam.engine.dispatch.lease

import io.balsam.engine.api.launcher.Sessions


/** In the owner's own process. */
class SessionsSpec extends SessionsContractSpec {

    @Override
    Sessions desk() { engine.sessions() }
}
