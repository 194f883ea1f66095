package io.balsam.dsl

import io.balsam.build.HouseRules

class ArchitectureSpec extends HouseRules {

    int moreThan() { 3 }

    boolean groovy() { true }

    List<String> ours() { ['io.balsam.dsl', 'io.balsam.engine', 'io.balsam.spi'] }
}
