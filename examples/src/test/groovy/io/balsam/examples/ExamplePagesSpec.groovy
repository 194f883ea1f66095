package io.balsam.examples

import java.nio.file.Files
import spock.lang.Specification

class ExamplePagesSpec extends Specification {

    def "the page of #name shows the script as it is"() {
        given:
        String page = BalsamCommand.REPOSITORY.resolve("docs/examples/${name}.md").text
        String script = BalsamCommand.EXAMPLES.resolve("${name}.groovy").text

        expect:
        page.contains("```groovy\n$script```")

        where:
        name << names()
    }

    def "lint finds nothing in the examples"() {
        given:
        def balsam = new BalsamCommand(BalsamCommand.EXAMPLES.resolve('target'))

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
