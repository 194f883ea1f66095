package io.balsam.cobalt

import io.balsam.build.HouseRules

class ArchitectureSpec extends HouseRules {

    int moreThan() { 10 }

    List<String> ours() { ['io.balsam.cobalt', 'io.balsam.spi'] }
}
