package io.balsam.cli.term

import com.fasterxml.jackson.databind.ObjectMapper
import io.balsam.cli.site.JsonPage
import java.nio.file.Path
import java.time.Duration
import spock.lang.Specification

class TermSpec extends Specification {

  static final Style PLAIN = new Style(false, false)
  static final Style BRIGHT = new Style(true, true)

  def "#millis ms are shown as '#text'"() {
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

  def "the last column is cut at its start where the terminal ends, and colours take no width"() {
    given:
    def cell = new Table.Cell('FAILED', BRIGHT::red)

    expect:
    printed(22) { it.result(new Table('state', 'path').row(cell, '/a/very/long/path/job.out')) }.readLines()[1] ==
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

  def "columns are aligned below #name"() {
    expect:
    new Table('app', 'n>').row(text, 1).row('plain', 22).lines(PLAIN, 0) == lines

    where:
    name                   | text            || lines
    'wide characters'      | '分析'            || ['APP     N', '分析    1', 'plain  22']
    'an emoji'             | '🚀x'            || ['APP     N', '🚀x     1', 'plain  22']
    'combining characters' | 'o\u0308l'      || ['APP     N', 'o\u0308l      1', 'plain  22']
    'a tab'                | 'a\tb'          || ['APP     N', 'a b     1', 'plain  22']
    'escapes'              | '\u001b[2Jx'    || ['APP        N', '\\x1b[2Jx   1', 'plain     22']
  }

  def "a long cell is cut between whole characters"() {
    expect:
    new Table('path').row('/0123456789/分析🚀').lines(PLAIN, 12)[1] == '~6789/分析🚀'
  }

  def "in a line that is printed, #name shows as what it is"() {
    expect:
    printed { it.result("a${text}b".toString()) } == "a${shown}b\n"
    printed { it.note("a${text}b".toString()) } == "a${shown}b\n"
    printed { it.error("a${text}b".toString()) } == "balsam: a${shown}b\n"
    printed { it.result(new Table('x').row("a${text}b".toString())) } == "\u001b[2mX\u001b[0m\na${shown}b\n"

    where:
    name                     | text                  || shown
    'a colour'               | '\u001b[31m'          || '\\x1b[31m'
    'a window title'         | '\u001b]0;x\u0007'    || '\\x1b]0;x\\x07'
    'an eight-bit sequence'  | '\u009b2J'            || '\\x9b2J'
    'a line break'           | '\nbalsam: all well'  || '\\nbalsam: all well'
    'a line break of NEL'    | '\u0085'              || '\\x85'
    'a line separator'       | '\u2028'              || '\\u2028'
    'a carriage return'      | '\r'                  || '\\r'
    'a backspace'            | '\b'                  || '\\x08'
    'DEL'                    | '\u007f'              || '\\x7f'
    'NUL'                    | '\u0000'              || '\\x00'
    'an override to the left' | '\u202e'             || '\\u202e'
    'an isolate'             | '\u2066'              || '\\u2066'
    'a mark to the left'     | '\u200f'              || '\\u200f'
    'half a character'       | '\ud83d'              || '\\ud83d'
    'Arabic'                 | 'مرحبا'               || 'مرحبا'
    'a family'               | '👩\u200d👧'           || '👩\u200d👧'
  }

  def "JSON keeps its values to the character, and has none in it that a terminal would act on"() {
    given:
    def value = '\u001b[2J \u009b \u202e \u2028 \u007f é 🚀 \ud83d'

    when:
    def json = printed(100, unicode) { it.json(JsonPage.of([text: value])) }

    then:
    new ObjectMapper().readTree(json).get('text').asText() == value
    json.codePoints().allMatch { it == 10 || (it >= 32 && it < 127) || (unicode && (it == 0xe9 || it == 0x1f680)) }

    where:
    unicode << [true, false]
  }

  def "a command is shown as the user typed it, with the site named and its words quoted"() {
    expect:
    new Console(io(out, 80, true, called), PLAIN, false).about(site).result("more: ${Typed.here('explain', 3)}, ${Typed.of('site start', '/a b')}".toString()) == null
    out.toString() == shown + '\n'

    where:
    called         | site    || shown
    'balsam'       | ''      || "more: balsam explain 3, balsam site start '/a b'"
    './balsam'     | ''      || "more: ./balsam explain 3, ./balsam site start '/a b'"
    '/p q/balsam'  | 'lab'   || "more: '/p q/balsam' explain 3 --site lab, '/p q/balsam' site start '/a b'"
    'balsam'       | 'my lab' || "more: balsam explain 3 --site 'my lab', balsam site start '/a b'"
    out = new ByteArrayOutputStream()
  }

  def "output of a job that names balsam stays as it is"() {
    expect:
    new Console(io(out, 80, true, './balsam'), PLAIN, false).result('no such file in balsam store') == null
    out.toString() == 'no such file in balsam store\n'

    where:
    out = new ByteArrayOutputStream()
  }

  def "output of a job on a terminal: #name"() {
    given:
    def bytes = new ByteArrayOutputStream()
    def raw = new RawText(io(bytes, 80, true, 'balsam'), colours)

    when: 'it arrives byte by byte'
    text.getBytes('UTF-8').each { raw.write(it as int) }
    raw.close()

    then:
    bytes.toString('UTF-8') == shown

    when: 'it arrives at once'
    bytes.reset()
    raw = new RawText(io(bytes, 80, true, 'balsam'), colours)
    raw.write(text.getBytes('UTF-8'))
    raw.close()

    then:
    bytes.toString('UTF-8') == shown

    where:
    name                      | text                           | colours || shown
    'lines and tabs stay'     | 'a\tb\r\nc 分🚀\n'            | true    || 'a\tb\r\nc 分🚀\n'
    'colours stay'            | 'x\u001b[1;31mred\u001b[0m\n'  | true    || 'x\u001b[1;31mred\u001b[0m\n\u001b[0m'
    'colours are not wanted'  | 'x\u001b[1;31mred\u001b[0m\n'  | false   || 'xred\n'
    'the screen is not wiped' | '\u001b[2Jx'                   | true    || '\\x1b[2Jx'
    'no title is set'         | '\u001b]0;t\u0007x'            | true    || '\\x1b]0;t\\x07x'
    'two escapes'             | '\u001b\u001b[31mx'            | true    || '\\x1b\u001b[31mx\u001b[0m'
    'it ends in the middle'   | 'x\u001b[3'                    | true    || 'x\\x1b[3'
    'eight-bit and bidi'      | '\u009b\u202e'                 | true    || '\\x9b\\u202e'
  }

  def "bytes that are not text are shown as escapes on a terminal"() {
    given:
    def bytes = new ByteArrayOutputStream()
    def raw = new RawText(io(bytes, 80, true, 'balsam'), true)

    when:
    raw.write([0x41, 0x9b, 0xff, 0x42, 0xe5] as byte[])
    raw.close()

    then:
    bytes.toString('UTF-8') == 'A\ufffd\ufffdB\ufffd'
  }

  private static String printed(int columns = 100, boolean unicode = true, Closure what) {
    def bytes = new ByteArrayOutputStream()
    what(new Console(io(bytes, columns, unicode, 'balsam'), BRIGHT, false))
    bytes.toString('UTF-8')
  }

  private static Io io(OutputStream out, int columns, boolean unicode, String typed) {
    def stream = new PrintStream(out, true, 'UTF-8')
    new Io(stream, stream, [:], Path.of('/'), true, columns, unicode, typed)
  }
}
