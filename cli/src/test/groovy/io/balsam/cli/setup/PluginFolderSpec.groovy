package io.balsam.cli.setup

import com.fasterxml.jackson.databind.ObjectMapper
import io.balsam.cli.AgentStandIn
import io.balsam.cli.Shell
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** Which folders called plugins are Balsam's. */
class PluginFolderSpec extends Specification {

  @TempDir Path dir

  private Shell shell

  def setup() {
    shell = new Shell(dir)
    Files.createDirectories(dir.resolve('plugins/target/classes/io'))
    Files.writeString(dir.resolve('plugins/pom.xml'), '<project/>')
  }

  def "a folder named plugins in a directory that is not a site is ignored"() {
    given:
    Files.writeString(dir.resolve('plugins/theirs.jar'), 'no jar at all')

    expect:
    shell.balsam('doctor') == 0
    !shell.out.contains('FAIL')
    ids() == ['local']
  }

  def "in a site a folder without a manifest is ignored, and a jar that is not a plugin is reported"() {
    given:
    AgentStandIn.makeSite(dir)

    expect:
    shell.balsam('doctor') == 0
    ids() == ['local']

    when:
    Files.writeString(dir.resolve('plugins/theirs.jar'), 'no jar at all')

    then:
    shell.balsam('doctor') == 3
    shell.out.contains('theirs.jar')
  }

  private List ids() {
    assert shell.balsam('plugins', 'ls', '--json') == 0
    new ObjectMapper().readValue(shell.out, List)*.id
  }
}
