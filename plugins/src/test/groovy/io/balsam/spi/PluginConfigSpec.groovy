package io.balsam.spi

import java.time.Duration
import spock.lang.Specification

class PluginConfigSpec extends Specification {

  def config = new PluginConfig([
      text: 'x', number: 3, yes: true, half: 0.5, ten: 10, words: ['a', 'b'], mixed: ['a', 1], nested: [[1]], nothing: null])

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
    'a number, a text' | { it.string('number', '') }                  || '3'
    'numbers in a list' | { it.strings('mixed', []) }                 || ['a', '1']
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
    ({ it.string('words', '') })              || 'words: [a, b]: must be a string'
    ({ it.string('other') })                  || 'other: must be set'
    ({ it.integer('text', 1, 1) })            || 'text: x: must be a whole number'
    ({ it.integer('half', 1, 1) })            || 'half: 0.5: must be a whole number'
    ({ it.integer('number', 5, 4) })          || 'number: 3: must be a whole number of at least 4'
    ({ it.flag('text', true) })               || 'text: x: must be true or false'
    ({ it.seconds('yes', Duration.ZERO) })    || 'yes: true: must be a number'
    ({ it.strings('text', []) })              || 'text: x: must be a list of strings'
    ({ it.strings('nested', []) })            || 'nested: [1]: must be a list of strings'
  }

  def "a flag may be written as #text"() {
    expect:
    new PluginConfig([f: text]).flag('f', !flag) == flag

    where:
    text    || flag
    'yes'   || true
    'On'    || true
    'True'  || true
    'no'    || false
    'off'   || false
    'FALSE' || false
  }

  def "a number of seconds is not negative, nor more than thirty years: #seconds"() {
    when:
    new PluginConfig([t: seconds]).seconds('t', Duration.ZERO)

    then:
    def e = thrown(PluginException)
    e.message == "t: $seconds: must be a number of seconds from 0 to 999999999"

    where:
    seconds << [-1, Double.NaN, 1e9, 99999999999999999999]
  }

  def "a length of time may be written as #text"() {
    expect:
    new PluginConfig([t: text]).duration('t', Duration.ZERO) == Duration.ofSeconds(seconds)

    where:
    text         || seconds
    '90s'        || 90
    '30m'        || 1800
    '24h'        || 86400
    '2d'         || 172800
    '1h30m'      || 5400
    '1:30'       || 5400
    '1:30:10'    || 5410
    '1-12:00:00' || 129600
    45           || 2700
    '45'         || 2700
  }

  def "#text is not a duration"() {
    when:
    new PluginConfig([t: text]).duration('t', Duration.ZERO)

    then:
    def e = thrown(PluginException)
    e.message == "t: $text: must be a length of time: 90s, 30m, 24h, 2d, 1:30:00 or a number of minutes"

    where:
    text << ['soon', '5x', '', -1, 1.5, ['1h']].findAll { it != '' }
  }

  def "blocks by name may be written as #how; keys inside have dots"() {
    given:
    def config = new PluginConfig([queues: value])

    when:
    def blocks = config.blocks('queues')

    then:
    blocks.keySet().toList() == ['b', 'a']
    blocks.b.integer('n', 0, 1) == 1
    blocks.a.integer('n', 7, 1) == 7
    config.unread() == ['queues.a.m'] as Set
    config.known() == ['queues', 'queues.a.n', 'queues.b.n'] as Set

    where:
    how                  | value
    'a block'            | [b: [n: 1], a: [m: 2]]
    'a list of one each' | [[b: [n: 1]], [a: [m: 2]]]
  }

  def "a complaint remembers its key: #key"() {
    given:
    def config = new PluginConfig(one: [two: 'x'], names: [a: [1]], q: [[x: [:]], [x: [:]]], p: 3)

    when:
    read(config)

    then:
    def e = thrown(PluginException)
    e.message == message
    config.fault() == key

    where:
    read                                     || key       | message
    ({ it.block('one').integer('two', 0, 0) }) || 'one.two' | 'two: x: must be a whole number'
    ({ it.texts('names') })                  || 'names.a' | 'names.a: [1]: must be a string'
    ({ it.blocks('q') })                     || 'q'       | "q: 'x' is there twice"
    ({ it.block('p') })                      || 'p'       | 'p: 3: must be a block'
  }

  def "keys that were read are accepted, others are reported"() {
    when:
    config.string('text', '')
    config.integer('other', 1, 1)

    then:
    config.known() == ['text', 'other'] as Set
    config.unread() == ['number', 'yes', 'half', 'ten', 'words', 'mixed', 'nested'] as Set
  }

  def "launch parameters keep their order"() {
    expect:
    new Launch(1, ['x'], ['n'], 1, 1, 1, 0, new Node('n', [0], []), [], [], [:], 0, [c: '1', a: '2', b: '3']).launchParams().keySet().toList() == ['c', 'a', 'b']
  }
}
