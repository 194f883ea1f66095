package io.balsam.ssh

import io.balsam.spi.ErrorKind
import io.balsam.spi.PluginConfig
import io.balsam.spi.Transfer
import io.balsam.spi.TransferItem
import io.balsam.spi.TransferState
import io.balsam.testkit.Sshd
import io.balsam.testkit.TestContext
import java.nio.file.Files
import java.nio.file.LinkOption
import java.nio.file.Path
import spock.lang.Requires

@Requires(value = { Sshd.missing('sftp').empty }, reason = 'no sshd, ssh or sftp on this machine')
class ScpFaultsSpec extends FaultsContract {

  @Override
  Transfer transfer(Map settings) { scp(settings) }

  def "a host needs no rsync, and many items are one process: #direction"() {
    given:
    (1..100).each { file("from/d${it % 7}/f $it", "text $it") }

    when:
    def report = move(
        scp(ssh: sshd.ssh(), program: "${noted('sftp')}"),
        (1..200).collect { item(incoming, "from/d${(it % 100 + 1) % 7}/f ${it % 100 + 1}", "to/${it % 13}/$it") })

    then:
    report.state() == TransferState.DONE
    report.faults().empty
    report.files() == 200
    (1..200).every { at("to/${it % 13}/$it").text == "text ${it % 100 + 1}" }
    (0..12).every { n -> at("to/$n").toFile().list().every { it ==~ /\d+/ } }
    runs == 1

    where:
    direction | incoming
    'in'      | true
    'out'     | false
  }

  def "a file whose connection breaks does not appear, and arrives when it is asked for again: #direction"() {
    given:
    def own = Sshd.start()
    def source = big('from/big', 12)
    def slow = scp(ssh: own.ssh(), flags: ['-l', '32000'])
    def id = slow.submit([item(incoming, 'from/big', 'to/big')])

    when:
    soon.eventually { assert below(at('site')).plus(below(at('to'))).any { it.fileName.toString() ==~ /0|\.balsam-.*/ && Files.size(it) > 1_000_000 } }
    own.kill()
    def report = ended(slow, id)

    then:
    report.state() == TransferState.FAILED
    report.error() == ErrorKind.TRANSIENT
    !Files.exists(at('to/big'))

    when:
    own.serve()

    then:
    move(scp(ssh: own.ssh()), [item(incoming, 'from/big', 'to/big')]).faults().empty
    Files.mismatch(source, at('to/big')) == -1

    cleanup:
    own.close()

    where:
    direction | incoming
    'in'      | true
    'out'     | false
  }

  def "what is cancelled leaves nothing under its name, nor hidden beside it: #direction"() {
    given:
    big('from/big', 12)
    def slow = scp(ssh: sshd.ssh(), flags: ['-l', '32000'])
    def id = slow.submit([item(incoming, 'from/big', 'to/big')])
    soon.eventually { assert below(at('site')).plus(below(at('to'))).any { it.fileName.toString() ==~ /0|\.balsam-.*/ && Files.size(it) > 1_000_000 } }

    when:
    slow.cancel(id)

    then:
    slow.status([id])[id].message() == 'cancelled'
    soon.eventually { assert below(at('site')).empty && below(at('to')).empty }

    where:
    direction | incoming
    'in'      | true
    'out'     | false
  }

  def "names with newlines are no commands, above a file either: #direction"() {
    given:
    def odd = "x\nput /etc/passwd y\n'; touch '${at('made')}'; '"
    file("from/$odd/a", 'a')

    expect:
    move(scp(ssh: sshd.ssh()), [item(incoming, "from/$odd/a", "to/$odd/b"), item(incoming, "from/$odd", "to/dir $odd", true)]).faults().empty
    at("to/$odd/b").text == 'a'
    at("to/dir $odd/a").text == 'a'
    !Files.exists(at('made'))

    where:
    direction | incoming
    'in'      | true
    'out'     | false
  }

  def "links of a tree do not arrive: #direction"() {
    given:
    file('from/a', 'a')
    Files.createSymbolicLink(at('from/in'), Path.of('a'))
    Files.createSymbolicLink(at('from/out'), Path.of('/etc/passwd'))

    when:
    def report = move(scp(ssh: sshd.ssh()), [item(incoming, 'from', 'to', true)])

    then:
    report.faults().empty
    at('to/a').text == 'a'
    !Files.exists(at('to/in'), LinkOption.NOFOLLOW_LINKS)
    !Files.exists(at('to/out'), LinkOption.NOFOLLOW_LINKS)

    where:
    direction | incoming
    'in'      | true
    'out'     | false
  }

  def "contents are compared where that is asked for, of trees too: #direction"() {
    given:
    big('from/tree/big', 1)
    file('from/tree/sub/a', 'a')
    def asked = { from, to, tree -> item(incoming, from, to, tree).with { new TransferItem(it.source(), it.destination(), tree, true) } }

    expect:
    move(scp(ssh: sshd.ssh()), [asked('from/tree', 'to/tree', true), asked('from/tree/sub/a', 'to/a', false)]).faults().empty
    Files.mismatch(at('from/tree/big'), at('to/tree/big')) == -1
    at('to/a').text == 'a'

    where:
    direction | incoming
    'in'      | true
    'out'     | false
  }

  def "what arrives otherwise than it was does not appear: #what"() {
    given: 'an sftp that loses something at its end'
    file('from/a', 'abc')
    def program = at('lossy')
    program.text = "#!/bin/sh\nsftp \"\$@\" && cd '$site/.balsam/scp/'*/tree && printf '$left' >0\n"
    program.toFile().executable = true

    when:
    def report = move(scp(ssh: sshd.ssh(), program: "$program"), [new TransferItem(Sshd.url(at('from/a')), "${at('to/a')}", false, checksum)])

    then:
    report.state() == TransferState.FAILED
    report.error() == ErrorKind.TRANSIENT
    report.message() == "${at('from/a')}: what arrived differs from its source"
    !Files.exists(at('to/a'))

    where:
    what             | left  | checksum
    'a shorter file' | 'ab'  | false
    'another file'   | 'abd' | true
  }

  def "a file that cannot be read is the user's mistake"() {
    given:
    def report = move(scp(ssh: sshd.ssh()), [item(true, 'from/none/a', 'to/a')])

    expect:
    report.error() == ErrorKind.USER
    report.message() == "${at('from/none/a')}: No such file or directory"
  }

  def "every setting is read when it is created"() {
    given:
    def config = new PluginConfig(program: 'sftp', ssh: ['ssh'], flags: ['-C'], multiplex: true, connect_timeout: 10)

    when:
    new ScpTransferProvider().create(config, TestContext.real(site))

    then:
    config.unread().empty
  }
}
