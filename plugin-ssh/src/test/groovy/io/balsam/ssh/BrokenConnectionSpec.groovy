package io.balsam.ssh

import io.balsam.spi.ErrorKind
import io.balsam.spi.TransferState
import io.balsam.testkit.Sshd
import java.nio.file.Files
import spock.lang.AutoCleanup
import spock.lang.Requires

@Requires(value = { Sshd.missing('rsync').empty }, reason = 'no sshd, ssh or rsync on this machine')
class BrokenConnectionSpec extends Batches {

  @AutoCleanup
  Sshd sshd = Sshd.start()

  def "a file whose connection breaks does not appear, and goes on from what had arrived: #direction"() {
    given:
    def source = big('from/big', 12)
    def settings = [ssh: sshd.ssh(), program: "${noted()}"]
    def slow = rsync(settings + [flags: ['--bwlimit=4000']])
    def id = slow.submit([item(incoming, 'from/big', 'to/big')])

    when: 'some of it has arrived'
    soon.eventually { assert below(at('site')).plus(below(at('to'))).any { it.fileName.toString().startsWith('.big.') && Files.size(it) > 2_000_000 } }
    sshd.kill()
    def report = ended(slow, id)

    then:
    report.state() == TransferState.FAILED
    report.error() == ErrorKind.TRANSIENT
    !Files.exists(at('to/big'))

    when:
    sshd.serve()
    def next = move(rsync(settings), [item(incoming, 'from/big', 'to/big')])

    then:
    next.state() == TransferState.DONE
    next.faults().empty
    Files.mismatch(source, at('to/big')) == -1
    matched() > 1_000_000
    at('to').toFile().list().toList() == ['big']
    below(at('site')).empty

    where:
    direction | incoming
    'in'      | true
    'out'     | false
  }

  def "what had arrived is of use to another batch, in which other files are first"() {
    given:
    def source = big('from/tree/big', 12)
    file('from/tree/small', 'small')
    def settings = [ssh: sshd.ssh(), program: "${noted()}"]
    def slow = rsync(settings + [flags: ['--bwlimit=4000']])
    def id = slow.submit([item(true, 'from/tree', 'to/tree', true)])

    when:
    soon.eventually { assert below(at('site')).any { it.fileName.toString().startsWith('.big.') && Files.size(it) > 2_000_000 } }
    sshd.kill()
    ended(slow, id)
    sshd.serve()
    file('from/other', 'other')
    def next = move(rsync(settings), [item(true, 'from/other', 'to/other'), item(true, 'from/tree/big', 'to/big')])

    then:
    next.faults().empty
    !Files.exists(at('to/tree'))
    Files.mismatch(source, at('to/big')) == -1
    matched() > 1_000_000
  }

  def "what a killed Balsam had begun is used, and removed: #left"() {
    given: 'the hidden directory of a process that does not exist'
    def source = big('from/big', 2)
    def ended = new ProcessBuilder('true').start().tap { waitFor() }.pid()
    def hidden = at("site/.balsam/rsync/$ended,x,in testhost/tree").resolve(source.toString().substring(1))
    def file = hidden.parent.resolve(left)
    Files.createDirectories(file.parent)
    Files.write(file, source.bytes[0..999_999] as byte[])

    when:
    def report = move(rsync(ssh: sshd.ssh(), program: "${noted()}"), [item(true, 'from/big', 'to/big')])

    then:
    report.faults().empty
    Files.mismatch(source, at('to/big')) == -1
    matched() > 900_000
    below(at('site')).empty

    where:
    left << ['.balsam-partial/big', '.big.aBc123']
  }

  def "a directory appears when it is complete, not before: #direction"() {
    given:
    big('from/tree/big', 8)
    file('from/tree/a', 'a')
    def slow = rsync(ssh: sshd.ssh(), flags: ['--bwlimit=4000'])

    when:
    def id = slow.submit([item(incoming, 'from/tree', 'to/tree', true)])
    soon.eventually { assert below(at('site')).plus(below(at('to'))).any { it.fileName.toString().startsWith('.big.') && Files.size(it) > 2_000_000 } }

    then:
    !Files.exists(at('to/tree'))

    when:
    sshd.kill()

    then:
    ended(slow, id).state() == TransferState.FAILED
    !Files.exists(at('to/tree'))

    when:
    sshd.serve()

    then:
    move(rsync(ssh: sshd.ssh()), [item(incoming, 'from/tree', 'to/tree', true)]).faults().empty
    at('to/tree/a').text == 'a'
    Files.mismatch(at('from/tree/big'), at('to/tree/big')) == -1
    at('to').toFile().list().toList() == ['tree']

    where:
    direction | incoming
    'in'      | true
    'out'     | false
  }

  def "what is cancelled leaves no half file under its name, and its processes end: #direction"() {
    given:
    big('from/big', 12)
    def slow = rsync(ssh: sshd.ssh(), flags: ['--bwlimit=4000'])
    def id = slow.submit([item(incoming, 'from/big', 'to/big')])
    soon.eventually { assert below(at('site')).plus(below(at('to'))).any { it.fileName.toString().startsWith('.big.') && Files.size(it) > 1_000_000 } }
    def own = ProcessHandle.current().descendants().filter { it.info().command().orElse('').endsWith('rsync') }.toList()

    when:
    slow.cancel(id)

    then:
    slow.status([id])[id].state() == TransferState.FAILED
    slow.status([id])[id].message() == 'cancelled'
    !own.empty
    soon.eventually { assert own.every { !it.alive } }
    !Files.exists(at('to/big'))

    and: 'it can be moved anew'
    move(rsync(ssh: sshd.ssh()), [item(incoming, 'from/big', 'to/big')]).faults().empty
    Files.mismatch(at('from/big'), at('to/big')) == -1

    where:
    direction | incoming
    'in'      | true
    'out'     | false
  }

  private long matched() {
    (at('notes').text =~ /Matched data: ([\d,]+)/).collect { it[1].replace(',', '') as long }.last()
  }
}
