package io.balsam.globus

import io.balsam.spi.TransferItem
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** Files that leave under their own names, where a request for each would take too long. */
class DirectOutSpec extends Specification implements GlobusSpecification {

  @TempDir
  Path folder
  Path source
  Path target

  def setup() {
    startGlobus()
    source = Files.createDirectories(folder.resolve('source/tree'))
    target = Files.createDirectories(folder.resolve('target'))
    ['a', 'b'].each { source.resolve("../$it").text = "new $it" }
    source.resolve('c').text = 'new c'
  }

  def cleanup() { globus.close() }

  private TransferItem item(String name, boolean recursive = false) {
    new TransferItem(source.parent.resolve(name).toString(), url(there, target.resolve(name)), recursive)
  }

  private int renames() { globus.requests.count { it.endsWith('/rename') } as int }

  def "no request is made for a file, a directory still arrives whole, and an older file of the same size is replaced"() {
    given:
    target.resolve('a').text = 'old a'
    def transfer = transferOf(folder.resolve('site'), [rename: false])

    when:
    def report = ended(transfer, transfer.submit([item('a'), item('b'), item('tree', true)]))

    then:
    report.faults() == []
    ['a', 'b', 'tree/c'].every { target.resolve(it).text == "new ${it[-1]}" }
    renames() == 1
    target.toFile().list().toList().toSorted() == ['a', 'b', 'tree']
  }

  def "what does not arrive leaves the file of that name alone"() {
    given:
    target.resolve('x').text = 'kept'
    def transfer = transferOf(folder.resolve('site'), [rename: false])

    when:
    def report = ended(transfer, transfer.submit([item('a'), item('x')]))

    then:
    report.faults()*.item() == [1]
    target.resolve('a').text == 'new a'
    target.resolve('x').text == 'kept'
  }

  def "files that come are renamed all the same"() {
    given:
    def transfer = transferOf(folder.resolve('site'), [rename: false])

    when:
    transfer.submit([new TransferItem(url(there, source.resolve('c')), target.resolve('c').toString(), false)])

    then:
    globus.posted.find { it.DATA_TYPE == 'transfer' }.DATA*.destination_path.every { it.contains('/.balsam-') }
  }
}
