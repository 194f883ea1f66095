package io.balsam.spi

import java.time.Duration
import spock.lang.Specification

class PluginConfigSpec extends Specification {

  def config = new PluginConfig([
      text: 'x', number: 3, yes: true, half: 0.5, ten: 10, words: ['a', 'b'], mixed: ['a', 1], nothing: null])

  def "#call gives what is set, or the default"() {
    expect:
    read(config) == value

    where:
    call              | read                                          || value
    'a text'          | { it.string('text', 'y') }                    || 'x'
    'no text'         | { it.string('other', 'y') }                   || 'y'
    'a needed text'   | { it.string('text') }                         || 'x'
    'a number'        | { it.integer('number', 1, 1) }                || 3
    'no number'       | { it.integer('other', -1, 0) }                || -1
    'a flag'          | { it.flag('yes', false) }                     || true
    'a time'          | { it.seconds('half', Duration.ZERO) }         || Duration.ofMillis(500)
    'a whole time'    | { it.seconds('ten', Duration.ZERO) }          || Duration.ofSeconds(10)
    'no time'         | { it.seconds('other', Duration.ofMillis(1)) } || Duration.ofMillis(1)
    'a list'          | { it.strings('words', []) }                   || ['a', 'b']
    'no list'         | { it.strings('other', ['z']) }                || ['z']
    'an empty value'  | { it.string('nothing', 'y') }                 || 'y'
  }

  def "a value that does not fit is the user's mistake: #message"() {
    when:
    read(config)

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.USER
    e.message == message

    where:
    read                                      || message
    ({ it.string('number', '') })             || 'number: 3: must be a text'
    ({ it.string('other') })                  || 'other: must be set'
    ({ it.integer('text', 1, 1) })            || 'text: x: must be a whole number'
    ({ it.integer('half', 1, 1) })            || 'half: 0.5: must be a whole number'
    ({ it.integer('number', 5, 4) })          || 'number: 3: must be a whole number of at least 4'
    ({ it.flag('text', true) })               || 'text: x: must be true or false'
    ({ it.seconds('yes', Duration.ZERO) })    || 'yes: true: must be a number'
    ({ it.strings('text', []) })              || 'text: x: must be a list of texts'
    ({ it.strings('mixed', []) })             || 'mixed: 1: must be a list of texts'
  }

  def "time does not run backwards: #seconds"() {
    when:
    new PluginConfig([t: seconds]).seconds('t', Duration.ZERO)

    then:
    def e = thrown(PluginException)
    e.message == "t: $seconds: must be a number of seconds from 0 up"

    where:
    seconds << [-1, Double.NaN]
  }

  def "what has been read is known, what has not is told"() {
    when:
    config.string('text', '')
    config.integer('other', 1, 1)

    then:
    config.known() == ['text', 'other'] as Set
    config.unread() == ['number', 'yes', 'half', 'ten', 'words', 'mixed'] as Set
  }

  def "launch parameters keep their order"() {
    expect:
    new Launch(1, ['x'], ['n'], 1, 1, 1, [], [], [c: '1', a: '2', b: '3']).launchParams().keySet().toList() == ['c', 'a', 'b']
  }
}
