package io.balsam.examples

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class ExamplePagesSpec extends Specification {

    @TempDir
    Path dir

    def "the page of #name shows the script as it is"() {
        given:
        String page = BalsamCommand.REPOSITORY.resolve("docs/examples/${name}.md").text
        String script = BalsamCommand.EXAMPLES.resolve("${name}.groovy").text

        expect:
        page.contains("```groovy\n$script```")

        where:
        name << names()
    }

    def "what README.md shows of scripts is in the scripts"() {
        given:
        String readme = BalsamCommand.REPOSITORY.resolve('README.md').text
        List<String> shown = (readme =~ /(?s)```groovy(?: excerpt)?\n(.*?)```/).collect { it[1] as String }
        List<String> scripts = names().collect { BalsamCommand.EXAMPLES.resolve("${it}.groovy").text }

        expect:
        shown.size() == 2
        shown.every { part -> scripts.any { it.contains(part) } }
    }

    def "lint finds nothing in the examples, given the location that one of them uses"() {
        given:
        def balsam = new BalsamCommand(dir)
        dir.resolve('settings.yml').text = "transfer_locations: {archive: 'ssh://example.org/archive'}\n"

        when:
        def outcomes = names().collect { balsam.call('lint', BalsamCommand.EXAMPLES.resolve("${it}.groovy")) }

        then:
        outcomes*.exit == [0] * names().size()
    }

    private static List<String> names() {
        try (def files = Files.list(BalsamCommand.EXAMPLES)) {
            files.toList()*.fileName*.toString().findAll { it.endsWith('.groovy') }*.replace('.groovy', '').sort()
        }
    }
}
