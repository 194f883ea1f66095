package io.balsam.testkit

import io.balsam.spi.ErrorKind
import io.balsam.spi.PluginException
import io.balsam.spi.Transfer
import io.balsam.spi.TransferItem
import io.balsam.spi.TransferReport
import io.balsam.spi.TransferState
import java.nio.file.Files
import java.nio.file.LinkOption
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/**
 * What every transfer promises. It moves files from one folder of this machine to another; one of
 * the two stands for a place that is reached by a URL where {@link #source} or {@link #destination}
 * says so. A transfer that moves files both ways extends the contract twice.
 */
abstract class TransferContract extends Specification {

  @TempDir
  Path folder

  /** The transfer under test. */
  abstract Transfer transfer()

  /** How a source is written that is this file; a path where files are moved away from here. */
  String source(Path path) { path.toString() }

  /** How a destination is written that is this file; a path where files are brought here. */
  String destination(Path path) { path.toString() }

  /** How long a task of a few bytes may take. */
  Duration patience() { Duration.ofSeconds(30) }

  /** Whether what arrives is a copy of its own, and no link to the source. */
  boolean copies() { true }

  /** Whether directories are moved, and not only files. */
  boolean movesDirectories() { true }

  /** Whether it tells the ends of its tasks, and need not be asked. */
  boolean tellsEnds() { false }

  /** Whether a file can have this name; others must be refused. */
  boolean takesName(String name) { true }

  def "a batch of files arrives, in folders that did not exist"() {
    given:
    def names = ['a.txt', "it's", 'two words', 'grün\$x'].findAll { takesName(it) }
    names.each { file("from/$it", "text of $it") }

    when:
    def report = move(names.collect { item("from/$it", "to/deep/$it") })

    then:
    report.state() == TransferState.DONE
    names.every { at("to/deep/$it").text == "text of $it" }
  }

  @Requires(value = { instance.movesDirectories() }, reason = 'it moves files only')
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

  def "files at the destination are replaced, so that a transfer can be repeated"() {
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
    with(report.faults() ? report.faults()[0] : report) {
      (it instanceof TransferReport ? it.error() : it.kind()) == ErrorKind.USER
      it.message().contains('none.txt')
    }
    report.state() == TransferState.FAILED || report.faults().size() == 1
    !Files.exists(at('to/none.txt'))
  }

  @Requires(value = { instance.copies() && instance.movesDirectories() }, reason = 'it does not copy directories')
  def "links below a directory are not followed out of it"() {
    given:
    file('secret.txt', 'not to be moved')
    file('from/a.txt', 'a')
    Files.createSymbolicLink(at('from/inside'), Path.of('a.txt'))
    Files.createSymbolicLink(at('from/outside'), Path.of('../secret.txt'))

    when:
    move([item('from', 'to/copy', true)])

    then: 'a link that leads out stays a link, or does not arrive'
    at('to/copy/a.txt').text == 'a'
    !Files.exists(at('to/copy/outside'), LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(at('to/copy/outside'))
  }

  def "empty files, hidden files and names that a shell or a list would read otherwise arrive as they are"() {
    given:
    def names = ['empty', '.hidden', '-n', 'a\nb', ' x ', "q'\"`", '*', '100%', '#1', '[a]', 'a:b', 'ü', '\\back'].findAll { takesName(it) }
    names.each { file("from/$it", it == 'empty' ? '' : "text of $it") }

    when:
    def report = move(names.collect { item("from/$it", "to/$it") })

    then:
    report.state() == TransferState.DONE
    report.faults().empty
    names.every { at("to/$it").text == (it == 'empty' ? '' : "text of $it") }
    at('to').toFile().list().toList().toSet() == names.toSet()
  }

  def "an item whose source is missing does not keep the others of its batch, or the batch fails as a whole"() {
    given:
    file('from/a.txt', 'a')

    when:
    def report = move([item('from/none.txt', 'to/none.txt'), item('from/a.txt', 'to/a.txt')])

    then:
    report.state() == TransferState.FAILED && report.error() == ErrorKind.USER && report.message().contains('none.txt') ||
        report.state() == TransferState.DONE && report.faults()*.item() == [0] && report.faults()[0].kind() == ErrorKind.USER &&
        at('to/a.txt').text == 'a'
    !Files.exists(at('to/none.txt'))
  }

  def "a repeated submission moves everything again, or nothing, and succeeds"() {
    given:
    file('from/a.txt', 'a')
    def transfer = transfer()
    def submission = transfer.newSubmission()
    def items = [item('from/a.txt', 'to/a.txt')]

    when:
    def ids = (1..2).collect { transfer.submit(submission, items) }

    then:
    ids.every { ended(transfer, it).state() == TransferState.DONE }
    at('to/a.txt').text == 'a'
    at('to').toFile().list().toList() == ['a.txt']
  }

  @Requires(value = { instance.copies() }, reason = 'it does not copy: there is nothing to compare')
  def "contents are compared where an item asks for that"() {
    given:
    file('from/a.txt', 'a' * 100_000)

    expect:
    move([new TransferItem(source(at('from/a.txt')), destination(at('to/a.txt')), false, true)]).state() == TransferState.DONE
    at('to/a.txt').text == 'a' * 100_000
  }

  def "the transfer can be used, or says why not"() {
    expect:
    transfer().unavailable() == Optional.empty()
  }

  def "each id is answered, an unknown one with UNKNOWN"() {
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

    cleanup: 'nothing is written any more when the folder is removed'
    ids.each { ended(transfer, it) }
  }

  @Requires(value = { instance.tellsEnds() }, reason = 'it is asked for the ends of its tasks')
  def "the end of a task is told once it is reported"() {
    given:
    file('from/a.txt', 'a')
    def transfer = transfer()
    def told = new LinkedBlockingQueue<TransferReport>()
    def ids = new LinkedBlockingQueue<String>()

    when:
    def tells = transfer.tellEnds {
      ids << it
      told << transfer.status([it])[it]
    }
    def id = transfer.submit([item('from/a.txt', 'to/a.txt')])

    then:
    tells
    ids.poll(patience().toSeconds(), TimeUnit.SECONDS) == id
    told.poll(patience().toSeconds(), TimeUnit.SECONDS).state() == TransferState.DONE
  }

  def "cancelling an ended or unknown transfer is not an error and removes nothing"() {
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
    new TransferItem(source(at(from)), destination(at(to)), recursive)
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
