package io.balsam.agent

import io.balsam.build.HouseRules

class ArchitectureSpec extends HouseRules {

    int moreThan() { 30 }

    List<List<String>> layers() {
        [
            [''],
            ['.process', '.launch'],
            ['.access'],
            ['.site'],
        ].collect { layer -> layer.collect { 'io.balsam.agent' + it } }
    }

    List<String> ours() { ['io.balsam.agent', 'io.balsam.dsl', 'io.balsam.server', 'io.balsam.engine', 'io.balsam.spi'] }
}
