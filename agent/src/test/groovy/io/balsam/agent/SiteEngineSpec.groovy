package io.balsam.agent

import io.balsam.agent.site.OperationFailed
import io.balsam.agent.site.OperationRefused
import io.balsam.engine.api.EventFilter
import io.balsam.engine.api.JobFilter
import io.balsam.engine.config.Setting
import io.balsam.engine.config.SettingsProblem
import io.balsam.engine.domain.JobState
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardWatchEventKinds
import java.time.Duration
import java.util.concurrent.CancellationException
import spock.lang.Specification
import spock.lang.TempDir

class SiteEngineSpec extends Specification {

  @TempDir Path dir
  Path script

  def setup() {
    script = dir.resolve('wf.groovy')
    Files.writeString(script, "app('wait') { command 'test -e ${dir.toRealPath()}/go || sleep 600' }\njob('wait')\n")
  }

  private SiteEngine open(String grace = '1') {
    SiteEngine.in(dir.resolve('site')).home(Home.PATH).set(Setting.KILL_GRACE, grace).open()
  }

  private static void awaitRunning(SiteEngine site) {
    long seen = 0
    while (!site.api().jobs(JobFilter.ALL.withStates([JobState.RUNNING] as Set)).results()) {
      seen = site.api().events(EventFilter.ALL.withAfter(seen), Duration.ofSeconds(60)).last().seq()
    }
  }

  def "a run that was cut off by close is resumed by the next engine"() {
    given:
    def first = open()
    long run = first.submit(script, [:], false)
    awaitRunning(first)
    first.close()
    Files.createFile(dir.resolve('go'))

    when:
    def second = open()
    second.resume(run)
    def result = second.await(run)

    then:
    result.succeeded()
    second.api().jobs(JobFilter.ALL).results()*.attempts() == [2]

    cleanup:
    second?.close()
  }

  def "results of an earlier run are taken over"() {
    given:
    Files.createFile(dir.resolve('go'))
    def site = open()
    site.run(script, [:])

    when:
    def again = site.await(site.submit(script, [:], true))

    then:
    again.succeeded()
    site.api().jobs(JobFilter.ALL.withRun(again.run().id())).results()*.reusedFrom() == [1L]

    cleanup:
    site.close()
  }

  def "an interrupted wait leaves the run going"() {
    given:
    def site = open()
    long run = site.submit(script, [:], false)

    when:
    Thread.currentThread().interrupt()
    site.await(run)

    then:
    thrown(InterruptedException)

    and:
    site.api().run(run).get().ended() == null

    cleanup:
    site.close()
  }

  def "close on a thread that is interrupted #when ends what runs, records it and keeps the interrupt"() {
    given: 'a job that is asked to end, and does so later'
    def here = dir.toRealPath()
    Files.writeString(script, """\
      app('slow') {
          command "trap 'touch $here/asked' TERM; touch $here/up; until test -e $here/leave; do sleep 0.1 || true; done"
      }
      job('slow')
      """.stripIndent())
    def site = open('60')
    long run = site.submit(script, [:], false)
    awaitFile('up')

    when:
    def closer = Thread.currentThread()
    Thread.start {
      awaitFile('asked')
      if (during) {
        closer.interrupt()
      }
      Files.createFile(dir.resolve('leave'))
    }
    if (!during) {
      closer.interrupt()
    }
    site.close()
    boolean interrupted = Thread.interrupted()

    then:
    interrupted

    and:
    def again = open()
    again.api().jobs(JobFilter.ALL.withRun(run)).results()*.state() == [JobState.RESTART_READY]

    cleanup:
    again?.close()

    where:
    during << [false, true]
    when = during ? 'meanwhile' : 'before'
  }

  def "open on an interrupted thread opens the directory and keeps the interrupt"() {
    given:
    Files.createFile(dir.resolve('go'))

    when:
    Thread.currentThread().interrupt()
    def site = open()
    boolean interrupted = Thread.interrupted()

    then:
    interrupted
    site.run(script, [:]).succeeded()

    cleanup:
    site?.close()
  }

  def "a script is not read on an interrupted thread, and nothing is run"() {
    given:
    def site = open()

    when:
    Thread.currentThread().interrupt()
    site.submit(script, [:], false)

    then:
    thrown(CancellationException)
    Thread.interrupted()
    site.api().runs() == []

    cleanup:
    site.close()
  }

  private boolean awaitFile(String name) {
    def watch = dir.fileSystem.newWatchService()
    dir.register(watch, StandardWatchEventKinds.ENTRY_CREATE)
    while (!Files.exists(dir.resolve(name))) {
      watch.take().with { pollEvents(); reset() }
    }
    watch.close()
    true
  }

  def "a run that is not here is refused"() {
    given:
    def site = open()

    when:
    site."$call"(7)

    then:
    def e = thrown(OperationRefused)
    e.message.contains('7')

    cleanup:
    site.close()

    where:
    call << ['resume', 'await']
  }

  def "a directory with an agent is refused, with what to do instead"() {
    given:
    Files.createDirectories(dir.resolve('site/.balsam'))
    Files.writeString(dir.resolve('site/.balsam/site.json'), '{"name": "lab"}')

    when:
    open()

    then:
    def e = thrown(OperationRefused)
    e.message == "the agent of ${dir.resolve('site')} runs its jobs: send workflows to it, or use another directory"
  }

  def "a directory that this program has open is refused, with what to do"() {
    given:
    def first = open()

    when:
    open()

    then:
    def e = thrown(OperationFailed)
    e.message == "this program has ${dir.resolve('site')} open already: use that SiteEngine, or close it first"

    cleanup:
    first.close()
  }

  def "a wrong setting is reported with its value, and nothing is created"() {
    when:
    SiteEngine.in(dir.resolve('site')).home(Home.PATH).set(Setting.CORES, 'many').open()

    then:
    def e = thrown(SettingsProblem)
    e.message.contains("'many'")
    !Files.exists(dir.resolve('site'))
  }

  def "without a distribution the message says how to name one"() {
    when:
    SiteEngine.in(dir.resolve('site')).home(dir.resolve('none')).open()

    then:
    def e = thrown(OperationRefused)
    e.message == "no plugins in ${dir.resolve('none/plugins')}: name an unpacked Balsam with BALSAM_HOME or home()"
    !Files.exists(dir.resolve('site'))
  }
}
