package io.balsam.testkit

import io.balsam.spi.BatchState
import io.balsam.spi.BatchSubmission
import io.balsam.spi.PluginException
import io.balsam.spi.Scheduler
import java.time.Duration
import spock.lang.AutoCleanup

class FakeClusterSpec extends SchedulerContract {

  @AutoCleanup
  FakeCluster cluster = new FakeCluster(2)

  @Override
  Scheduler scheduler() { cluster }

  def "what does not fit waits its turn"() {
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
}
