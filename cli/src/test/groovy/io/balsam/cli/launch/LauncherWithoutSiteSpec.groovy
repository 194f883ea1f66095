package io.balsam.cli.launch

import io.balsam.cli.Shell
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class LauncherWithoutSiteSpec extends Specification {

  @TempDir Path dir

  def "a launcher in a directory that is not a site says so at once, and leaves no files"() {
    given:
    def shell = new Shell(dir)
    def before = shell.directory.toFile().list() as Set

    expect:
    shell.balsam('launcher') == 2
    shell.err == "balsam: $shell.directory is not a site with an agent: 'balsam site init DIR' creates one\n"
    shell.out == ''
    shell.directory.toFile().list() as Set == before
  }
}
