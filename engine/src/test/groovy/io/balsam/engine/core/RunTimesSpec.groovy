package io.balsam.engine.core

import static io.balsam.engine.domain.HookKind.HANDLE_TIMEOUT

import io.balsam.engine.EngineSpecification
import io.balsam.engine.domain.Resources
import io.balsam.engine.domain.Retry
import io.balsam.engine.model.Trust
import java.sql.DriverManager
import java.time.Duration

/** What is learnt of run times when jobs end, and kept. */
class RunTimesSpec extends EngineSpecification {

  def "run times are learnt from jobs that end well, for each app"() {
    when:
    run([command('one', 'true'), command('two', 'sleep 0.2')], (1..12).collect { job('one') } + [job('two')])

    then:
    with(engine.apps()) {
      it*.app() == ['one', 'two']
      it*.jobs() == [12L, 1L]
      it*.trust() == [Trust.TRUSTED, Trust.TOO_FEW_RUNS]
      it[1].expected().median() > it[0].expected().median()
      it.every { app -> app.expected().median() <= app.expected().within90() && app.expected().within90() <= app.expected().within95() }
    }
  }

  def "what is known survives the end of the engine, also its sudden one"() {
    given:
    run([command('one', 'true')], (1..12).collect { job('one') })
    def before = engine.apps()

    when:
    crash()

    then:
    engine.apps() == before

    when:
    run([command('one', 'true')], [job('one')])

    then:
    engine.apps()*.jobs() == [13L]
  }

  def "nothing is learnt from #what"() {
    when:
    run(apps.call(this), [job(more, 'one')])

    then:
    engine.apps() == []

    where:
    what                          | more | apps
    'jobs that fail'              | [:]  | { it -> [it.command('one', 'false')] }
    'functions that throw'        | [:]  | { it -> [it.function('one') { args, job -> throw new IllegalStateException('no') }] }
    'attempts after the first'    | [:]  | { it -> [it.command('one', '[ -e there ] || { touch there; exit 1; }', retry: new Retry(2, Duration.ZERO, Duration.ZERO))] }
  }

  def "of a job that was ended at its wall time it is known that such jobs are not predicted yet"() {
    when:
    run([command('one', 'sleep 60', hooks: [(HANDLE_TIMEOUT): hook { 'too slow' }])], [job('one', wallTime: Duration.ofMillis(100))])

    then:
    engine.apps()*.jobs() == [0L]
    engine.apps()*.trust() == [Trust.TOO_FEW_RUNS]
  }

  def "jobs differ by nodes, ranks, and the parameters and tags that the app names"() {
    given:
    def app = command('one', 'true {{n}} {{other}}', parameters: ['n', 'other'], predictBy: ['n', 'mesh', 'none'])

    when:
    run([app], [job('one', parameters: [n: 3, other: 'x'], tags: [mesh: 'm' * 500, more: 'y'], resources: new Resources(1, 2, 1, 1, 0, 1))])

    then:
    with(engine.apps()[0]) {
      predictBy() == ['n', 'mesh', 'none']
      last().nodes() == 1
      last().ranks() == 2
      last().values() == [n: 3, mesh: 'm' * 100]
    }
  }

  def "an app that names others is learnt anew"() {
    given:
    run([command('one', 'true {{n}}', parameters: ['n'])], (1..3).collect { job('one', parameters: [n: it]) })

    when:
    run([command('one', 'true {{n}}', parameters: ['n'], predictBy: ['n'])], [job('one', parameters: [n: 1])])

    then:
    engine.apps()*.jobs() == [1L]
    engine.apps()*.predictBy() == [['n']]
  }

  def "a model that cannot be read is learnt anew"() {
    given:
    run([command('one', 'true')], (1..3).collect { job('one') })
    engine.close()
    store.close()
    DriverManager.getConnection("jdbc:h2:file:${site.resolve('.balsam/balsam')}", 'balsam', '').withCloseable {
      it.createStatement().execute("update run_time set model = 'AAAA'")
    }

    when:
    open()

    then:
    engine.apps() == []

    when:
    run([command('one', 'true')], [job('one')])

    then:
    engine.apps()*.jobs() == [1L]
  }
}
