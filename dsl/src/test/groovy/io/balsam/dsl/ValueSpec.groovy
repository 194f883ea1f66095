package io.balsam.dsl

import io.balsam.dsl.value.BadValue
import io.balsam.dsl.value.DurationText
import io.balsam.dsl.value.Durations
import io.balsam.dsl.value.ValueType
import io.balsam.engine.command.CommandTemplate
import java.time.Duration
import spock.lang.Specification

/** Parsers against seeded random input: what is written comes back, what is not a value is refused. */
class ValueSpec extends Specification {

  static final long SEED = 20260725

  def "the duration #text is #millis ms"() {
    expect:
    Durations.of(text) == Duration.ofMillis(millis)

    where:
    text        || millis
    '0s'        || 0
    '500ms'     || 500
    '10s'       || 10_000
    '1m'        || 60_000
    '1.5h'      || 5_400_000
    '1h30m'     || 5_400_000
    '1h 30m 5s' || 5_405_000
    ' 2d '      || 172_800_000
  }

  def "'#text' is not a duration"() {
    when:
    Durations.of(text)

    then:
    thrown(BadValue)

    where:
    text << ['', ' ', '10', 's', '-1s', '1x', '1h-2m', '1e3s', '1 h m', '10 sec', '99999999999999999999d', '0x1s', '1,5h', 5, null, [], true]
  }

  def "every duration is read back from its text"() {
    given:
    def random = new Random(SEED)

    expect:
    (1..2000).every {
      def duration = Duration.ofMillis(random.nextLong().abs() % (1L << (1 + random.nextInt(40))))
      Durations.of(DurationText.of(duration)) == duration
    }
  }

  def "arbitrary text is a duration or a BadValue, nothing else"() {
    given:
    def random = new Random(SEED)
    def letters = '0123456789.smhd -'.toList()

    expect:
    (1..5000).every {
      def text = (0..random.nextInt(8)).collect { letters[random.nextInt(letters.size())] }.join()
      try {
        !Durations.of(text).negative
      } catch (BadValue e) {
        !e.message.contains('\n')
      }
    }
  }

  def "a template has its text and its placeholders"() {
    given:
    def random = new Random(SEED)
    def pieces = ['a b', '$x', "'q'", '{', '}', ' ', '"', 'é', '\n', '${y}', '|']

    expect:
    (1..2000).every {
      def names = []
      def text = (0..random.nextInt(12)).collect {
        if (random.nextBoolean()) {
          return pieces[random.nextInt(pieces.size())] + ' '
        }
        names << "n${random.nextInt(4)}".toString()
        "{{${' ' * random.nextInt(2)}${names.last()}${' ' * random.nextInt(2)}}}"
      }.join('')
      // A brace before a place, or two in a row, would make another template of it.
      text.contains('{{{') || text =~ /\{ *\{(?!\{)(?! *n)/ ||
          new CommandTemplate(text).with { it.names() as List == names.unique() && it.text() == text.replaceAll(/\{\{ *(n\d) *}}/, '{{$1}}') }
    }
  }

  def "the template #text is refused because of #part"() {
    expect:
    new CommandTemplate(text).problems()*.written() == [part]

    where:
    text                || part
    'x {{}}'            || '{{}}'
    'x {{ }}'           || '{{ }}'
    '{{a}} {{1b}}'      || '{{1b}}'
    '{{a.b}}'           || '{{a.b}}'
    '{{ .Names }} {{x}}' || '{{ .Names }}'
    'x {{a'             || '{{'
    '{{a}} {{b'         || '{{'
  }

  def "a number of type #type is read as written, from text and as a value"() {
    given:
    def random = new Random(SEED)

    expect:
    (1..2000).every {
      def value = random.nextLong() >> random.nextInt(64)
      type.parse("$value") == value && type.check(value) == value
    }

    where:
    type << [ValueType.INT, ValueType.NUMBER]
  }

  def "the string '#text' is not a value of type #type"() {
    when:
    type.parse(text)

    then:
    thrown(BadValue)

    where:
    [type, text] << [
        [ValueType.INT, ['', ' ', '1.0', '1e3', '7e013608', '0x10', '1_000', '٣', '--1', '9223372036854775808', 'true']],
        [ValueType.NUMBER, ['', '.', '1.2.3', 'NaN', 'Infinity', '1e999', '7e9999', '1f', '0x10', '1,5']],
        [ValueType.BOOLEAN, ['', 'yes', 'no', 'TRUE', '1', 'on', ' true']]
    ].collectMany { type, texts -> texts.collect { [type, it] } }
  }
}
