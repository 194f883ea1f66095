package io.balsam.engine.text

import spock.lang.Specification

class CountSpec extends Specification {

  def "a noun follows its number: #text"() {
    expect:
    Count.of(number, 'job') == text

    where:
    number || text
    0      || '0 jobs'
    1      || '1 job'
    2      || '2 jobs'
  }
}
