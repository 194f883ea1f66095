package io.balsam.globus

import io.balsam.globus.emulator.EmulatedAuth
import io.balsam.globus.emulator.GlobusEmulator
import io.balsam.spi.ErrorKind
import io.balsam.spi.PluginException
import io.balsam.spi.Transfer
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import spock.lang.Specification
import spock.lang.TempDir

/** The login of a person, as {@code balsam transfer login globus} makes it. */
class LoginSpec extends Specification implements GlobusSpecification {

  @TempDir
  Path folder

  def setup() { startGlobus() }

  def cleanup() { globus.close() }

  def "a person opens a link, types a code, and can transfer from then on in each process"() {
    given:
    def transfer = person()

    expect:
    transfer.unavailable().get() == 'not logged in to Globus: log in with: balsam transfer login globus'

    when:
    def login = transfer.login().get()
    def words = login.complete(" ${globus.auth.open(login.link())}\n")

    then:
    words.startsWith('Logged in to Globus')
    transfer.unavailable().empty
    person().newSubmission().length() == 36
    PosixFilePermissions.toString(Files.getPosixFilePermissions(tokens)) == 'rw-------'
    GlobusEmulator.JSON.readValue(tokens.toFile(), Map).tokens.keySet() == ['transfer.api.globus.org'].toSet()
    folder.toFile().list().toList().toSet() == ['tokens.json', 'secret'].toSet()
  }

  def "a token is replaced a minute before its end, by the same login"() {
    given:
    globus.auth.lifetime = 59
    logIn()

    when:
    2.times { person().newSubmission() }

    then:
    globus.count('POST /v2/oauth2/token') == 3
  }

  def "a token that is rejected is replaced, once"() {
    given:
    logIn()
    globus.auth.revoke()

    expect:
    person().newSubmission().length() == 36
    globus.count('POST /v2/oauth2/token') == 2
  }

  def "a login that has ended is to be made again"() {
    given:
    logIn()
    globus.auth.revoke()
    globus.auth.forgetLogins()

    when:
    person().newSubmission()

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.SITE && e.message.startsWith('the login to Globus has expired: log in with: balsam transfer login globus')
  }

  def "a login that cannot be renewed is told to have expired, without a question"() {
    given:
    globus.auth.lasting = false
    globus.auth.lifetime = 59
    logIn()
    def before = globus.requests.size()

    expect:
    person().unavailable().get() == 'the login to Globus has expired: log in with: balsam transfer login globus'
    globus.requests.size() == before
  }

  def "a code that is refused changes nothing"() {
    given:
    logIn()
    def before = tokens.text

    when:
    person().login().get().complete('wrong')

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.USER
    tokens.text == before
  }

  def "tokens that others can read are not used"() {
    given:
    logIn()
    Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString('rw-r-----'))

    expect:
    person().unavailable().get() == "$tokens can be read by others: chmod 600 '$tokens'"

    when:
    person().newSubmission()

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.SITE
  }

  def "the next login asks for a consent that was lacking"() {
    given:
    globus.auth.mapped << there
    logIn()
    def items = [new io.balsam.spi.TransferItem(url(there, folder.resolve('a')), folder.resolve('b').toString(), false)]

    when:
    person().submit(items)

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.SITE && e.message.contains('balsam transfer login globus')

    when:
    logIn()
    person().submit(items)

    then:
    noExceptionThrown()
    globus.auth.asked.last() == "${EmulatedAuth.SCOPE}[*https://auth.globus.org/scopes/$there/data_access]".toString()
  }

  def "a login needs the id of an app; a client that acts for itself needs none"() {
    expect:
    transferOf(folder).login().empty

    when:
    transferOf(folder, [client_secret_file: '', client_id: '']).login()

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.USER && e.message.startsWith('client_id: must be set for a login')
  }

  def "a client's secret that others can read is not used"() {
    given:
    def transfer = transferOf(folder)
    Files.setPosixFilePermissions(folder.resolve('secret'), PosixFilePermissions.fromString('rw-r--r--'))

    expect:
    transfer.unavailable().get().contains('can be read by others')
  }

  private Path getTokens() { folder.resolve('tokens.json') }

  private Transfer person() { transferOf(folder, [client_id: 'person', client_secret_file: '']) }

  private void logIn() {
    def login = person().login().get()
    login.complete(globus.auth.open(login.link()))
  }
}
