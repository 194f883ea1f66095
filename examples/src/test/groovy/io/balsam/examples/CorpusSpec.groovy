package io.balsam.examples

import java.nio.file.Files
import java.nio.file.Path

class CorpusSpec extends ExampleSpec {

    def "corpus.groovy counts the words of all texts as this spec does"() {
        given:
        Map<String, Integer> expected = texts()
            .collectMany { (it.text.toLowerCase() =~ /[a-z']+/).collect { it as String } }
            .collect { it.replaceAll(/^'+|'+$/, '') }.findAll { it }
            .countBy { it }

        when:
        run('corpus', '--param', 'top=5')
        Map<String, Integer> counted = file('words/words.tsv').readLines()*.split('\t').collectEntries { [it[0], it[1] as int] }

        then:
        counted == expected

        and: 'counted by hand'
        counted.love == 8
        counted.mistress == 3
        expected.size() > 300

        and:
        def winners = balsam.jobs('--app', 'winners').first()
        winners.result == ['the', 'and', 'in', 'of', 'i']
    }

    private static List<Path> texts() {
        try (def files = Files.list(BalsamCommand.EXAMPLES.resolve('corpus'))) {
            files.toList()
        }
    }
}
