package io.balsam.engine.command

import spock.lang.Specification

class CommandTemplateSpec extends Specification {

    def "#values in '#template' give '#command'"() {
        expect:
        new CommandTemplate(template).render(values) == command

        where:
        template             | values                 || command
        'true'               | [:]                    || 'true'
        'tile --x {{x}}'     | [x: 3]                 || 'tile --x 3'
        '{{ x }}{{y}} {{x}}' | [x: 'a', y: 1.5]       || 'a1.5 a'
        'echo {{x}}'         | [x: '']                || "echo ''"
        'echo {{x}}'         | [x: 'a b']             || "echo 'a b'"
        'echo {{x}}'         | [x: "it's"]            || "echo 'it'\\''s'"
        'echo {{x}}'         | [x: '$HOME `id` "; *'] || 'echo \'$HOME `id` "; *\''
        'echo {{x}}'         | [x: '{{y}}', y: 1]     || "echo '{{y}}'"
        'echo {{x}}'         | [x: '~']               || "echo '~'"
        'cat {{x}}'          | [x: ['a', 'b c']]      || "cat a 'b c'"
        'awk "{print {x}}"'  | [x: 1]                 || 'awk "{print {x}}"'
        'echo {{x}}'         | [x: false]             || 'echo false'
    }

    def "every missing value is named"() {
        when:
        new CommandTemplate('{{b}} {{a}} {{c}}').render([c: 1])

        then:
        def e = thrown(IllegalArgumentException)
        e.message == "the command needs a value for the parameters 'a', 'b'"
    }

    def "a shell reads a quoted text unchanged: #text"() {
        given:
        def echo = ['sh', '-c', 'printf %s ' + ShellWords.quote(text)].execute()

        expect:
        echo.text == text

        where:
        text << ['', 'plain', "a'b", 'a"b', 'a\\b', '$x `y` $(z)', 'a\nb', '-n', '~', '{a,b}', "''", '!x', 'ä€', '\t']
    }
}
