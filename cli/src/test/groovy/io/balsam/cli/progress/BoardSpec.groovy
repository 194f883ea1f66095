package io.balsam.cli.progress

import io.balsam.cli.term.Console
import io.balsam.cli.term.Io
import io.balsam.cli.term.Style
import io.balsam.engine.api.RunProgress
import io.balsam.engine.domain.JobState
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import spock.lang.Specification

class BoardSpec extends Specification {

  static final Board BOARD = new Board(new Style(false, false))

  def "one line for each app, and a bar with rate and time left"() {
    given:
    def progress = progress([
        line('prepare', [JOB_FINISHED: 2], 0, 1),
        line('simulate', [RUNNING: 2, PREPROCESSED: 5, JOB_FINISHED: 10, FAILED: 1], 3, 0)])

    expect:
    BOARD.lines(progress, 'cores 2/4', Duration.ofSeconds(4), 5, Optional.of(Duration.ofSeconds(3)), 20) == [
        '  APP        WAITING   RUNNING      DONE    FAILED   RETRIED',
        '  prepare          0         0         2         0         0  1 reused',
        '  simulate         5         2        10         1         3',
        '  ##################..........  13/20  65 %  4 s  2.0/s  3 s left  cores 2/4']
  }

  def "no time left is shown before it can be estimated"() {
    expect:
    BOARD.lines(progress([line('a', [READY: 3], 0, 0)]), 'cores 2/4', Duration.ofMillis(300), 0, Optional.empty(), 20)[-1] ==
        '  ............................  0/3  0 %  0 s  cores 2/4'
  }

  def "of many apps the active ones are shown, in the order of the script"() {
    given:
    def apps = (1..30).collect { line("app$it", it == 29 ? [RUNNING: 1] : [JOB_FINISHED: 1], 0, 0) }

    when:
    def lines = BOARD.lines(progress(apps), 'cores 2/4', Duration.ofSeconds(1), 0, Optional.empty(), 4)

    then:
    lines.size() == 6
    lines[1..3]*.strip()*.tokenize(' ')*.first() == ['app1', 'app2', 'app29']
    lines[4] == '  … and 27 more apps'
  }

  def "the board is redrawn in place, failures stay above it, and nothing is printed twice"() {
    given:
    def bytes = new ByteArrayOutputStream()
    def io = new Io(new PrintStream(bytes, true), System.err, [:], Path.of('/'), true, 10, true, 'balsam')
    def screen = new Screen(new Console(io, new Style(false, true), false))

    when:
    screen.paint(['one', 'two'])
    screen.paint(['one', 'two'])
    screen.paint(['a line that is too long'])
    screen.above(['failed'])

    then:
    bytes.toString() == 'one\ntwo\n' +
        '\u001b[2A\r\u001b[Ja line th\n' +
        '\u001b[1A\r\u001b[Jfailed\na line th\n'
  }

  def "names of apps with wide, combined and control characters keep the columns straight"() {
    expect:
    BOARD.lines(progress([line(app, [READY: 3], 0, 0), line('plain', [READY: 1], 0, 0)]), '', Duration.ZERO, 0, Optional.empty(), 20)[1] == "  $shown$blanks         3         0         0         0         0"

    where:
    app                 || shown               | blanks
    '集計'                || '集計'                | ' '
    'e\u0301t\u0301e'   || 'e\u0301t\u0301e'   | '  '
    'a\u001b[2J'        || 'a\\x1b[2J'          | ''
  }

  private static RunProgress progress(List<RunProgress.AppLine> apps) {
    new RunProgress(1, 'x-1', Instant.EPOCH, apps, 4, 2, 0.5d, false, '')
  }

  private static RunProgress.AppLine line(String app, Map<String, Number> counts, long retried, long reused) {
    def states = counts.collectEntries { [JobState.valueOf(it.key), it.value as long] }
    new RunProgress.AppLine(app, states, retried, reused)
  }
}
