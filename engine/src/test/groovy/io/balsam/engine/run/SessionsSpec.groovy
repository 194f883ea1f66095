package io.balsam.engine.run

import io.balsam.engine.api.launcher.Sessions

/** In the owner's own process. */
class SessionsSpec extends SessionsContractSpec {

    @Override
    Sessions desk() { engine.sessions() }
}
