package io.balsam.server

import io.balsam.build.HouseRules

class ArchitectureSpec extends HouseRules {

    int moreThan() { 10 }

    List<String> ours() { ['io.balsam.server', 'io.balsam.engine.api', 'io.balsam.engine.domain', 'io.balsam.engine.text', 'io.balsam.spi'] }
}
