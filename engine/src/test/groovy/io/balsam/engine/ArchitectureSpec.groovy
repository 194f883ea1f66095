package io.balsam.engine

import io.balsam.build.HouseRules

class ArchitectureSpec extends HouseRules {

    int moreThan() { 200 }

    List<List<String>> layers() {
        [
            ['site', 'launch'],
            ['run'],
            ['plugin', 'process', 'packing', 'store', 'config'],
            ['api'],
            ['lifecycle', 'trust'],
            ['domain'],
        ].collect { layer -> layer.collect { 'io.balsam.engine.' + it } }
    }

    List<String> ours() { ['io.balsam.engine', 'io.balsam.spi'] }
}
