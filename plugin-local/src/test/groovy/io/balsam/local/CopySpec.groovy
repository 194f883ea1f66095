package io.balsam.local

import io.balsam.spi.ErrorKind
import io.balsam.spi.PluginConfig
import io.balsam.spi.Transfer
import io.balsam.spi.TransferItem
import io.balsam.spi.TransferState
import io.balsam.testkit.TestContext
import io.balsam.testkit.TransferContract
import java.nio.file.Files
import java.nio.file.Path

class CopySpec extends TransferContract {

  @Override
  Transfer transfer() { new CopyTransferProvider().create(PluginConfig.empty(), TestContext.real(folder)) }

  def "permissions and times are kept"() {
    given:
    def script = file('from/run.sh', 'true').toFile()
    script.executable = true
    script.lastModified = 1_600_000_000_000

    when:
    move([item('from/run.sh', 'to/run.sh')])

    then:
    at('to/run.sh').toFile().canExecute()
    at('to/run.sh').toFile().lastModified() == 1_600_000_000_000
  }

  def "a link within a tree stays a link, a link as the source is followed"() {
    given:
    file('from/a.txt', 'a')
    Files.createSymbolicLink(at('from/link'), at('from/a.txt').fileName)
    Files.createSymbolicLink(at('tree'), at('from'))

    when:
    move([item('tree', 'to', true), item('from/link', 'single')])

    then:
    Files.isSymbolicLink(at('to/link'))
    at('to/link').text == 'a'
    !Files.isSymbolicLink(at('single'))
    at('single').text == 'a'
  }

  def "a link out of a tree leads to the same from its copy, one that leads nowhere or in a circle stays"() {
    given:
    file('from/deep/a.txt', 'a')
    file('beside.txt', 'b')
    Files.createSymbolicLink(at('from/deep/out'), Path.of('../../beside.txt'))
    Files.createSymbolicLink(at('from/deep/in'), Path.of('../deep/a.txt'))
    Files.createSymbolicLink(at('from/none'), Path.of('none'))
    Files.createSymbolicLink(at('from/deep/circle'), Path.of('..'))

    when:
    def report = move([item('from', 'far/away/to', true)])

    then:
    report.state() == TransferState.DONE
    at('far/away/to/deep/out').text == 'b'
    Files.readSymbolicLink(at('far/away/to/deep/in')) == Path.of('../deep/a.txt')
    Files.readSymbolicLink(at('far/away/to/none')) == Path.of('none')
    Files.readSymbolicLink(at('far/away/to/deep/circle')) == Path.of('..')

    cleanup: 'the folder is emptied through links'
    Files.deleteIfExists(at('from/deep/circle'))
    Files.deleteIfExists(at('far/away/to/deep/circle'))
  }

  def "a pipe has no end and is not copied: #where"() {
    given:
    file('from/a.txt', 'a')
    assert ['mkfifo', at('from/pipe').toString()].execute().waitFor() == 0

    when:
    def report = move([item(source, 'to', recursive)])

    then:
    report.state() == TransferState.FAILED
    report.error() == ErrorKind.USER
    report.message().contains('a pipe, a socket or a device')

    where:
    where       | source      | recursive
    'itself'    | 'from/pipe' | false
    'in a tree' | 'from'      | true
  }

  def "a directory is merged into the one that is there"() {
    given:
    file('from/a.txt', 'new')
    file('to/a.txt', 'old')
    file('to/mine.txt', 'mine')

    when:
    move([item('from', 'to', true)])

    then:
    at('to/a.txt').text == 'new'
    at('to/mine.txt').text == 'mine'
  }

  def "a mistake is found before anything is moved: #what"() {
    given:
    file('from/a.txt', 'a')

    when:
    def report = move([item('from/a.txt', 'to/a.txt'), new TransferItem(source(folder), destination(folder), false)])

    then:
    report.state() == TransferState.FAILED
    report.error() == ErrorKind.USER
    report.message() == message(folder)
    !Files.exists(at('to'))

    where:
    what                   | source               | destination     | message
    'a relative source'    | { 'from/a.txt' }     | { "$it/b.txt" } | { "cp from/a.txt to $it/b.txt: both paths must be absolute" }
    'a relative end'       | { "$it/from/a.txt" } | { 'b.txt' }     | { "cp $it/from/a.txt to b.txt: both paths must be absolute" }
    'a missing source'     | { "$it/x" }          | { "$it/b.txt" } | { "cp $it/x to $it/b.txt: the source does not exist" }
    'an unasked directory' | { "$it/from" }       | { "$it/b" }     | { "cp $it/from to $it/b: it is a directory: its slot needs 'recursive: true'" }
  }

  def "a directory where a file shall go is the user's to clear"() {
    given:
    file('from/a.txt', 'a')
    file('to/a.txt/inside', '')

    expect:
    with(move([item('from/a.txt', 'to/a.txt')])) {
      error() == ErrorKind.USER
      message().contains("${at('to/a.txt')}")
    }
    at('to').toFile().list().toList() == ['a.txt']
  }

  def "a file in the place of a directory is the user's to clear"() {
    given:
    file('from/a', 'a')
    file('to', 'mine')

    expect:
    with(move([item('from', 'to', true)])) { error() == ErrorKind.USER && message().contains("${at('to')}") }
    at('to').text == 'mine'
  }

  def "a directory appears when all of it is there, or not at all"() {
    given:
    (1..50).each { file("from/$it", "text $it") }
    assert ['mkfifo', at('from/sub').toFile().tap { it.mkdirs() }.toString() + '/pipe'].execute().waitFor() == 0
    def parts = Files.createDirectories(at('to'))

    expect:
    move([item('from', 'to/copy', true)]).state() == TransferState.FAILED
    parts.toFile().list() == [] as String[]
  }

  def "what differs from its source after the copy does not appear: #source"() {
    when: 'a source whose contents are others each time'
    def report = move([new TransferItem(source, destination(at('to/copy')), recursive, true)])

    then:
    report.state() == TransferState.FAILED
    report.error() == ErrorKind.TRANSIENT
    report.message() == "cp $source to ${at('to/copy')}: the copy differs from its source"
    at('to').toFile().list() == [] as String[]

    where:
    source                          | recursive
    '/proc/sys/kernel/random/uuid'  | false
    '/proc/sys/kernel/random'       | true
  }
}
