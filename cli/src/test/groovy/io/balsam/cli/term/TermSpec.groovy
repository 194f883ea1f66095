package io.balsam.cli.term

import java.time.Duration
import spock.lang.Specification

class TermSpec extends Specification {

  static final Style PLAIN = new Style(false, false)
  static final Style BRIGHT = new Style(true, true)

  def "#millis ms are told as '#text'"() {
    expect:
    Times.length(Duration.ofMillis(millis)) == text

    where:
    millis           || text
    -5               || '0.0 s'
    0                || '0.0 s'
    1234             || '1.2 s'
    9_949            || '9.9 s'
    9_950            || '10 s'
    59_499           || '59 s'
    59_500           || '1 min 00 s'
    185_000          || '3 min 05 s'
    3_600_000        || '1 h 00 min'
    86_399_000       || '23 h 59 min'
    90 * 3_600_000L  || '3 d 18 h'
  }

  def "columns are as wide as they must be, numbers to the right"() {
    expect:
    new Table('job>', 'app').row(7, 'align').row(12345, 'x').lines(PLAIN, 0) ==
        ['  JOB  APP', '    7  align', '12345  x']
  }

  def "the last column is cut at its begin where the terminal ends, colours cost no room"() {
    given:
    def cell = new Table.Cell('FAILED', BRIGHT::red)

    expect:
    new Table('state', 'path').row(cell, '/a/very/long/path/job.out').lines(BRIGHT, 22)[1] ==
        '\u001b[31mFAILED\u001b[0m  …/path/job.out'
  }

  def "without colours there is not one escape code"() {
    expect:
    [PLAIN.bold('x'), PLAIN.dim('x'), PLAIN.red('x'), PLAIN.tick(), PLAIN.cross(), PLAIN.bar(0.5, 4)] ==
        ['x', 'x', 'x', 'ok', 'FAILED', '##..']
  }

  def "a bar is full at the end only"() {
    expect:
    new Style(false, true).bar(part, 10) == text

    where:
    part   || text
    0.0    || '░░░░░░░░░░'
    0.99   || '█████████░'
    1.0    || '██████████'
    1.5    || '██████████'
    -0.1   || '░░░░░░░░░░'
  }
}
