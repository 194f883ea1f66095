package io.balsam.ssh

import io.balsam.spi.ErrorKind
import io.balsam.spi.Transfer
import io.balsam.spi.TransferItem
import io.balsam.spi.TransferState
import io.balsam.testkit.Sshd
import java.nio.file.Files
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Shared

/** Faults of hosts, of what is asked for and of file systems, by whichever way files are moved. */
abstract class FaultsContract extends Batches {

  @Shared
  @AutoCleanup
  Sshd sshd = Sshd.start()

  /** The transfer under test. */
  abstract Transfer transfer(Map settings)

  def "one of a hundred items is missing, the others arrive: #direction"() {
    given:
    (1..99).each { file("from/$it", "text $it") }

    when:
    def report = move(transfer(ssh: sshd.ssh()), (0..99).collect { item(incoming, "from/$it", "to/x$it") })

    then:
    report.state() == TransferState.DONE
    report.faults()*.item() == [0]
    report.faults()*.kind() == [ErrorKind.USER]
    report.faults()[0].message() == "${at('from/0')}: No such file or directory"
    (1..99).every { at("to/x$it").text == "text $it" }
    report.files() == 99

    where:
    direction | incoming
    'in'      | true
    'out'     | false
  }

  def "a batch that is submitted twice at the same time, by two processes, arrives: #direction"() {
    given:
    (1..20).each { file("from/$it", "text $it") }
    big('from/tree/big', 3)
    def items = (1..20).collect { item(incoming, "from/$it", "to/$it") }
    def transfers = (1..2).collect { transfer(ssh: sshd.ssh()) }

    when:
    def ids = transfers.collect { it.submit('same', items) }

    then:
    ids == ['same'] * 2
    transfers.every { ended(it, 'same').faults().empty }
    (1..20).every { at("to/$it").text == "text $it" }
    at('to').toFile().list().size() == 20

    where:
    direction | incoming
    'in'      | true
    'out'     | false
  }

  def "#what is the site's to mend, and the message says how; multiplexed: #multiplex"() {
    given:
    file('from/a', 'a')

    when:
    def report = move(transfer(ssh: sshd.ssh(config), multiplex: multiplex), [item(true, 'from/a', 'to/a')])

    then:
    report.state() == TransferState.FAILED
    report.error() == ErrorKind.SITE
    report.message() == message.replace('SSH', sshd.ssh(config).join(' '))

    where:
    what                 | config           | multiplex || message
    'an unknown host'    | 'unknown_config' | true      || 'the host key of testhost is not known here. Log in once: SSH testhost'
    'an unknown host'    | 'unknown_config' | false     || 'the host key of testhost is not known here. Log in once: SSH testhost'
    'a changed host key' | 'changed_config' | true      || "the host key of testhost has changed. When you know why, remove the old one with 'ssh-keygen -R testhost', then log in once: SSH testhost"
    'a refused key'      | 'refused_config' | true      || "testhost does not let this account in without a password (${account()}@127.0.0.1: Permission denied (publickey).). Log in by hand to see why: SSH testhost"
    'a refused key'      | 'refused_config' | false     || "testhost does not let this account in without a password (${account()}@127.0.0.1: Permission denied (publickey).). Log in by hand to see why: SSH testhost"
  }

  def "a host that does not answer is asked again"() {
    given:
    def stopped = Sshd.start()
    stopped.kill()

    when:
    def report = move(transfer(ssh: stopped.ssh()), [item(true, 'from/a', 'to/a')])

    then:
    report.state() == TransferState.FAILED
    report.error() == ErrorKind.TRANSIENT
    report.message() == "testhost cannot be reached (ssh: connect to host 127.0.0.1 port $stopped.port: Connection refused)"

    cleanup:
    stopped.close()
  }

  @Requires(value = { FaultsContract.mounts() }, reason = 'only root can mount a small file system')
  def "a file system that is full is the user's to empty: #direction"() {
    given:
    def small = Files.createDirectories(at('to'))
    assert ['mount', '-t', 'tmpfs', '-o', 'size=2m', 'none', small.toString()].execute().waitFor() == 0
    big('from/big', 4)
    file('from/a', 'a')

    when:
    def report = move(transfer(ssh: sshd.ssh()), [item(incoming, 'from/big', 'to/big'), item(incoming, 'from/a', 'to/a')])

    then:
    report.faults().find { it.item() == 0 }.kind() == ErrorKind.USER
    report.faults().find { it.item() == 0 }.message().contains('No space left on device')
    report.faults().findAll { it.item() == 1 }.every { it.kind() == ErrorKind.TRANSIENT }
    below(at('to')).findAll { it.fileName.toString() != 'a' }.empty
    move(transfer(ssh: sshd.ssh()), [item(incoming, 'from/a', 'to/a')]).faults().empty

    cleanup:
    ['umount', '-l', small.toString()].execute().waitFor()

    where:
    direction | incoming
    'in'      | true
    'out'     | false
  }

  def "a directory whose slot is not recursive, a file that is in the way, a directory that is: #direction"() {
    given:
    file('from/dir/a', 'a')
    file('from/a', 'a')
    file('to/dir', 'a file')
    file('to/a/b', 'in a directory')

    when:
    def report = move(transfer(ssh: sshd.ssh()), [
        item(incoming, 'from/dir', 'to/x'), item(incoming, 'from/dir', 'to/dir', true),
        item(incoming, 'from/a', 'to/a'), item(incoming, 'from/a', 'to/fine')])

    then:
    report.state() == TransferState.DONE
    report.faults()*.item().toSet() == [0, 1, 2].toSet()
    report.faults()*.kind().toSet() == [ErrorKind.USER].toSet()
    report.faults().find { it.item() == 0 }.message().endsWith("it is a directory: its slot needs 'recursive: true'")
    at('to/fine').text == 'a'
    at('to/dir').text == 'a file'
    at('to/a/b').text == 'in a directory'

    where:
    direction | incoming
    'in'      | true
    'out'     | false
  }

  def "what is no URL, or leads upward, or has no end here, is refused; the rest of the batch moves"() {
    given:
    file('from/a', 'a')
    def bad = [
        new TransferItem('ssh://testhost/x/../../y', "${at('to/1')}", false),
        new TransferItem('ssh://testhost/x/%2e%2e/y', "${at('to/1')}", false),
        new TransferItem('ssh://-oProxyCommand=x/y', "${at('to/1')}", false),
        new TransferItem('ssh://-lroot@testhost/y', "${at('to/1')}", false),
        new TransferItem('ssh://testhost/100%', "${at('to/1')}", false),
        new TransferItem('ssh://testhost/a', 'ssh://testhost/b', false),
        new TransferItem('ssh://testhost/a', 'to/1', false)]

    when:
    def report = move(transfer(ssh: sshd.ssh()), bad + item(true, 'from/a', 'to/a'))

    then:
    report.state() == TransferState.DONE
    report.faults()*.item() == (0..<bad.size()).toList()
    report.faults()*.kind().toSet() == [ErrorKind.USER].toSet()
    report.faults()*.message() == [
        "ssh://testhost/x/../../y: its path must not have '..'",
        "ssh://testhost/x/%2e%2e/y: its path must not have '..'",
        'ssh://-oProxyCommand=x/y: it is not of the form ssh://user@host:port/absolute/path',
        "ssh://-lroot@testhost/y: '-lroot' is not the name of a user",
        "ssh://testhost/100%: after '%' must be two hexadecimal digits; '%' itself is %25",
        'ssh://testhost/b: one end of what is moved must be a path of this site',
        'to/1: the path must be absolute']
    at('to/a').text == 'a'
  }

  def "a directory is merged into one that is there, and what else is in it stays: #direction"() {
    given: 'a file of the same length, older by less than a second'
    file('from/a', 'new')
    file('to/a', 'old').toFile().lastModified = at('from/a').toFile().lastModified() - 20
    file('to/mine', 'mine')

    expect:
    move(transfer(ssh: sshd.ssh()), [item(incoming, 'from', 'to', true)]).faults().empty
    at('to/a').text == 'new'
    at('to/mine').text == 'mine'
    at('to').toFile().list().toList().toSet() == ['a', 'mine'].toSet()

    where:
    direction | incoming
    'in'      | true
    'out'     | false
  }

  def "one source for many, and a directory within another one, arrive whole: #direction"() {
    given:
    file('from/d/e/a', 'a')

    expect:
    move(transfer(ssh: sshd.ssh()), ['d', 'd/e', 'd', 'd/e'].withIndex().collect { d, i -> item(incoming, "from/$d", "to/$i", true) }).faults().empty
    at('to/0/e/a').text == 'a'
    at('to/1/a').text == 'a'
    at('to/2/e/a').text == 'a'
    at('to/3/a').text == 'a'

    where:
    direction | incoming
    'in'      | true
    'out'     | false
  }

  static boolean mounts() {
    System.getProperty('user.name') == 'root' && Files.createTempDirectory('mount').with { directory ->
      def mounted = ['mount', '-t', 'tmpfs', '-o', 'size=1m', 'none', directory.toString()].execute().waitFor() == 0
      mounted && ['umount', directory.toString()].execute().waitFor()
      Files.delete(directory)
      mounted
    }
  }

  private static String account() { System.getProperty('user.name') }
}
