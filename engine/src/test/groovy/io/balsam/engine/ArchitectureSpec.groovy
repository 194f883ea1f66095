package io.balsam.engine

import io.balsam.build.HouseRules
import io.balsam.engine.store.EventStore
import io.balsam.engine.store.JobStore
import io.balsam.engine.store.RunStore
import io.balsam.engine.store.SiteStore
import io.balsam.engine.store.Store

class ArchitectureSpec extends HouseRules {

    int moreThan() { 200 }

    List<List<String>> knownCircles() {
        [
            ['LocalRun', 'Reservation', 'RunChain'],
        ]
    }

    List<List<String>> layers() {
        [
            ['.site'],
            [''],
            ['.query', '.launcher', '.removal'],
            ['.dispatch.lease', '.dispatch.local', '.hook'],
            ['.dispatch', '.submission'],
            ['.batchjob', '.transfer'],
            ['.core'],
            ['.execution', '.files', '.store.jdbc'],
            ['.store', '.plugin', '.concurrent'],
            ['.process', '.packing', '.moldable', '.config', '.session', '.command'],
            ['.api'],
            ['.lifecycle', '.trust', '.model'],
            ['.domain', '.text'],
        ].collect { layer -> layer.collect { 'io.balsam.engine' + it } }
    }

    def "a launcher uses none of the owner's packages"() {
        expect:
        ['core', 'dispatch', 'submission', 'query', 'hook', 'transfer', 'removal', 'batchjob', 'site'].collectMany { room ->
            rules.uses('io.balsam.engine.launcher', 'io.balsam.engine.' + room)
        } == []
    }

    def "no interface of the store declares more than 12 methods: #port.simpleName"() {
        expect:
        port.declaredMethods.size() <= 12

        where:
        port << [Store, JobStore, RunStore, EventStore, SiteStore]
    }

    List<String> ours() { ['io.balsam.engine', 'io.balsam.spi'] }
}
