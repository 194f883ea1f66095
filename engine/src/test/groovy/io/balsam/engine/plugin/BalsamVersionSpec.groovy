package io.balsam.engine.plugin

import java.nio.file.Path
import spock.lang.Specification

class BalsamVersionSpec extends Specification {

  def "the version is that of the root pom"() {
    given:
    def revision = (Path.of('../pom.xml').text =~ /<revision>(.+)<\/revision>/)[0][1]

    expect:
    BalsamVersion.full() == revision
    BalsamVersion.release() == revision - '-SNAPSHOT'
  }
}
