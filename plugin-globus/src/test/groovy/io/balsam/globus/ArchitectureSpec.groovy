package io.balsam.globus

import io.balsam.build.HouseRules

class ArchitectureSpec extends HouseRules {

    int moreThan() { 20 }

    List<String> ours() { ['io.balsam.globus', 'io.balsam.spi'] }

    List<List<String>> layers() { [['io.balsam.globus'], ['io.balsam.globus.api']] }
}
