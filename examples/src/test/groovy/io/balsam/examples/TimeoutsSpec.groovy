package io.balsam.examples

class TimeoutsSpec extends ExampleSpec {

    def "timeouts.groovy shortens the work until it fits and asks a busy server again"() {
        when:
        run('timeouts')
        Map series = balsam.jobs('--app', 'series').first()
        Map fetch = balsam.jobs('--app', 'fetch').first()

        then: 'cut off at least twice, each time with a hundredth left'
        series.attempts >= 3
        series.data.terms == 20_000_000_000 / 100**(series.attempts - 1)
        Math.abs((file('series/pi.txt').text as double) - Math.PI) < 2 / (series.data.terms as double) + 1e-9
        steps(series).count { it == 'RUNNING RUN_TIMEOUT' } == series.attempts - 1
        steps(series).count { it == 'RUN_TIMEOUT RESTART_READY' } == series.attempts - 1

        and:
        fetch.attempts == 3
        file('fetch/answer.txt').text == '42\n'
        steps(fetch).count { it == 'RUN_ERROR RESTART_READY' } == 2

        and: 'what was cut off is really gone'
        !Processes.mentioning(site as String)
    }

    private List<String> steps(Map job) {
        balsam.events(job.id).collect { "$it.from $it.to" as String }
    }
}
