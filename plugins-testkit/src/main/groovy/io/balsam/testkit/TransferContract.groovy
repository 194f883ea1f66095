package io.balsam.testkit

import io.balsam.spi.ErrorKind
import io.balsam.spi.PluginException
import io.balsam.spi.Transfer
import io.balsam.spi.TransferItem
import io.balsam.spi.TransferReport
import io.balsam.spi.TransferState
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/**
 * What every transfer promises. It moves files from one folder of this machine to another; where a
 * transfer's locations are no paths, {@link #location} says how one is written.
 */
abstract class TransferContract extends Specification {

  @TempDir
  Path folder

  /** The transfer under test. */
  abstract Transfer transfer()

  /** How this transfer writes a file of this machine. */
  String location(Path path) { path.toString() }

  /** How long a task of a few bytes may take. */
  Duration patience() { Duration.ofSeconds(30) }

  /** Whether what arrives is a copy of its own, and no link to the source. */
  boolean copies() { true }

  def "a batch of files arrives, in folders that did not exist"() {
    given:
    def names = ['a.txt', "it's", 'two words', 'grün\$x']
    names.each { file("from/$it", "text of $it") }

    when:
    def report = move(names.collect { item("from/$it", "to/deep/$it") })

    then:
    report.state() == TransferState.DONE
    names.every { at("to/deep/$it").text == "text of $it" }
  }

  def "a directory arrives with all below it"() {
    given:
    file('from/a.txt', 'a')
    file('from/sub/b.txt', 'b')
    Files.createDirectories(at('from/empty'))

    when:
    def report = move([item('from', 'to/copy', true)])

    then:
    report.state() == TransferState.DONE
    at('to/copy/a.txt').text == 'a'
    at('to/copy/sub/b.txt').text == 'b'
    Files.isDirectory(at('to/copy/empty'))
  }

  def "what lies at the destination is replaced, so that a task can be given twice"() {
    given:
    file('from/a.txt', 'new')
    file('to/a.txt', 'old and longer')

    expect:
    move([item('from/a.txt', 'to/a.txt')]).state() == TransferState.DONE
    move([item('from/a.txt', 'to/a.txt')]).state() == TransferState.DONE
    at('to/a.txt').text == 'new'
    at('from/a.txt').text == 'new'
  }

  def "nothing is left beside what was moved"() {
    given:
    file('from/a.txt', 'a')

    when:
    move([item('from/a.txt', 'to/a.txt')])

    then:
    at('to').toFile().list().toList() == ['a.txt']
  }

  @Requires(value = { instance.copies() }, reason = 'it does not copy: what arrives is the source itself')
  def "what arrived does not change with its source"() {
    given:
    file('from/a.txt', 'before')

    when:
    move([item('from/a.txt', 'to/a.txt')])
    at('from/a.txt').text = 'after'

    then:
    at('to/a.txt').text == 'before'
  }

  def "a source that is not there is the user's mistake, and is named"() {
    given:
    file('from/a.txt', 'a')

    when:
    def report = move([item('from/a.txt', 'to/a.txt'), item('from/none.txt', 'to/none.txt')])

    then:
    report.state() == TransferState.FAILED
    report.error() == ErrorKind.USER
    report.message().contains('none.txt')
    !Files.exists(at('to/none.txt'))
  }

  def "each id asked for is answered, one never heard of with UNKNOWN"() {
    given:
    file('from/a.txt', 'a')
    def transfer = transfer()
    def ids = (1..2).collect { transfer.submit([item('from/a.txt', "to/$it")]) }

    when:
    def reports = transfer.status(ids + 'never-heard-of')

    then:
    ids.toSet().size() == 2
    reports.keySet() == (ids + 'never-heard-of').toSet()
    reports['never-heard-of'].state() == TransferState.UNKNOWN
    ids.every { reports[it].state() in [TransferState.ACTIVE, TransferState.DONE] }
  }

  def "giving up what has ended or is unknown is no error and takes nothing away"() {
    given:
    file('from/a.txt', 'a')
    def transfer = transfer()
    def id = transfer.submit([item('from/a.txt', 'to/a.txt')])
    ended(transfer, id)

    when:
    transfer.cancel(id)
    transfer.cancel('never-heard-of')

    then:
    at('to/a.txt').text == 'a'
  }

  /** Moves a batch and waits for the end; a refusal counts as a failed report. */
  TransferReport move(List<TransferItem> items) {
    def transfer = transfer()
    try {
      ended(transfer, transfer.submit(items))
    } catch (PluginException e) {
      new TransferReport(TransferState.FAILED, e.message, e.kind())
    }
  }

  /** An item between two paths below {@link #folder}. */
  TransferItem item(String from, String to, boolean recursive = false) {
    new TransferItem(location(at(from)), location(at(to)), recursive)
  }

  Path at(String path) { folder.resolve(path) }

  Path file(String path, String text) {
    Files.createDirectories(at(path).parent)
    Files.writeString(at(path), text)
  }

  TransferReport ended(Transfer transfer, String id) {
    new PollingConditions(timeout: patience().toSeconds(), delay: 0.05).eventually {
      transfer.status([id])[id].state() in [TransferState.DONE, TransferState.FAILED]
    }
    transfer.status([id])[id]
  }
}
