package io.balsam.simulator

import io.balsam.build.HouseRules

class ArchitectureSpec extends HouseRules {

    int moreThan() { 15 }

    List<String> ours() { ['io.balsam.simulator', 'io.balsam.engine', 'io.balsam.spi'] }
}
