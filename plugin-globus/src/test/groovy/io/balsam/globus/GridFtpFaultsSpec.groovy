package io.balsam.globus

import static io.balsam.spi.ErrorKind.TRANSIENT
import static io.balsam.spi.ErrorKind.USER

import io.balsam.spi.CommandResult
import io.balsam.spi.PluginConfig
import io.balsam.spi.PluginException
import io.balsam.spi.Transfer
import io.balsam.spi.TransferItem
import io.balsam.spi.TransferReport
import io.balsam.spi.TransferState
import io.balsam.testkit.GridFtpServer
import io.balsam.testkit.TestContext
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** What a GridFTP server refuses, or what does not reach it. */
@Requires(value = { GridFtpServer.missing().empty }, reason = 'GridFTP is not installed here')
class GridFtpFaultsSpec extends Specification {

  @Shared
  @AutoCleanup
  GridFtpServer server = GridFtpServer.start()

  @TempDir
  Path folder

  def setup() { ['a', 'b'].each { file("from/$it", "text of $it") } }

  def "of several items each has its own error, and the others arrive"() {
    given:
    file('to/dir/x', 'x')

    when:
    def report = moved([outgoing('a', 'to/a'), outgoing('none', 'to/none'), outgoing('b', 'to/dir'), outgoing('b', 'to/a/b')])

    then:
    report.state() == TransferState.DONE
    report.faults()*.item() == [1, 2, 3]
    report.faults()*.kind() == [USER, USER, USER]
    report.faults()[0].message() == "${at('from/none')}: No such file or directory"
    report.faults()[1].message() == "${at('to/dir')}: Is a directory"
    report.faults()[2].message() == "${at('to/a/b')}: Not a directory"
    at('to/a').text == 'text of a'
  }

  @Requires({ System.getProperty('user.name') == 'root' })
  def "a file that the server may not read or write is named"() {
    given:
    def other = GridFtpServer.start('nobody')
    [folder, at('from')].each { it.toFile().setExecutable(true, false); it.toFile().setReadable(true, false) }
    at('from/b').toFile().setReadable(false, false)

    when:
    def report = moved([new TransferItem(other.url(at('from/a')), at('to/a').toString(), false), new TransferItem(other.url(at('from/b')), at('to/b').toString(), false)])

    then:
    report.faults()*.message() == ["${at('from/b')}: Permission denied".toString()]
    report.faults()*.kind() == [USER]
    at('to').toFile().list() == ['a'] as String[]

    cleanup:
    other?.close()
  }

  def "a server that is not reached may be the next time"() {
    when:
    def report = moved([new TransferItem('ftp://127.0.0.1:1/a', at('to/a').toString(), false)])

    then:
    with(report) { state() == TransferState.FAILED && error() == TRANSIENT && message().contains('Unable to connect to 127.0.0.1:1') }
    !at('to').toFile().list()
  }

  def "a directory is not brought, since links would be followed; nor a name that the protocol cannot write"() {
    when:
    def report = moved([new TransferItem(server.url(at('from')), at('to').toString(), true), new TransferItem(server.url(at('from/grün')), at('to/y').toString(), false),
                        new TransferItem(server.url(at('from/a')), at('to/a').toString(), false)])

    then:
    report.faults()*.item() == [0, 1]
    report.faults()*.kind() == [USER, USER]
    at('to/a').text == 'text of a'
  }

  def "a directory that leaves without its links is refused where a name in it cannot be written, or where it is empty"() {
    given:
    file('tree/sub/grün', 'x')
    Files.createDirectories(at('empty'))

    when:
    def report = moved([new TransferItem(at('tree').toString(), server.url(at('to/tree')), true), new TransferItem(at('empty').toString(), server.url(at('to/empty')), true)])

    then:
    report.faults()*.kind() == [USER, USER]
    report.faults()[0].message().startsWith("${at('tree/sub/grün')}: names that are not plain ASCII")
    !Files.exists(at('to'))
  }

  def "a directory in the way of a file is kept"() {
    given:
    file('to/a/keep', 'kept')

    when:
    def report = moved([new TransferItem(server.url(at('from/a')), at('to/a').toString(), false)])

    then:
    with(report.faults()[0]) { kind() == USER && message().contains('is a directory') }
    at('to/a/keep').text == 'kept'
    at('to').toFile().list() == ['a'] as String[]
  }

  def "a task that is cancelled ends its process and leaves nothing"() {
    given:
    def fifo = at('from/slow')
    new ProcessBuilder('mkfifo', fifo.toString()).start().waitFor()
    def transfer = transferWith([:])
    def id = transfer.submit([new TransferItem(server.url(fifo), at('to/slow').toString(), false)])

    when:
    transfer.cancel(id)

    then:
    transfer.status([id])[id].state() == TransferState.FAILED
    new PollingConditions(timeout: 20).eventually { assert !at('site/.balsam/gridftp').toFile().list() }

    cleanup: 'the server waits for a writer'
    new RandomAccessFile(fifo.toFile(), 'rw').close()
  }

  def "what the client prints of a refused login is for the operator"() {
    given:
    def result = new CommandResult(1, '', '''
error: globus_ftp_client: the server responded with an error
530 530-globus_xio: Server side credential failure
530-GSS failure:
530-globus_credential: Valid credentials could not be found
530 End.
''')

    expect:
    with(GridFtpOutput.troubles(result)) {
      size() == 1
      it[0].kind() == io.balsam.spi.ErrorKind.SITE && it[0].words().contains('grid-proxy-init')
    }
  }

  def "a client that is not installed makes the transfer unavailable"() {
    expect:
    transferWith([program: 'no-such-client']).unavailable().get() == 'no-such-client is not installed here (Debian: globus-gass-copy-progs)'
  }

  def "#setting is refused"() {
    when:
    transferWith(setting)

    then:
    def e = thrown(PluginException)
    e.message == words

    where:
    setting                       || words
    [server: 'dtn1']              || 'server: dtn1: must be gridftp:// (or ftp://) and a host'
    [server: 'gridftp://dtn1/x/'] || 'server: gridftp://dtn1/x/: must be gridftp:// (or ftp://) and a host'
    [connections: 0]              || 'connections: 0: must be a whole number of at least 1'
  }

  def "#text is #url for the client"() {
    expect:
    GridFtpUrl.of(text).text() == url

    where:
    text                              || url
    'gridftp://dtn1:2811/a b/"c"'     || 'gsiftp://dtn1:2811/a%20b/%22c%22'
    'FTP://dtn1/100%25/gr%C3%BCn'     || 'ftp://dtn1/100%25/gr%C3%BCn'
  }

  private TransferReport moved(List<TransferItem> items) {
    def transfer = transferWith([:])
    def id = transfer.submit(items)
    new PollingConditions(timeout: 60, delay: 0.05).eventually { assert transfer.status([id])[id].state() != TransferState.ACTIVE }
    transfer.status([id])[id]
  }

  private Transfer transferWith(Map settings) {
    new GridFtpProvider().create(new PluginConfig(settings), TestContext.real(at('site').tap { it.toFile().mkdirs() }))
  }

  private TransferItem outgoing(String from, String to) { new TransferItem(at("from/$from").toString(), server.url(at(to)), false) }

  private Path at(String path) { folder.resolve(path) }

  private Path file(String path, String text) {
    Files.createDirectories(at(path).parent)
    Files.writeString(at(path), text)
  }
}
