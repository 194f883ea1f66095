package io.balsam.cli.agent

import io.balsam.cli.Shell
import io.balsam.engine.api.Json
import io.balsam.engine.store.OwnerInfo
import io.balsam.engine.trust.OwnFiles
import io.balsam.server.tls.Identity
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import java.time.Instant
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** An agent that other machines are to reach, as a real process, with a launcher in a BatchJob. */
class EncryptedAgentSpec extends Specification {

  def soon = new PollingConditions(timeout: 60)
  @TempDir Path dir
  Shell shell
  Path site

  def setup() {
    shell = new Shell(dir)
    site = shell.directory.resolve('site')
    assert balsam('site', 'init', 'site', '--platform', 'local') == 0: shell
    site.resolve('settings.yml') << "listen: ${OwnerInfo.thisHost()}\n"
    assert balsam('site', 'start', 'site') == 0: shell
  }

  def cleanup() {
    balsam('site', 'stop', 'site')
  }

  private int balsam(Object... words) {
    shell.balsam(words)
  }

  private Path owner() { site.resolve('.balsam/owner.json') }

  private Map owned() { Json.mapper().readValue(owner().toFile(), Map) }

  def "launchers and commands recognise the agent by its key, which it keeps"() {
    given:
    site.resolve('x.groovy').text = "workflow 'x'\napp('a') { command 'echo done' }\njob('a') { workdir 'a' }\n"
    Map first = owned()

    expect:
    first.url.startsWith('https://')
    first.pin.startsWith('sha256//')
    PosixFilePermissions.toString(Files.getPosixFilePermissions(site.resolve('.balsam/tls.pem'))) == 'rw-------'

    and: 'a launcher in a BatchJob, and the command that follows it'
    balsam('run', site.resolve('x.groovy'), '--site', 'site', '--nodes', 1, '--wall-time', 5, '--queue', 'local') == 0
    site.resolve('data/x-1/a/job.out').text == 'done\n'

    and:
    balsam('site', 'ls') == 0
    shell.out.contains(first.url)
    balsam('doctor', '--site', 'site') == 0
    shell.out.contains("TLS with the key $first.pin, until ")

    when:
    assert balsam('site', 'restart', 'site') == 0: shell

    then:
    owned().pin == first.pin
    owned().token != first.token

    cleanup: 'its launcher would wait for another owner'
    balsam('queue', 'rm', 1, '--site', 'site')
    soon.eventually {
      balsam('queue', 'show', 1, '--site', 'site', '--json')
      assert shell.out.contains('"DELETED"')
    }
  }

  def "a key that others could read is reported, and replaced at the next start"() {
    given:
    String first = owned().pin
    Files.setPosixFilePermissions(site.resolve('.balsam/tls.pem'), PosixFilePermissions.fromString('rw-r-----'))

    when:
    balsam('doctor', '--site', 'site')

    then:
    shell.out.contains('others could read')

    when:
    assert balsam('site', 'restart', 'site') == 0: shell

    then:
    owned().pin != first
  }

  def "a process that answers with another key is sent nothing, and the command says so"() {
    given:
    Map right = owned()
    String other = Identity.fresh(Instant.now()).pin()
    OwnFiles.writePrivate(owner(), Json.mapper().writeValueAsBytes(right + [pin: other]))

    expect:
    balsam('runs', '--site', 'site') == 3
    shell.err == "balsam: the process that answers at $right.url is not the owner; nothing was sent to it: its key is $right.pin and should be $other\n"

    cleanup:
    OwnFiles.writePrivate(owner(), Json.mapper().writeValueAsBytes(right))
  }
}
