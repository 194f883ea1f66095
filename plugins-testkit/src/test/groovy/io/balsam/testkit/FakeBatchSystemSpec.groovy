package io.balsam.testkit

import io.balsam.spi.BatchState
import io.balsam.spi.BatchSubmission
import io.balsam.spi.CommandResult
import io.balsam.spi.CommandRunner
import io.balsam.spi.PluginException
import io.balsam.spi.Scheduler
import java.nio.file.Path
import java.time.Duration
import spock.lang.AutoCleanup
import spock.util.concurrent.PollingConditions

class FakeBatchSystemSpec extends SchedulerContract {

  @AutoCleanup
  FakeBatchSystem cluster = new FakeBatchSystem(2)

  @Override
  Scheduler scheduler() { cluster }

  def "a BatchJob that does not fit waits"() {
    given:
    def ids = (1..3).collect { submit("job$it", "while [ ! -e go ]; do sleep 0.05; done") }

    expect:
    cluster.status(ids).values()*.state().countBy { it } == [(BatchState.RUNNING): 2, (BatchState.QUEUED): 1]

    when:
    folder.resolve('go').text = ''

    then:
    ids.every { ended(it).state() == BatchState.FINISHED }
  }

  def "a queued BatchJob that is cancelled never starts"() {
    given:
    def busy = (1..2).collect { submit("busy$it", 'while [ ! -e go ]; do sleep 0.05; done') }
    def queued = submit('queued', 'touch started')

    when:
    cluster.cancel(queued)
    folder.resolve('go').text = ''

    then:
    busy.every { ended(it).state() == BatchState.FINISHED }
    cluster.status([queued])[queued].state() == BatchState.FAILED
    !folder.resolve('started').toFile().exists()
  }

  def "more nodes than there are will never be free"() {
    given:
    def script = folder.resolve('x.sh')
    script.text = '#!/bin/sh\n'
    script.toFile().executable = true

    when:
    cluster.submit(new BatchSubmission('big', script, folder, 3, Duration.ofMinutes(1), '', '', []))

    then:
    def e = thrown(PluginException)
    e.message == '3 nodes asked for, the cluster has 2'
  }

  def "a BatchJob that has left the history is unknown, not ended"() {
    given:
    def id = submit('old', 'true')
    ended(id)

    when:
    cluster.forget(id)

    then:
    cluster.status([id])[id].state() == BatchState.UNKNOWN
  }

  def "a fake of other commands is built on it, with the variables that its scripts see"() {
    given:
    def script = folder.resolve('x.sh')
    script.text = '#!/bin/sh\necho "$XJOB" > seen\n'
    script.toFile().executable = true
    def system = new Numbered(1)
    CommandRunner commands = { words, environment, stdin, limit ->
      String said = words[0] == 'xsub'
          ? system.submit(new BatchSubmission('x', Path.of(words[1]), folder, 1, Duration.ofMinutes(1), '', '', []))
          : system.status([words[1]])[words[1]].reason()
      new CommandResult(0, said, '')
    }

    when:
    def id = commands.run('xsub', script as String).out()

    then:
    new PollingConditions(timeout: 30).eventually {
      assert commands.run('xstat', id).out() == 'COMPLETED'
    }
    folder.resolve('seen').text == "$id\n"

    cleanup:
    system.close()
  }

  static class Numbered extends FakeBatchSystem {

    Numbered(int nodes) {
      super(nodes)
    }

    @Override
    protected Map<String, String> environment(String id, BatchSubmission submission) {
      super.environment(id, submission) + [XJOB: id]
    }
  }
}
