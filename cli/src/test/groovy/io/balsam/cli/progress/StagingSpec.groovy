package io.balsam.cli.progress

import static io.balsam.engine.domain.JobState.*

import io.balsam.agent.access.SiteAccess
import io.balsam.agent.access.SiteClient
import io.balsam.cli.Shell
import io.balsam.cli.option.Arguments
import io.balsam.cli.option.CommandSpec
import io.balsam.cli.site.Invocation
import io.balsam.cli.term.Console
import io.balsam.cli.term.Io
import io.balsam.cli.term.Style
import io.balsam.engine.api.Balsam
import io.balsam.engine.api.Registration
import io.balsam.engine.api.RunProgress
import io.balsam.engine.domain.JobState
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** What the line below a run says of files that are being staged; the files are a real run's. */
class StagingSpec extends Specification {

  static final Instant NOON = Instant.parse('2026-01-02T12:00:00Z')

  @Shared @TempDir Path dir
  @Shared Shell shell
  @Shared SiteClient site
  Staging staging

  /** Run 1 has moved three of four files in, and none of two out; run 2 moves nothing. */
  def setupSpec() {
    shell = new Shell(dir)
    Files.createDirectories(shell.directory.resolve('archive'))
    ['a', 'b', 'c'].each { shell.directory.resolve("archive/$it").text = it }
    shell.directory.resolve('settings.yml').text = "transfer_locations: {archive: 'file://${shell.directory}/archive'}"
    shell.directory.resolve('moves.groovy').text = '''
      app('simulate') {
        command 'exit 1'
        transfer 'mesh', direction: 'in', path: '.'
        transfer 'result', direction: 'out', path: 'result.txt'
      }
      job('simulate') { transfers mesh: ['archive:/a', 'archive:/b', 'archive:/c'], result: 'archive:/r1' }
      job('simulate') { transfers mesh: 'archive:/none', result: 'archive:/r2' }
    '''
    shell.directory.resolve('plain.groovy').text = "app('a') { command 'true' }\njob('a')\n"
    assert shell.balsam('run', 'moves.groovy') == 1
    assert shell.balsam('run', 'plain.groovy') == 0
    def io = new Io(System.out, System.err, shell.environment, shell.directory, false, 80, false, 'balsam')
    def call = new Invocation(Arguments.parse(CommandSpec.of('', ''), []), new Console(io, new Style(false, false), false))
    site = SiteAccess.openReadOnly(call.context())
  }

  def cleanupSpec() {
    site?.close()
  }

  def setup() {
    staging = new Staging(new Source(site.balsam()))
  }

  /** The source of a run that is asked for nothing but its API. */
  static class Source implements RunSource {
    final Balsam api
    int asked

    Source(Balsam api) { this.api = api }

    @Override
    Balsam balsam() { asked++; api }

    @Override
    boolean fresh() { true }

    @Override
    RunProgress progress() { throw new UnsupportedOperationException() }

    @Override
    String place() { '' }

    @Override
    Registration onChange(Runnable listener) { { -> } as Registration }
  }

  private static RunProgress progress(Map<JobState, Long> counts, long run = 1, boolean ended = false) {
    new RunProgress(run, 'r', NOON, [new RunProgress.AppLine('a', counts, 0, 0)], 1, 0, 0, ended, '')
  }

  def "while jobs are #counts it says '#words'"() {
    expect:
    staging.words(progress(counts), NOON) == words

    where:
    counts                         || words
    [(READY): 1L]                  || 'staging in 3/4 files'
    [(POSTPROCESSED): 1L]          || 'staging out 0/2 files'
    [(READY): 1L, (POSTPROCESSED): 2L, (RUNNING): 7L] || 'staging in 3/4 files, staging out 0/2 files'
    [(RUNNING): 1L]                || ''
    [(AWAITING_PARENTS): 4L]       || ''
    [:]                            || ''
  }

  def "it says nothing of a run that has ended"() {
    expect:
    staging.words(progress([(READY): 1L], 1, true), NOON) == ''
  }

  def "a run that moves nothing is asked about once, and one that moves files at most once in a second"() {
    given:
    def source = new Source(site.balsam())
    def staging = new Staging(source)

    when:
    (0..<100).each { assert staging.words(progress([(READY): 3L], 2), NOON.plusSeconds(it * 60)) == '' }

    then:
    source.asked == 1

    when:
    staging = new Staging(source)
    source.asked = 0
    (0..<10).each { assert staging.words(progress([(READY): 3L]), NOON.plusMillis(it * 100)) == 'staging in 3/4 files' }

    then: 'whether it moves any, how many, and how many have arrived'
    source.asked == 3

    when: 'much later'
    staging.words(progress([(READY): 3L]), NOON.plusSeconds(3600))

    then:
    source.asked == 5
  }
}
