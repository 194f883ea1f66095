package io.balsam.engine.dispatch.lease

import io.balsam.engine.EngineSpecification
import io.balsam.engine.FakePlatform
import io.balsam.engine.api.JobFilter
import io.balsam.engine.api.launcher.Report.Outcome
import io.balsam.engine.batchjob.SitePolicy
import io.balsam.engine.model.Trust
import java.time.Clock
import java.time.Duration
import java.time.Instant
import java.time.ZoneId
import java.time.ZoneOffset

/** Jobs without a wall time are given to launchers by what was learnt of earlier ones. */
class ExpectedTimesSpec extends EngineSpecification {

  static final Duration NOW = Duration.ofMillis(1)

  /** A clock that can be put forward. */
  static class ShiftedClock extends Clock {

    volatile Duration ahead = Duration.ZERO

    @Override
    Instant instant() { Instant.now() + ahead }

    @Override
    ZoneId getZone() { ZoneOffset.UTC }

    @Override
    Clock withZone(ZoneId zone) { throw new UnsupportedOperationException() }
  }

  @Override
  Clock newClock() { new ShiftedClock() }

  @Override
  FakePlatform newPlatform() { new SessionsContractSpec.NoNodes() }

  @Override
  SitePolicy newRules() { SessionsContractSpec.rules(SessionsContractSpec.LEASE) }

  SimulatedLauncher launcher(Map how = [:]) { new SimulatedLauncher(how, engine.sessions()).open() }

  long submit(List jobs, List<String> predictBy = []) {
    engine.submit(workflow([command('app', 'true {{n}}', parameters: ['n'], predictBy: predictBy)], jobs), false)
  }

  /** Has jobs end that took so many minutes, by the parameter {@code n}. */
  void learnt(Map<Integer, Integer> minutes, int each, List<String> predictBy = []) {
    def teacher = launcher(cores: 64)
    def values = minutes.keySet().collectMany { [it] * each }
    submit(values.collect { job(parameters: [n: it]) }, predictBy)
    def byId = engine.jobs(JobFilter.ALL).results().collectEntries { [it.id(), it.parameters().n] }
    def ended = Instant.now()
    for (int left = values.size(); left > 0;) {
      def some = teacher.poll().start()
      some.each { one ->
        teacher.end(one.job(), began: ended.minusSeconds(60L * minutes[byId[one.job()] as int]), at: ended)
      }
      left -= some.size()
    }
    teacher.close()
  }

  def "a job that is expected to take longer than is left stays for the next allocation, and explain says so"() {
    given:
    learnt([1: 30], 12)
    long last = 13

    when: 'an allocation that began an hour ago'
    def begun = Instant.now().plusSeconds(3600 + 600)
    def old = launcher(ends: begun)
    (clock as ShiftedClock).ahead = Duration.ofHours(1)
    submit([job(parameters: [n: 1])])
    def none = old.poll(NOW).start()

    then:
    none == []
    with(engine.explain(last).get()) {
      it.summary() == 'It waits for a launcher that takes it: the launcher that runs has too little time left for it.'
      it.reasons().join(' ') =~ /has \S+ until it ends its jobs, and such jobs took up to \d/
    }

    when: 'a new one, that has as little time'
    old.close()
    def fresh = launcher(ends: clock.instant().plusSeconds(600))

    then: 'takes it: it would not get more time in the next'
    fresh.poll().start()*.job() == [last]
  }

  def "of jobs that both fit, the one that is expected to take longer goes first, by what the app predicts by"() {
    given:
    learnt([1: 5, 100: 60], 15, ['n'])
    submit([job(parameters: [n: 1]), job(parameters: [n: 100])], ['n'])

    expect:
    launcher(cores: 1).poll().start()*.job() == [32L]
  }

  def "the backlog says what is expected of jobs without a wall time"() {
    given:
    learnt([1: 30], 12)
    submit([job(parameters: [n: 1]), job(parameters: [n: 1], wallTime: Duration.ofMinutes(9))])

    expect:
    with(engine.services().backlog([:]).demand().toSorted { it.wallTime() }) {
      it*.wallTime() == [Duration.ZERO, Duration.ofMinutes(9)]
      it[0].expected() >= Duration.ofMinutes(30)
      it[1].expected() == Duration.ZERO
    }
  }

  def "a job that ends later than expected is not ended for that"() {
    given:
    learnt([1: 1], 12)
    submit([job(parameters: [n: 1])])
    def launcher = launcher(ends: Instant.now().plusSeconds(36000))

    expect:
    launcher.poll().start()*.wallTime() == [Duration.ZERO]
  }

  def "attempts cut off with their allocation do not make such jobs look shorter, and five in a row make them unknown"() {
    given:
    learnt([1: 30], 12)
    def before = engine.apps()[0]

    when: 'cut off long before such jobs end'
    cutOff(6, Duration.ofMinutes(1))

    then:
    engine.apps()[0] == before

    when: 'cut off although they had more time than such jobs take'
    cutOff(5, Duration.ofHours(2))

    then:
    engine.apps()[0].trust() == Trust.BADLY_PREDICTED
  }

  private void cutOff(int jobs, Duration had) {
    def launcher = launcher(cores: 64)
    submit((1..jobs).collect { job(parameters: [n: 1]) })
    def taken = []
    while (taken.size() < jobs) {
      taken.addAll(launcher.poll().start()*.job())
    }
    def now = Instant.now()
    taken.each { launcher.end(it, began: now.minus(had), at: now, outcome: Outcome.STOPPED, code: null) }
    launcher.close()
    engine.cancel(JobFilter.ALL.withIds(taken), false)
  }
}
