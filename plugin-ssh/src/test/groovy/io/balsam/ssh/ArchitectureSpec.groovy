package io.balsam.ssh

import io.balsam.build.HouseRules

class ArchitectureSpec extends HouseRules {

    int moreThan() { 15 }

    List<String> ours() { ['io.balsam.ssh', 'io.balsam.spi'] }
}
