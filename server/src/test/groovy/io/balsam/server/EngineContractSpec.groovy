package io.balsam.server

import io.balsam.engine.api.Balsam

/** In the owner's own process. */
class EngineContractSpec extends BalsamContractSpec {
    @Override
    Balsam wayInto(RealSite site) {
        site.engine
    }
}
