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
  Scheduler scheduler() { configured([:]) }

  private Scheduler configured(Map<String, ?> settings) {
    new LocalSchedulerProvider().create(new PluginConfig([kill_grace: 1] + settings), TestContext.real(site))
  }

  private long leader(String id) { site.resolve(".balsam/batch/$id/process").text.split(' ')[0] as long }

  private long pidIn(String name) {
    within { assert folder.resolve(name).toFile().exists() && folder.resolve(name).text.trim() }
    folder.resolve(name).text.trim() as long
  }

  private static void signal(String name, long pid) {
    assert ['sh', '-c', "kill -s $name $pid"].execute().waitFor() == 0
  }

  @Override
  boolean tellsTimes() { true }

  def "a BatchJob runs in a session of its own, so that it outlives its launcher's terminal"() {
    given:
    def id = submit('session', 'cut -d" " -f6 /proc/self/stat; cat ../*/.balsam/batch/*/process')

    when:
    ended(id)

    then:
    folder.resolve('session.out').text.readLines().first() == "${leader(id)}"
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

  def "a BatchJob whose leading shell was killed has failed, and its script ends"() {
    given:
    def id = submit('killed', 'echo $$ >script; exec sleep 600')
    def script = pidIn('script')

    when:
    signal('KILL', leader(id))

    then:
    ended(id).reason() == 'killed, or the machine was restarted'
    within { assert dead(script) }
  }

  def "all processes of a BatchJob get SIGTERM and time to clean up"() {
    given: 'a launcher under a script that dies of the signal at once'
    def id = submit('polite', """
        sh -c 'trap "sleep 0.3; touch tidy; exit" TERM; echo \$\$ >launcher; while :; do sleep 0.05; done' &
        wait""")
    pidIn('launcher')

    when:
    scheduler().cancel(id)

    then:
    ended(id).reason() == 'cancelled'
    folder.resolve('tidy').toFile().exists()
  }

  def "the wall time is enforced without a process of Balsam, first with SIGTERM: #how"() {
    given:
    def id = submit('slow', """
        sh -c 'trap "$onTerm" TERM; echo \$\$ >launcher; while :; do sleep 0.05; done' &
        wait""", Duration.ofSeconds(1))
    def launcher = pidIn('launcher')

    expect:
    with(ended(id)) {
      reason() == 'its wall time is over'
      started() != null
      ended() != null
    }
    dead(launcher)
    folder.resolve('tidy').toFile().exists() == tidy

    where:
    how           | onTerm            || tidy
    'it complies' | 'touch tidy; exit' || true
    'it does not' | ''                || false
  }

  def "a script's own exit code is not taken for a limit"() {
    expect:
    ended(submit('odd', 'exit 124')).reason() == 'exit code 124'
  }

  def "processes in groups and of parents of their own end with the BatchJob"() {
    given:
    def id = submit('groups', 'timeout 600 sh -c "echo \\$\\$ >deep; sleep 600; :" & while [ ! -s deep ]; do sleep 0.05; done')
    def deep = pidIn('deep')

    expect:
    ended(id).state() == BatchState.FINISHED
    within { assert dead(deep) }
  }

  def "a script finds its BatchJob's id, number of nodes and end in its environment"() {
    given:
    def before = Instant.now().epochSecond
    def id = submit('told', 'echo $BALSAM_BATCH_ID $BALSAM_BATCH_NODES $BALSAM_BATCH_END')
    ended(id)
    def (batch, nodes, end) = folder.resolve('told.out').text.trim().split(' ')

    expect:
    batch == id
    nodes == '1'
    (end as long) in (before + 300)..(before + 330)
  }

  def "BatchJobs that ended long ago are forgotten, but their ids are not used again"() {
    given:
    def ids = (1..3).collect { submit("n$it", 'true') }
    ids.each { ended(it) }
    def running = submit('running', 'sleep 600')

    when:
    def next = configured(keep: 0).submit(submission('n1', folder.resolve('n1.sh'), Duration.ofMinutes(1)))

    then:
    next == '5'
    scheduler().status(ids).values()*.state().toSet() == [BatchState.UNKNOWN].toSet()
    scheduler().status([running])[running].state() == BatchState.RUNNING

    cleanup:
    scheduler().cancel(running)
  }

  def "this machine counts as the number of nodes in the settings"() {
    given:
    def script = folder.resolve('x.sh')
    script.text = '#!/bin/sh\necho $BALSAM_BATCH_NODES\n'
    script.toFile().executable = true

    when:
    def id = configured(nodes: 2).submit(new BatchSubmission('x', script, folder, 2, Duration.ofMinutes(1), '', '', []))
    ended(id)

    then:
    folder.resolve('x.out').text.trim() == '2'

    when:
    configured(nodes: 2).submit(new BatchSubmission('x', script, folder, 3, Duration.ofMinutes(1), '', '', []))

    then:
    def e = thrown(PluginException)
    e.message == 'this machine counts as 2 nodes, and the BatchJob requests 3'
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
    e.message == 'this machine is one node, and the BatchJob requests 2'
  }
}
