package io.balsam.examples

class HelloSpec extends ExampleSpec {

    def "hello.groovy is short and greets everyone"() {
        when:
        run('hello')

        then:
        BalsamCommand.EXAMPLES.resolve('hello.groovy').text.readLines().size() < 10
        ['Ada', 'Grace', 'Edsger'].collect { file("$it/greeting.txt").text.trim() } ==
            ['Hello, Ada!', 'Hello, Grace!', 'Hello, Edsger!']
        balsam.jobs()*.state == ['JOB_FINISHED'] * 3
    }
}
