package io.balsam.views

import io.balsam.build.HouseRules

class ArchitectureSpec extends HouseRules {

    int moreThan() { 8 }

    List<List<String>> knownCircles() {
        [
            ['Layout', 'UnlinkedBoxes'],
        ]
    }

    List<String> ours() { ['io.balsam.views', 'io.balsam.engine.api', 'io.balsam.engine.domain', 'io.balsam.engine.model', 'io.balsam.spi'] }
}
