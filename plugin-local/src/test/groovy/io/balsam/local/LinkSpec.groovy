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
    Files.isSymbolicLink(at('to/a.txt'))
    at('to/a.txt').toRealPath() == at('from/a.txt').toRealPath()
    Files.isSymbolicLink(at('to/all'))
    at('to/all').toRealPath() == at('from').toRealPath()
  }

  def "a link inside of the site is right when the site is moved, one to the outside stays absolute"() {
    given:
    def site = Files.createDirectories(at('site'))
    def links = new LinkTransferProvider().create(PluginConfig.empty(), TestContext.real(site))
    file('site/in/a.txt', 'a')
    file('outside/b.txt', 'b')

    when:
    links.submit([item('site/in/a.txt', 'site/data/job/a.txt'), item('outside/b.txt', 'site/data/job/b.txt')])

    then:
    Files.readSymbolicLink(at('site/data/job/a.txt')).toString() == '../../in/a.txt'
    Files.readSymbolicLink(at('site/data/job/b.txt')) == at('outside/b.txt')

    when:
    Files.move(site, at('moved'))

    then:
    at('moved/data/job/a.txt').text == 'a'
    at('moved/data/job/b.txt').text == 'b'
  }

  def "a link in a directory that is elsewhere in truth is absolute"() {
    given:
    def site = Files.createDirectories(at('site'))
    def links = new LinkTransferProvider().create(PluginConfig.empty(), TestContext.real(site))
    Files.createDirectories(at('scratch'))
    Files.createSymbolicLink(at('site/data'), at('scratch'))
    file('site/in/a.txt', 'a')

    when:
    links.submit([item('site/in/a.txt', 'site/data/job/a.txt')])

    then:
    at('scratch/job/a.txt').text == 'a'
    Files.readSymbolicLink(at('scratch/job/a.txt')).absolute
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
