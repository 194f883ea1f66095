package io.balsam.globus

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CountDownLatch
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

/** The emulator is as Globus, as far as Globus's own clients can tell. */
@Requires(value = { RealClients.missing().empty }, reason = 'globus-cli and globus-sdk are not installed here')
class RealClientsSpec extends Specification implements GlobusSpecification {

  @TempDir
  Path folder

  RealClients clients

  def setup() {
    startGlobus()
    clients = new RealClients(globus, folder.resolve('home').tap { Files.createDirectories(it) })
    ['a', 'b', 'c'].each { file("from/$it", "text of $it") }
  }

  def cleanup() { globus.close() }

  def "the command line transfers a directory, waits for it, shows it and lists it"() {
    when:
    def submitted = clients.cli('transfer', "$here:${at('from')}", "$there:${at('to')}", '--recursive', '--notify', 'off', '--label', 'mine')
    def id = submitted.task_id as String

    then:
    submitted.code == 'Accepted'
    clients.text('task', 'wait', id, '--timeout', '30', '--polling-interval', '1').rc == 0
    at('to/b').text == 'text of b'

    and:
    clients.cli('task', 'show', id).status == 'SUCCEEDED'
    with(clients.text('task', 'show', id)) { rc == 0 && out.contains('Completion Time') && out.contains('SUCCEEDED') }
    clients.cli('task', 'show', id, '--successful-transfers').DATA*.destination_path.sort() == ['a', 'b', 'c'].collect { "${at('to')}/$it".toString() }
    clients.cli('task', 'list', '--filter-task-id', id).DATA*.task_id == [id]
    with(clients.text('task', 'list')) { rc == 0 && out.contains(id) && out.contains('mine') }
    clients.cli('task', 'event-list', id).DATA*.code == ['SUCCEEDED', 'STARTED']
  }

  def "the command line cancels a task, and waits in vain for another"() {
    given:
    globus.behaviour.gate = new CountDownLatch(1)
    def id = clients.cli('transfer', "$here:${at('from/a')}", "$there:${at('to/a')}", '--notify', 'off').task_id as String

    expect:
    with(clients.text('task', 'show', id)) { rc == 0 && out.contains('ACTIVE') && out.contains('Deadline') }
    clients.text('task', 'wait', id, '--timeout', '1', '--polling-interval', '1').rc == 1
    clients.cli('task', 'cancel', id).code == 'Canceled'
    clients.cli('task', 'show', id).fatal_error.code == 'CANCELED'
    clients.text('task', 'wait', id, '--timeout', '5', '--polling-interval', '1').rc == 1
  }

  def "the command line lists, looks at, makes, renames and removes files"() {
    expect:
    clients.cli('ls', "$here:${at('from')}").DATA*.name == ['a', 'b', 'c']
    clients.text('ls', "$here:${at('from')}").out.readLines() == ['a', 'b', 'c']
    clients.cli('stat', "$here:${at('from/a')}").size == 9
    clients.text('stat', "$here:${at('from/none')}").out.contains('Nothing found')
    clients.text('mkdir', "$here:${at('new')}").rc == 0
    clients.text('mkdir', "$here:${at('new')}").rc == 1
    clients.text('rename', here, at('from/a').toString(), at('new/a').toString()).rc == 0
    at('new/a').text == 'text of a'
    with(clients.text('ls', "$here:${at('from/none')}")) { rc == 1 && err.contains('NotFound') }

    when:
    def id = clients.cli('delete', "$here:${at('new')}", '--recursive', '--notify', 'off').task_id as String

    then:
    clients.text('task', 'wait', id, '--timeout', '30', '--polling-interval', '1').rc == 0
    !Files.exists(at('new'))
  }

  def "the command line asks again for a consent, after a pause, and after a token was revoked"() {
    given:
    globus.auth.mapped << there
    globus.fail('POST /v0.10/transfer', 429, [code: 'RateLimit', message: 'busy'], ['Retry-After': '1'])

    expect:
    clients.cli('ls', "$there:${at('from')}").DATA.size() == 3
    globus.auth.asked.last().contains("$there/data_access")

    when:
    globus.auth.revoke()
    def submitted = clients.cli('transfer', "$here:${at('from/a')}", "$there:${at('to/a')}", '--notify', 'off')

    then:
    submitted.code == 'Accepted'
    globus.count('POST /v0.10/transfer') >= 2
    globus.tasks.all.size() == 1
  }

  def "the SDK logs in by a native app, and reads what a task has done"() {
    given:
    globus.behaviour.keepsMissing = true

    when:
    def result = clients.sdk("""
import globus_sdk, sys
from globus_sdk.scopes import TransferScopes
app = globus_sdk.NativeAppAuthClient('person')
app.oauth2_start_flow(requested_scopes=[TransferScopes.all], refresh_tokens=True)
print(app.oauth2_get_authorize_url(), flush=True)
tokens = app.oauth2_exchange_code_for_tokens(sys.stdin.readline().strip()).by_resource_server['transfer.api.globus.org']
authorizer = globus_sdk.RefreshTokenAuthorizer(tokens['refresh_token'], app, access_token=tokens['access_token'], expires_at=tokens['expires_at_seconds'])
client = globus_sdk.TransferClient(authorizer=authorizer)
data = globus_sdk.TransferData(source_endpoint='$here', destination_endpoint='$there', sync_level='checksum', submission_id=client.get_submission_id()['value'])
data.add_item('${at('from/a')}', '${at('to/a')}')
data.add_item('${at('from/none')}', '${at('to/none')}')
first = client.submit_transfer(data)
again = client.submit_transfer(data)
assert first['task_id'] == again['task_id'], 'two tasks of one submission'
import time
for _ in range(300):
    errors = client.task_event_list(first['task_id'], query_params={'filter': 'is_error:1'})['DATA']
    if errors: break
    time.sleep(0.05)
print(errors[0]['code'], client.get_task(first['task_id'])['status'])
print(client.cancel_task(first['task_id'])['code'], client.get_task(first['task_id'])['status'])
print([t['destination_path'] for t in client.task_successful_transfers(first['task_id'])])
authorizer.handle_missing_authorization()
print(client.get_endpoint('$here')['id'] == '$here')
""") { link -> globus.auth.open(link) }

    then:
    result.rc == 0
    result.out.readLines() == ['FILE_NOT_FOUND ACTIVE', 'Canceled FAILED', "['${at('to/a')}']".toString(), 'True']
  }

  private Path at(String path) { folder.resolve(path) }

  private Path file(String path, String text) {
    Files.createDirectories(at(path).parent)
    Files.writeString(at(path), text)
  }
}
