package io.balsam.engine.submission

import static io.balsam.engine.domain.JobState.FAILED
import static io.balsam.engine.domain.JobState.JOB_FINISHED

import io.balsam.engine.EngineSpecification
import io.balsam.engine.FakePlatform
import io.balsam.engine.domain.HookKind
import org.h2.jdbcx.JdbcDataSource

class ValueLimitsSpec extends EngineSpecification {

    static deep(int levels) { (1..levels).inject(1) { value, i -> [value] } }

    static cyclic() {
        def list = []
        list << list
        return list
    }

    /** Says that it has as many elements, and has no end. */
    static endless(int said, element = 7) {
        [size: { -> said }, get: { int i -> element }, iterator: { -> [hasNext: { -> true }, next: { -> element }] as Iterator }] as AbstractList
    }

    static final HALF = '\ud800' as String

    def 'a function whose value cannot be kept fails, all others go on: #why'() {
        when:
        long run = run([function('bad') { args, job -> value() }, function('good') { args, job -> 7 }],
                [job('bad'), job('good')])

        then:
        jobs(run)*.state() == [FAILED, JOB_FINISHED]
        events(jobs(run)[0].id())*.data()*.message.findAll().any { it.contains(why) }
        jobs(run)[1].result() == 7

        where:
        value                              | why
        ({ deep(1000) })                   | 'nested more than 200 deep'
        ({ cyclic() })                     | 'contains itself'
        ({ 'x' * 25_000_000 })             | 'more than 16,000,000 characters'
        ({ [('k' * 60_000): 1] })          | 'a name of 60,000 characters'
        ({ HALF })                         | 'unpaired surrogate'
        ({ BigInteger.TEN.pow(2000) })     | 'more than 500 digits'
        ({ 1..2_000_000_000 })             | 'more than 16,000,000 characters'
        ({ [a: [1..2_000_000_000]] })      | 'more than 16,000,000 characters'
        ({ endless(Integer.MAX_VALUE) })   | 'more than 16,000,000 characters'
        ({ endless(1, 'x' * 1_000_000) })  | 'more than 16,000,000 characters'
        ({ endless(-1, 'x' * 1_000_000) }) | 'more than 16,000,000 characters'
        ({ Collections.nCopies(2_000_000_000, null) }) | 'more than 16,000,000 characters'
        ({ endless(1, 'x' * 1_000_000).iterator() }) | 'more than 16,000,000 characters'
    }

    def 'values just within the limits are read as they were written'() {
        when:
        long run = run([function('good') { args, job -> [deep(199), 'nul\u0000', 'k' * 10_000, Double.NaN] }], [job('good')])

        then:
        jobs(run)[0].state() == JOB_FINISHED
        jobs(run)[0].result() == [deep(199), 'nul\u0000', 'k' * 10_000, 'NaN']
    }

    def 'a hook whose data cannot be kept fails its job'() {
        when:
        long run = run([command('true', hooks: [(HookKind.POSTPROCESS): hook { job -> job.data().x = deep(300); 'proceed' }])], [job(), job()])

        then:
        jobs(run)*.state() == [FAILED, FAILED]
        events(jobs(run)[0].id()).last().data().message.contains('nested more than 200 deep')
    }

    def 'a message of any length and kind is kept as far as it can be'() {
        when:
        long run = run([function('bad') { args, job -> throw new IllegalStateException('é\u0000' + HALF + 'x' * 25_000_000) }], [job('bad')])

        then:
        def message = events(jobs(run)[0].id()).last().data().message as String
        message.contains('é\ufffd\ufffdxxx')
        message.length() < 11_000
    }

    def 'a tag that a database cannot find is refused, and nothing is written: #tags.keySet()'() {
        when:
        engine.submit(workflow([command('true')], [job(tags: tags)]), false)

        then:
        def e = thrown(IllegalArgumentException)
        e.message.contains('flow.groovy:1')
        engine.runs().empty

        where:
        tags << [[a: 'x\u0000'], [b: 'x' * 601], [('c' * 201): 'x'], [d: HALF]]
    }

    def 'a record that cannot be read is shown as such, and hides no other'() {
        given:
        platform = new FakePlatform(1)
        long run = run([command('true')], [job(), job(), job()])
        store.close()
        new JdbcDataSource(url: "jdbc:h2:file:${site.resolve('.balsam/balsam')}", user: 'balsam').connection.withCloseable {
            it.createStatement().execute("update job_details set jobs = regexp_replace(jobs, '\\{\"workdir\":\"([^\"]*job1)\"', '{\"workdir\" oops')")
            it.createStatement().execute("update history set data = '[{' where job = 3")
        }
        open()

        when:
        def seen = jobs(run)

        then:
        seen*.state() == [JOB_FINISHED] * 3
        seen.count { it.workdir() == '(damaged)' && it.parameters()['(damaged)'].contains('cannot be read') } == 1
        seen.count { it.workdir() != '(damaged)' } == 2
        seen.every { !events(it.id()).empty }
        engine.explain(seen[1].id()).present
    }

    def 'jobs whose details are lost are shown, too'() {
        given:
        platform = new FakePlatform(1)
        long run = run([command('true')], [job(), job(), job()])
        store.close()
        new JdbcDataSource(url: "jdbc:h2:file:${site.resolve('.balsam/balsam')}", user: 'balsam').connection.withCloseable {
            it.createStatement().execute("update job_details set jobs = '{{'")
        }
        open()

        expect:
        jobs(run)*.workdir() == ['(damaged)'] * 3
        jobs(run)*.state() == [JOB_FINISHED] * 3
    }

    def 'a job whose state is none is shown as failed, and the others of its run go on'() {
        given:
        platform = new FakePlatform(1)
        long run = engine.submit(workflow([command("touch $site/began; while [ ! -e $site/go ]; do sleep 0.05; done")], [job(), job(), job()]), false)
        eventually { site.resolve('began').toFile().exists() }
        engine.stop()
        store.close()
        new JdbcDataSource(url: "jdbc:h2:file:${site.resolve('.balsam/balsam')}", user: 'balsam').connection.withCloseable {
            it.createStatement().execute("update job set state = 'PAUSED' where id = 3")
        }
        open()

        when:
        site.resolve('go').toFile().createNewFile()
        engine.resume(run)
        finish(run)

        then:
        jobs(run)*.state() == [JOB_FINISHED, JOB_FINISHED, FAILED]
        jobs(run)[2].parameters()['(damaged)'] == "its state is 'PAUSED'"
        engine.run(run).get().counts().app[FAILED] == 1
    }
}
