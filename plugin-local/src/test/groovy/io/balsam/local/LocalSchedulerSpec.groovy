package io.balsam.local

import io.balsam.spi.BatchState
import io.balsam.spi.BatchSubmission
import io.balsam.spi.ErrorKind
import io.balsam.spi.PluginConfig
import io.balsam.spi.PluginException
import io.balsam.spi.Scheduler
import io.balsam.testkit.SchedulerContract
import io.balsam.testkit.TestContext
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import spock.lang.TempDir

class LocalSchedulerSpec extends SchedulerContract {

  @TempDir
  Path site

  /** A new one each time: nothing may be kept in memory. */
  @Override
  Scheduler scheduler() {
    new LocalSchedulerProvider().create(new PluginConfig([kill_grace: 0.5]), TestContext.real(site))
  }

  def "a BatchJob runs in a session of its own, so that it outlives its launcher's terminal"() {
    given:
    def id = submit('session', 'cut -d" " -f6 /proc/self/stat; cat ../*/.balsam/batch/*/process')

    when:
    ended(id)
    def process = site.resolve(".balsam/batch/$id/process").text.split(' ')[0]

    then:
    folder.resolve('session.out').text.readLines().first() == process
  }

  def "start and end are reported"() {
    given:
    def id = submit('timed', 'while [ ! -e go ]; do sleep 0.05; done')

    expect:
    with(scheduler().status([id])[id]) {
      state() == BatchState.RUNNING
      started() <= Instant.now().plusSeconds(2)
      ended() == null
    }

    when:
    folder.resolve('go').text = ''

    then:
    with(ended(id)) {
      ended() >= started().minusSeconds(2)
    }
  }

  def "the exit code is named"() {
    expect:
    ended(submit('bad', 'exit 3')).reason() == 'exit code 3'
  }

  def "a process that was killed outright has failed, not vanished"() {
    given:
    def id = submit('killed', 'sleep 600')
    def pid = site.resolve(".balsam/batch/$id/process").text.split(' ')[0]

    when:
    ['sh', '-c', "kill -s KILL -- -$pid"].execute().waitFor()

    then:
    ended(id).reason() == 'killed, or the machine was restarted'
  }

  def "another process that got the same number later is not taken for the BatchJob"() {
    given: 'the number of a live process, but an older start'
    def id = submit('old', 'sleep 600')
    def record = site.resolve(".balsam/batch/$id/process")
    def original = record.text
    record.text = "${ProcessHandle.current().pid()} 2020-01-01T00:00:00Z"

    expect:
    scheduler().status([id])[id].state() == BatchState.FAILED

    when: 'it is cancelled, that process is left alone'
    scheduler().cancel(id)

    then:
    ProcessHandle.current().alive

    cleanup:
    record.text = original
    scheduler().cancel(id)
  }

  def "what a script leaves behind ends with it"() {
    given:
    def id = submit('leaves', 'sleep 600 & echo $! >left; exit 0')

    expect:
    ended(id).state() == BatchState.FINISHED
    within {
      def pid = folder.resolve('left').text.trim()
      assert new File("/proc/$pid/stat").with { !exists() || text.contains(') Z ') }
    }
  }

  def "an id that leads out of the folder is unknown"() {
    expect:
    scheduler().status(['../batch', '', '1/../1']).values()*.state().every { it == BatchState.UNKNOWN }
  }

  def "one machine is one node"() {
    given:
    def script = folder.resolve('x.sh')
    script.text = '#!/bin/sh\n'
    script.toFile().executable = true

    when:
    scheduler().submit(new BatchSubmission('big', script, folder, 2, Duration.ofMinutes(1), '', '', []))

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.USER
    e.message == 'this machine is one node, the BatchJob asks for 2'
  }
}
