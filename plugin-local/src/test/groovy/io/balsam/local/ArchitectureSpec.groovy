package io.balsam.local

import io.balsam.build.HouseRules

class ArchitectureSpec extends HouseRules {

    int moreThan() { 10 }

    List<String> ours() { ['io.balsam.local', 'io.balsam.spi'] }
}
