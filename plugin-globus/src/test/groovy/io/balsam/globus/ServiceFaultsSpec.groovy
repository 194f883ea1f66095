package io.balsam.globus

import io.balsam.globus.emulator.EmulatedAuth
import io.balsam.spi.ErrorKind
import io.balsam.spi.PluginException
import io.balsam.spi.TransferItem
import io.balsam.spi.TransferState
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** Answers of the service that are none, or a refusal. */
class ServiceFaultsSpec extends Specification implements GlobusSpecification {

  static final String SUBMIT = 'POST /v0.10/transfer'

  @TempDir
  Path folder

  List<TransferItem> items

  def setup() {
    startGlobus()
    folder.resolve('a').text = 'a'
    items = [new TransferItem(url(there, folder.resolve('a')), folder.resolve('b').toString(), false)]
  }

  def cleanup() { globus.close() }

  def "a service that is busy is asked again: #status"() {
    given:
    globus.fail(SUBMIT, status, body, headers, 2)
    def transfer = transferOf(folder)

    expect:
    ended(transfer, transfer.submit(items)).state() == TransferState.DONE
    globus.count(SUBMIT) == 3
    globus.posted.findAll { it.DATA_TYPE == 'transfer' }*.submission_id.toSet().size() == 1

    where:
    status | headers              | body
    429    | ['Retry-After': '1'] | [code: 'RateLimit', message: 'too many requests']
    503    | ['Retry-After': '1'] | [code: 'ServiceUnavailable', message: 'maintenance']
    502    | [:]                  | [code: 'BadGateway', message: 'no answer']
  }

  def "an error page of a proxy is no answer of Globus"() {
    given:
    globus.fail('GET /v0.10/submission_id', 502, ['<html>': 'x'])
    def transfer = transferOf(folder)

    expect:
    transfer.newSubmission().length() == 36
  }

  def "a service that asks to wait for an hour is left alone"() {
    given:
    globus.fail(SUBMIT, 429, [code: 'RateLimit', message: 'no'], ['Retry-After': '3600'])

    when:
    transferOf(folder).submit(items)

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.TRANSIENT && e.message.contains('3600 s')
    globus.count(SUBMIT) == 1
  }

  def "what a storage refuses is not asked again: #code"() {
    given:
    globus.fail(SUBMIT, 502, [code: code, message: 'the storage says no'])

    when:
    transferOf(folder).submit(items)

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.TRANSIENT && e.message == "Globus: the storage says no ($code)"
    globus.count(SUBMIT) == 1

    where:
    code << ['ExternalError.DirListingFailed', 'EndpointError']
  }

  def "an answer that is lost does not make a second task"() {
    given:
    globus.loseAnswer(SUBMIT)
    def transfer = transferOf(folder)

    expect:
    ended(transfer, transfer.submit(items)).state() == TransferState.DONE
    globus.count(SUBMIT) == 2
    globus.tasks.all.size() == 1
  }

  def "a submission that is repeated after a restart goes on with its task"() {
    given:
    def submission = transferOf(folder).newSubmission()

    expect:
    transferOf(folder).submit(submission, items) == transferOf(folder).submit(submission, items)
    globus.tasks.all.size() == 1
  }

  def "a rename whose answer is lost has been done"() {
    given:
    globus.loseAnswer('POST /v0.10/operation/endpoint/.*/rename')
    def transfer = transferOf(folder)

    when:
    def report = ended(transfer, transfer.submit([new TransferItem(folder.resolve('a').toString(), url(there, folder.resolve('c')), false)]))

    then:
    report.state() == TransferState.DONE && report.faults().empty
    folder.resolve('c').text == 'a'
  }

  def "a token that is rejected is replaced once"() {
    given:
    def transfer = transferOf(folder)
    transfer.newSubmission()

    when:
    globus.auth.revoke()

    then:
    transfer.newSubmission().length() == 36
    globus.count('POST /v2/oauth2/token') == 2

    when:
    globus.fail('GET /v0.10/submission_id', 401, [code: 'AuthenticationFailed', message: 'no'], [:], 2)
    transfer.newSubmission()

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.SITE && e.message.contains('balsam transfer login globus')
    globus.count('GET /v0.10/submission_id') == 5
  }

  def "a client consents to what the service names, and to nothing else"() {
    given:
    globus.auth.mapped << there
    def transfer = transferOf(folder)

    expect:
    ended(transfer, transfer.submit(items)).state() == TransferState.DONE
    globus.auth.asked == [EmulatedAuth.SCOPE, "${EmulatedAuth.SCOPE}[*https://auth.globus.org/scopes/$there/data_access]".toString()]
  }

  def "a session that is too weak says why, and to log in again"() {
    given:
    globus.fail(SUBMIT, 403, [code: 'AuthorizationParameters', message: 'x', authorization_parameters: [session_message: 'MFA is required', session_required_mfa: true]])

    when:
    transferOf(folder).submit(items)

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.SITE && e.message.contains('MFA is required') && e.message.contains('balsam transfer login globus')
  }

  def "an unknown collection is for the operator, a request that is wrong for the user"() {
    given:
    globus.fail(SUBMIT, status, [code: code, message: 'no'])

    when:
    transferOf(folder).submit(items)

    then:
    def e = thrown(PluginException)
    e.kind() == kind

    where:
    status | code                     || kind
    404    | 'EndpointNotFound'       || ErrorKind.SITE
    403    | 'PermissionDenied'       || ErrorKind.SITE
    400    | 'ClientError.BadRequest' || ErrorKind.USER
  }

  def "nobody is sent a mail, and content is compared where an item asks for it"() {
    given:
    def transfer = transferOf(folder, [verify_checksum: false, label: 'mine', sync_level: 'checksum', deadline: '2h'])

    when:
    transfer.submit(items)
    transfer.submit([new TransferItem(items[0].source(), items[0].destination(), false, true)])

    then:
    def documents = globus.posted.findAll { it.DATA_TYPE == 'transfer' }
    documents*.verify_checksum == [false, true]
    documents.every { !it.notify_on_succeeded && !it.notify_on_failed && !it.notify_on_inactive && it.fail_on_quota_errors && it.skip_source_errors }
    documents.every { it.label == 'mine' && it.sync_level == 3 && it.deadline ==~ /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/ }
  }
}
