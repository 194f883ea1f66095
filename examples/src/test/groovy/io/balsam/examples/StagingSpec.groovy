package io.balsam.examples

import java.nio.file.Files
import java.nio.file.Path

class StagingSpec extends ExampleSpec {

    def "staging.groovy brings texts from a location, and tables of words back to it"() {
        given:
        Path archive = Files.createDirectories(site.resolve('far away/archive'))
        Path texts = Files.createDirectories(archive.resolve('texts'))
        try (def files = Files.list(BalsamCommand.EXAMPLES.resolve('corpus'))) {
            files.each { Files.copy(it, texts.resolve(it.fileName.toString())) }
        }
        site.resolve('settings.yml').text = "transfer_locations:\n  archive: '${archive.toUri()}'\n"

        when:
        run('staging', '--param', 'poems=18,130')

        then:
        archive.resolve('words').toFile().list().sort() == ['130.tsv', '18.tsv']
        archive.resolve('words/130.tsv').readLines().contains('love\t2')
        Files.isSymbolicLink(file('count/18/poem.txt'))
    }
}
