package io.balsam.globus

import static io.balsam.spi.ErrorKind.SITE
import static io.balsam.spi.ErrorKind.TRANSIENT
import static io.balsam.spi.ErrorKind.USER

import io.balsam.spi.TransferItem
import io.balsam.spi.TransferState
import java.nio.file.Files
import java.nio.file.Path
import java.time.Clock
import java.time.Duration
import java.time.Instant
import java.time.ZoneOffset
import java.util.concurrent.CountDownLatch
import spock.lang.Specification
import spock.lang.TempDir

/** What becomes of items when a task of Globus does not simply succeed. */
class TaskFaultsSpec extends Specification implements GlobusSpecification {

  @TempDir
  Path folder

  def setup() {
    startGlobus()
    ['a', 'b', 'c'].each { file("from/$it", "text of $it") }
  }

  def cleanup() { globus.close() }

  def "a missing source that keeps Globus trying is found in the events, and the task is cancelled"() {
    given:
    globus.behaviour.keepsMissing = true
    globus.behaviour.plainDetails = plain
    def transfer = transferOf(folder.resolve('site'))

    when:
    def report = ended(transfer, transfer.submit([incoming('a'), incoming('none'), incoming('b')]))

    then:
    report.state() == TransferState.DONE
    report.faults()*.item() == [1]
    report.faults()[0].kind() == USER
    report.faults()[0].message().contains("${at('from/none')}: FILE_NOT_FOUND")
    at('to').toFile().list().sort() == ['a', 'b']

    where:
    plain << [false, true]
  }

  def "#code is nothing that time mends"() {
    given:
    globus.behaviour.errors = ['/from/b': code]
    def transfer = transferOf(folder.resolve('site'))

    when:
    def report = ended(transfer, transfer.submit([incoming('a'), incoming('b')]))

    then:
    with(report.faults()[0]) { item() == 1 && kind() == USER && message().contains(code) && message().endsWith(words) }
    report.faults().size() == 1
    at('to').toFile().list() == ['a'] as String[]

    where:
    code                | words
    'PERMISSION_DENIED' | ''
    'NO_SPACE_LEFT'     | ': No space left on device'
    'QUOTA_EXCEEDED'    | ': Disk quota exceeded'
    'NOT_A_DIRECTORY'   | ''
    'INVALID_PATH_NAME' | ''
  }

  def "a directory that is asked for as a file is the user's mistake"() {
    given:
    file('from/sub/x', 'x')
    def transfer = transferOf(folder.resolve('site'))

    when:
    def report = ended(transfer, transfer.submit([incoming('sub')]))

    then:
    report.state() == TransferState.DONE
    with(report.faults()[0]) { kind() == USER && message().contains('IS_A_DIRECTORY') }
  }

  def "while anything else can go on, a task with a lasting error is left alone; when nothing has moved for minutes it is given up"() {
    given:
    globus.behaviour.errors = ['/from/b': 'CONNECT_FAILED', '/from/none': 'FILE_NOT_FOUND']
    def clock = new SettableClock()
    def transfer = transferOf(folder.resolve('site'), [:], clock)

    when:
    def id = transfer.submit([incoming('a'), incoming('b'), incoming('none')])
    reported(transfer, id) { it.message() == 'file not found' || it.message() == 'connect failed' }
    3.times { transfer.status([id]) }

    then: 'what has arrived has no name of its own yet'
    globus.count("POST /v0.10/task/$id/cancel") == 0
    !Files.exists(at('to/a'))

    when:
    clock.now += Duration.ofMinutes(6)
    def report = ended(transfer, id)

    then:
    globus.count("POST /v0.10/task/$id/cancel") == 1
    report.state() == TransferState.DONE
    report.faults()*.kind() == [TRANSIENT, USER]
    report.faults()*.item() == [1, 2]
    at('to').toFile().list() == ['a'] as String[]
  }

  def "a task that ends half done has brought what it has brought, #direction"() {
    given:
    globus.behaviour.breaksAfter = 1
    def transfer = transferOf(folder.resolve('site'))

    when:
    def report = ended(transfer, transfer.submit(['a', 'b', 'c'].collect { direction == 'in' ? incoming(it) : outgoing(it) }))

    then:
    report.state() == TransferState.DONE
    report.faults()*.item() == [1, 2]
    report.faults().every { it.kind() == TRANSIENT && it.message().contains('EXPIRED') }
    at('to').toFile().list() == ['a'] as String[]
    at('to/a').text == 'text of a'

    where:
    direction << ['in', 'out']
  }

  def "a task that brought nothing has failed, and may be tried again"() {
    given:
    globus.behaviour.breaksAfter = 0
    def transfer = transferOf(folder.resolve('site'))

    expect:
    with(ended(transfer, transfer.submit([incoming('a')]))) {
      state() == TransferState.FAILED && error() == TRANSIENT && message().contains('EXPIRED')
    }
  }

  def "a quota that ends a task is the user's to mend"() {
    given:
    globus.behaviour.breaksAfter = 1
    globus.behaviour.fatal = 'QUOTA_EXCEEDED'
    def transfer = transferOf(folder.resolve('site'))

    expect:
    with(ended(transfer, transfer.submit([incoming('a'), incoming('b')]))) {
      faults()*.item() == [1] && faults()[0].kind() == USER && faults()[0].message().contains('QUOTA_EXCEEDED')
    }
  }

  def "a directory of which a file could not be read has not arrived"() {
    given:
    globus.behaviour.unreadable = ['secret']
    file('from/sub/x', 'x')
    file('from/sub/secret', 'x')
    def transfer = transferOf(folder.resolve('site'))

    when:
    def report = ended(transfer, transfer.submit([incoming('sub', true), incoming('a')]))

    then:
    with(report.faults()[0]) { item() == 0 && kind() == USER && message().contains('sub/secret: PERMISSION_DENIED') }
    report.faults().size() == 1
    at('to').toFile().list() == ['a'] as String[]
  }

  def "a task that waits for somebody says what to type, one that is paused says so"() {
    given:
    globus.behaviour."$what" = true
    def transfer = transferOf(folder.resolve('site'))
    def id = transfer.submit([incoming('a')])

    expect:
    with(transfer.status([id])[id]) { state() == TransferState.INACTIVE && message().contains(words) && message().contains(own) }

    where:
    what       | words                           | own
    'inactive' | 'balsam transfer login globus'  | 'credentials expired'
    'paused'   | 'paused by a manager'           | 'paused by the administrator'
  }

  def "many slow tasks are active, and asked after with one question"() {
    given:
    globus.behaviour.gate = new CountDownLatch(1)
    def transfer = transferOf(folder.resolve('site'))
    def ids = ['a', 'b', 'c'].collect { transfer.submit([incoming(it)]) }

    when:
    def reports = transfer.status(ids)

    then:
    reports.values().every { it.state() == TransferState.ACTIVE }
    globus.count('GET /v0.10/task_list') == 1

    when:
    globus.behaviour.gate.countDown()

    then:
    ids.every { ended(transfer, it).state() == TransferState.DONE }
  }

  def "a task is settled once, however often it is asked after meanwhile"() {
    given:
    def transfer = transferOf(folder.resolve('site'))
    def ids = (1..10).collect { transfer.submit([outgoing('a', "to/$it")]) }

    when:
    def threads = (1..3).collect { Thread.start { 20.times { transfer.status(ids) } } }
    threads*.join()

    then:
    ids.every { ended(transfer, it).state() == TransferState.DONE }
    globus.count("POST /v0.10/operation/endpoint/$there/rename") == 10
  }

  def "a site that starts again knows its tasks, also those that it had settled"() {
    given:
    def first = transferOf(folder.resolve('site'))
    def id = first.submit([incoming('a'), incoming('none')])
    if (settled) {
      ended(first, id)
    }

    expect:
    with(ended(transferOf(folder.resolve('site')), id)) { state() == TransferState.DONE && faults()*.item() == [1] }
    at('to').toFile().list() == ['a'] as String[]

    where:
    settled << [false, true]
  }

  def "a task of which the site has lost its record is to be submitted again"() {
    given:
    def transfer = transferOf(folder.resolve('site'))
    def id = transfer.submit([incoming('a')])
    at("site/.balsam/globus/${id}.json").text = '{"task'

    expect:
    with(ended(transferOf(folder.resolve('site')), id)) { state() == TransferState.FAILED && error() == TRANSIENT }
  }

  def "a task that is cancelled leaves nothing beside what it has brought"() {
    given:
    globus.behaviour.errors = ['/from/b': 'CONNECT_FAILED']
    def transfer = transferOf(folder.resolve('site'))
    def id = transfer.submit([incoming('a'), incoming('b')])
    reported(transfer, id) { it.files() == 1 }

    when:
    transfer.cancel(id)
    ended(transfer, id)

    then:
    at('to').toFile().list() == ['a'] as String[]
  }

  def "directories are added to on another collection, and nothing is left of what was there under another name"() {
    given:
    file('from/sub/a', 'new')
    file('from/sub/deep/b', 'new')
    file('to/sub/a', 'old')
    file('to/sub/deep/c', 'kept')
    def transfer = transferOf(folder.resolve('site'))

    when:
    def report = ended(transfer, transfer.submit([outgoing('sub', true)]))

    then:
    report.state() == TransferState.DONE && report.faults().empty
    at('to/sub/a').text == 'new'
    at('to/sub/deep/b').text == 'new'
    at('to/sub/deep/c').text == 'kept'
    globus.tasks.all.values().every { task -> task.ended || waited { task.ended } }
    at('to').toFile().list() == ['sub'] as String[]
    at('to/sub').toFile().list().sort() == ['a', 'deep']
  }

  def "no file is put over a directory"() {
    given:
    file('to/a/keep', 'kept')
    def transfer = transferOf(folder.resolve('site'))

    when:
    def report = ended(transfer, transfer.submit([direction == 'in' ? incoming('a') : outgoing('a')]))

    then:
    with(report.faults()[0]) { kind() == USER && message().contains('is a directory') }
    at('to/a/keep').text == 'kept'

    where:
    direction << ['in', 'out']
  }

  def "what Globus says it has brought and is not here points to endpoint_path"() {
    given:
    def transfer = transferOf(folder.resolve('site'), [endpoint_path: [(folder.toString()): at('elsewhere').toString()]])
    file('to/a', 'old')

    when:
    def report = ended(transfer, transfer.submit([incoming('a')]))

    then:
    with(report.faults()[0]) { kind() == SITE && message().contains('endpoint_path') }
    at('to/a').text == 'old'
  }

  private boolean waited(Closure condition) {
    new spock.util.concurrent.PollingConditions(timeout: 10).eventually { assert condition() }
    true
  }

  private TransferItem incoming(String name, boolean recursive = false) {
    new TransferItem(url(there, at("from/$name")), at("to/$name").toString(), recursive)
  }

  private TransferItem outgoing(String name, String to) {
    new TransferItem(at("from/$name").toString(), url(there, at(to)), false)
  }

  private TransferItem outgoing(String name, boolean recursive = false) {
    new TransferItem(at("from/$name").toString(), url(there, at("to/$name")), recursive)
  }

  private Path at(String path) { folder.resolve(path) }

  private Path file(String path, String text) {
    Files.createDirectories(at(path).parent)
    Files.writeString(at(path), text)
  }

  private static class SettableClock extends Clock {
    Instant now = Instant.now()
    ZoneOffset zone = ZoneOffset.UTC

    @Override
    Instant instant() { now }

    @Override
    Clock withZone(java.time.ZoneId zone) { this }
  }
}
