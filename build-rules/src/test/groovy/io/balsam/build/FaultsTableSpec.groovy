package io.balsam.build

import spock.lang.Specification

class FaultsTableSpec extends Specification {

    def "every spec that the table of differences names exists: #fault"() {
        expect:
        spec.readLines().any { it.contains('def ') && it.contains(title) }

        where:
        [fault, title, spec] << rows()
    }

    def "the table has every fault that also concerns this engine"() {
        expect:
        rows()*.first() == [*1..19, 22].collect { "B$it" as String }
    }

    private static List<List<String>> rows() {
        Map<String, String> texts = Repository.texts()
        texts['docs/differences-from-balsam-2.md'].readLines().findAll { it ==~ /\| B\d+ \|.*/ }.collect { line ->
            def link = (line =~ /\[(.+)\]\(([^)]+)\) \|$/)[0]
            [line.split(/\|/)[1].trim(), link[1] as String, texts[(link[2] as String) - '../'] ?: '']
        }
    }
}
