package io.balsam.spi

import io.balsam.build.HouseRules

class ArchitectureSpec extends HouseRules {

    int moreThan() { 20 }

    List<String> ours() { ['io.balsam.spi'] }
}
