package io.balsam.cli.transfer

import io.balsam.cli.Shell
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class TransferLoginSpec extends Specification {

  @TempDir Path dir

  def "a login is refused in one line where there is none: #words"() {
    given:
    def shell = new Shell(dir)

    expect:
    shell.balsam('transfer', 'login', *words) == 2
    shell.err.readLines().size() == 1
    shell.err.contains(message)

    where:
    words   || message
    ['cp']  || "the transfer 'cp' needs no login"
    ['cpp'] || "unknown transfer 'cpp': did you mean 'cp'?"
    []      || 'TRANSFER is missing'
  }
}
