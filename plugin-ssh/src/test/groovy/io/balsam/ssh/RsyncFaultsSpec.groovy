package io.balsam.ssh

import io.balsam.spi.ErrorKind
import io.balsam.spi.PluginConfig
import io.balsam.spi.Transfer
import io.balsam.spi.TransferState
import io.balsam.testkit.Sshd
import io.balsam.testkit.TestContext
import java.net.StandardProtocolFamily
import java.net.UnixDomainSocketAddress
import java.nio.channels.ServerSocketChannel
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Requires

@Requires(value = { Sshd.missing('rsync').empty }, reason = 'no sshd, ssh or rsync on this machine')
class RsyncFaultsSpec extends FaultsContract {

  @Override
  Transfer transfer(Map settings) { rsync(settings) }

  def "a thousand items are one process, whatever their sources and destinations are called: #direction"() {
    given:
    (1..500).each { file("from/d${it % 7}/f $it", "text $it") }

    when:
    def report = move(
        rsync(ssh: sshd.ssh(), program: "${noted()}"),
        (1..1000).collect { item(incoming, "from/d${(it % 500 + 1) % 7}/f ${it % 500 + 1}", "to/${it % 13}/$it") })

    then:
    report.state() == TransferState.DONE
    report.faults().empty
    (1..1000).every { at("to/${it % 13}/$it").text == "text ${it % 500 + 1}" }
    runs == 1

    where:
    direction | incoming
    'in'      | true
    'out'     | false
  }

  def "tasks that begin together share one connection"() {
    given:
    (1..8).each { file("from/$it", "text $it") }
    def fresh = Sshd.start()
    def transfer = rsync(ssh: fresh.ssh())

    when:
    def ids = (1..8).collect { transfer.submit([item(true, "from/$it", "to/$it")]) }

    then:
    ids.every { ended(transfer, it).state() == TransferState.DONE }
    fresh.connections() == 1

    cleanup:
    fresh.close()
  }

  def "sockets are found where TMPDIR is long, and one that nobody listens to is replaced"() {
    given:
    file('from/a', 'a')
    def ssh = sshd.ssh() + ['-oTCPKeepAlive=no']
    def socket = new ControlSockets(Path.of('/tmp')).socket(new Host('', 'testhost', 0), ssh).get()
    Files.deleteIfExists(socket)
    ServerSocketChannel.open(StandardProtocolFamily.UNIX).withCloseable { it.bind(UnixDomainSocketAddress.of(socket)) }

    expect:
    Files.exists(socket)
    move(rsync(ssh: ['env', "TMPDIR=/tmp/${'long/' * 40}"] + ssh), [item(true, 'from/a', 'to/a')]).state() == TransferState.DONE
    move(rsync(ssh: ssh), [item(true, 'from/a', 'to/b')]).state() == TransferState.DONE
    at('to/b').text == 'a'
  }

  def "without sharing, each process connects by itself"() {
    given:
    file('from/a', 'a')
    def before = sshd.connections()

    expect:
    move(rsync(ssh: sshd.ssh(), multiplex: false), [item(true, 'from/a', 'to/a')]).state() == TransferState.DONE
    sshd.connections() == before + 1
  }

  def "a host without rsync is the site's to mend, so that another way is taken: #direction"() {
    given:
    file('from/a', 'a')
    def poor = Sshd.start(PATH: '/nowhere')

    when:
    def report = move(rsync(ssh: poor.ssh()), [item(incoming, 'from/a', 'to/a')])

    then:
    report.state() == TransferState.FAILED
    report.error() == ErrorKind.SITE
    report.message() == "testhost has no rsync on the PATH of a login without a terminal: install it there, or add '--rsync-path=…' to 'flags'"

    cleanup:
    poor.close()

    where:
    direction | incoming
    'in'      | true
    'out'     | false
  }

  def "a host that puts a link where a directory was named does not lead out of the site"() {
    given: 'an rsync that was told so'
    file('secret/from/a', 'secret')
    def program = at('hostile-rsync')
    program.text = '#!/bin/sh\nfor tree; do :; done\n' +
        "mkdir -p \"\$tree${folder.parent}\" && ln -s '$folder/secret' \"\$tree$folder\"\n"
    program.toFile().executable = true

    when:
    def report = move(rsync(ssh: sshd.ssh(), program: "$program"), [item(true, 'from/a', 'to/a')])

    then:
    report.state() == TransferState.FAILED
    report.message().contains('the host sent a link in place of a directory')
    at('secret/from/a').text == 'secret'
    !Files.exists(at('to/a'))
  }

  def "links of a tree that lead out of it do not arrive, also by way of another link: #direction"() {
    given:
    file('from/sub/a', 'a')
    file('secret', 'secret')
    ['in': 'sub/a', here: './sub', self: '.', up: 'self/../secret', absolute: "${at('secret')}", 'sub/back': '../sub/a', 'sub/out': '../../secret'].each {
      Files.createSymbolicLink(at("from/$it.key"), Path.of(it.value))
    }

    when:
    def report = move(rsync(ssh: sshd.ssh()), [item(incoming, 'from', 'to', true)])

    then:
    report.faults().empty
    ['in', 'here', 'self', 'sub/back'].every { Files.isSymbolicLink(at("to/$it")) }
    !['up', 'absolute', 'sub/out'].any { Files.exists(at("to/$it"), java.nio.file.LinkOption.NOFOLLOW_LINKS) }
    at('to/in').text == 'a'

    cleanup: 'folders are emptied through links'
    ['from/self', 'to/self', 'from/here', 'to/here'].each { Files.deleteIfExists(at(it)) }

    where:
    direction | incoming
    'in'      | true
    'out'     | false
  }

  def "a program that is not installed is told before anything is moved"() {
    expect:
    rsync(settings).unavailable() == Optional.of(message)

    where:
    settings                   | message
    [program: 'no-such-rsync'] | "no program 'no-such-rsync' here: install it, or say where it is in plugins.transfer.rsync.program"
    [ssh: ['/no/ssh', '-4']]   | "no program '/no/ssh' here: install it, or say where it is in plugins.transfer.rsync.ssh"
  }

  def "every setting is read when it is created, and a wrong one is refused"() {
    given:
    def config = new PluginConfig(program: 'rsync', ssh: ['ssh'], flags: ['-z'], multiplex: true, connect_timeout: 10)

    when:
    new RsyncTransferProvider().create(config, TestContext.real(site))

    then:
    config.unread().empty

    when:
    rsync(ssh: [])

    then:
    thrown(io.balsam.spi.PluginException)
  }
}
