package io.balsam.local

import io.balsam.spi.PluginConfig
import io.balsam.spi.Transfer
import io.balsam.testkit.TestContext
import io.balsam.testkit.TransferContract
import java.nio.file.Files

class LinkSpec extends TransferContract {

  @Override
  Transfer transfer() { new LinkTransferProvider().create(PluginConfig.empty(), TestContext.real(folder)) }

  @Override
  boolean copies() { false }

  def "a file or a whole directory is one symbolic link to the source"() {
    given:
    file('from/a.txt', 'a')

    when:
    move([item('from/a.txt', 'to/a.txt'), item('from', 'to/all', true)])

    then:
    Files.readSymbolicLink(at('to/a.txt')) == at('from/a.txt')
    Files.readSymbolicLink(at('to/all')) == at('from')
  }

  def "a link to a directory is replaced, not followed"() {
    given:
    file('one/a.txt', '1')
    file('two/a.txt', '2')

    when:
    move([item('one', 'to', true)])
    move([item('two', 'to', true)])

    then:
    at('to/a.txt').text == '2'
    at('one').toFile().list().toList() == ['a.txt']
  }
}
