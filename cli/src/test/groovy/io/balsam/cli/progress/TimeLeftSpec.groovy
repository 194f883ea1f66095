package io.balsam.cli.progress

import static io.balsam.engine.domain.JobState.*

import io.balsam.agent.access.SiteAccess
import io.balsam.cli.Shell
import io.balsam.cli.option.Arguments
import io.balsam.cli.option.CommandSpec
import io.balsam.cli.site.Invocation
import io.balsam.cli.term.Console
import io.balsam.cli.term.Io
import io.balsam.cli.term.Style
import io.balsam.engine.api.RunProgress
import io.balsam.engine.domain.JobState
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import spock.lang.Specification
import spock.lang.TempDir

/** How long a run is said to go on. */
class TimeLeftSpec extends Specification {

  static final Instant NOON = Instant.parse('2026-01-02T12:00:00Z')

  @TempDir Path dir

  def "by learnt times the work left is divided by what runs at a time: #counts"() {
    expect:
    TimeLeft.byLearntTimes(progress(counts), [a: 100d, b: 10d]) == Optional.ofNullable(left ? Duration.ofSeconds(left) : null)

    where:
    counts                                                                || left
    [a: [RUNNING: 4, PREPROCESSED: 4]]                                    || 150
    [a: [RUNNING: 4]]                                                     || 50
    [a: [RUNNING: 1, FAILED: 3, CANCELLED: 2, JOB_FINISHED: 9]]           || 50
    [a: [JOB_FINISHED: 9], b: [RUNNING: 2, READY: 3, AWAITING_PARENTS: 5]] || 45
    [a: [AWAITING_PARENTS: 1], b: [RUNNING: 9]]                           || 100
    [a: [READY: 4]]                                                       || null
    [a: [RUNNING: 4], c: [READY: 1]]                                      || null
    [a: [RUNNING: 4], c: [JOB_FINISHED: 1]]                               || 50
  }

  def "the rate so far counts only jobs that ended here, and not before a second"() {
    expect:
    TimeLeft.byRate(progress([a: [JOB_FINISHED: done, READY: 10]]), Duration.ofMillis(millis), before) ==
      Optional.ofNullable(left == null ? null : Duration.ofSeconds(left))

    where:
    done | before | millis || left
    10   | 0      | 5_000  || 5
    10   | 8      | 5_000  || 25
    10   | 10     | 5_000  || null
    10   | 0      | 900    || null
  }

  def "what is known of apps is read from the site; jobs that differ by parameters go by the rate"() {
    given:
    dir.resolve('w.groovy').text = '''
      app('alike') { command 'true' }
      app('varied') { command 'true {{n}}'; predict by: 'n' }
      12.times { job('alike'); job('varied') { parameters n: 1 } }
    '''
    def shell = new Shell(dir)
    shell.balsam('run', 'w.groovy')
    def io = new Io(System.out, System.err, shell.environment, shell.directory, false, 80, false, 'balsam')
    def call = new Invocation(Arguments.parse(CommandSpec.of('', ''), []), new Console(io, new Style(false, false), false))
    def site = SiteAccess.openReadOnly(call.context())
    def timeLeft = new TimeLeft(new StagingSpec.Source(site.balsam()), 0)

    expect: 'nothing has ended in this run, so that there is no rate'
    timeLeft.of(progress([alike: [RUNNING: 1]]), Duration.ofHours(1), NOON).present
    timeLeft.of(progress([varied: [RUNNING: 1]]), Duration.ofHours(1), NOON).empty
    timeLeft.of(progress([alike: [RUNNING: 1]], true), Duration.ofHours(1), NOON).empty

    cleanup:
    site?.close()
  }

  private static RunProgress progress(Map<String, Map<String, Number>> apps, boolean ended = false) {
    def lines = apps.collect { app, counts ->
      new RunProgress.AppLine(app, counts.collectEntries { [JobState.valueOf(it.key as String), it.value as long] }, 0, 0)
    }
    new RunProgress(1, 'x-1', NOON, lines, 4, 2, 0.5d, ended, '')
  }
}
