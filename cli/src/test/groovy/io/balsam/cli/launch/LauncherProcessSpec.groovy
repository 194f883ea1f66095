package io.balsam.cli.launch

import io.balsam.cli.Shell
import io.balsam.engine.api.EventFilter
import io.balsam.engine.domain.JobState
import io.balsam.spi.BatchJobRequest
import io.balsam.spi.JobMode
import java.nio.file.Files
import java.time.Duration
import java.util.concurrent.TimeUnit

class LauncherProcessSpec extends LauncherProcessSpecification {

  /** Stay: each job says its process id, and goes on when told to. */
  static final String STAY = '''
    app('stay') { command 'echo $$ > pid; while [ ! -e ../go ]; do sleep 0.05; done' }
    (1..3).each { i -> job('stay') { workdir "j$i" } }
  '''

  List<Long> pids(int count) {
    soon.eventually { assert told().size() == count }
    return told()
  }

  private List<Long> told() {
    (1..3).collect { dir.resolve("data/wf-1/j$it/pid").toFile() }
        .findAll { it.exists() && it.text.endsWith('\n') }.collect { it.text.strip() as long }
  }

  void go() { Files.createFile(dir.resolve('data/wf-1/go')) }

  def "mode #mode runs all jobs, functions too, and ends when none is left"() {
    when:
    long run = submit('''
      app('say') { command 'echo {{text}} > out'; parameter 'text' }
      app('twice') { parameter 'x'; run { x -> x * 2 } }
      (1..5).each { i -> job('say') { workdir "say$i"; parameters text: "it's $i" } }
      job('twice') { workdir 'twice'; parameters x: 21 }
    ''')
    def process = launcher('--job-mode', mode, '--idle-ttl', '1')

    then:
    process.waitFor(90, TimeUnit.SECONDS)
    process.exitValue() == 0
    states(run).every { it == JobState.JOB_FINISHED }
    dir.resolve('data/wf-1/say3/out').toFile().text == "it's 3\n"
    jobs(run).last().result() == 42
    said() =~ /launcher begins \($mode\): 2 nodes, 4 cores\n/
    said() =~ /launcher ended \($mode\): no job for 1 s; 6 jobs run, 0 failed, 0 stopped, \d+ % busy\n/
    engine.site().launchers() == []

    and: 'the logs have a line for each begin and each end'
    def log = dir.resolve('log').toFile().with { all -> (all.listFiles() + (new File(all, 'workers').listFiles() ?: [])).findAll { it.file }*.text.join() }
    (1..6).every { log =~ /INFO .* job $it begins, attempt 1, on node \[\d] of the launcher\n/ && log =~ /INFO .* job $it ended: exit code 0\n/ }

    where:
    mode << ['mpi', 'serial']
  }

  def "on SIGTERM the launcher ends its jobs, reports them and exits with 0; they continue in the next one (#mode)"() {
    given:
    long run = submit(STAY)
    def first = launcher('--job-mode', mode)
    def pids = pids(3)
    soon.eventually { assert states(run).every { it == JobState.RUNNING } }

    when:
    kill('TERM', first.pid())

    then:
    first.waitFor(30, TimeUnit.SECONDS)
    first.exitValue() == 0
    said().contains('SIGTERM; 3 jobs run, 0 failed, 3 stopped')
    soon.eventually { assert pids.every { !alive(it) } }
    soon.eventually { assert states(run).every { it == JobState.RESTART_READY } }

    when:
    go()
    def second = launcher('--job-mode', mode, '--idle-ttl', '1')

    then:
    second.waitFor(60, TimeUnit.SECONDS)
    jobs(run).every { it.state() == JobState.JOB_FINISHED && it.attempts() == 2 }

    where:
    mode << ['mpi', 'serial']
  }

  def "kill -9 leaves no process, and the site takes its jobs back (#mode)"() {
    given:
    long run = submit(STAY)
    def process = launcher('--job-mode', mode)
    def pids = pids(3)
    soon.eventually { assert states(run).every { it == JobState.RUNNING } }

    assert workers().size() == (mode == 'serial' ? 2 : 0)

    when:
    kill('KILL', process.pid())

    then:
    soon.eventually { assert pids.every { !alive(it) } }
    soon.eventually { assert states(run).every { it == JobState.RESTART_READY } }

    and: 'no worker of it is left'
    soon.eventually { assert workers().empty }

    where:
    mode << ['mpi', 'serial']
  }

  def "the jobs of a worker that is killed are run by the other workers"() {
    given:
    long run = submit(STAY)
    def process = launcher('--job-mode', 'serial', '--idle-ttl', '2')
    pids(3)
    soon.eventually { assert states(run).every { it == JobState.RUNNING } }

    when:
    kill('KILL', workers().last())

    then:
    soon.eventually { assert jobs(run).any { it.attempts() == 1 && it.state() == JobState.RESTART_READY || it.attempts() == 2 } }
    soon.eventually {
      assert engine.site().launchers()[0].losses() =~ /^the worker on localhost-2 was lost: its process was ended/
      assert engine.siteEvents(0, 100).any {
        it.source() == 'launcher' && it.message() ==~ /launcher \d+ on .* \(serial, 2 nodes\): the worker on localhost-2 was lost: .*/
      }
    }

    when:
    go()

    then:
    process.waitFor(60, TimeUnit.SECONDS)
    process.exitValue() == 0
    states(run).every { it == JobState.JOB_FINISHED }
    def messages = jobs(run).collectMany { engine.events(EventFilter.ALL.withJobs([it.id()]), Duration.ZERO) }*.data()*.message
    messages.any { it?.toString()?.contains('the worker on localhost') }
  }

  def "the owner is restarted in the middle: jobs go on and are recorded"() {
    given:
    long run = submit(STAY)
    def process = launcher('--idle-ttl', '1')
    pids(3)
    soon.eventually { assert states(run).every { it == JobState.RUNNING } }

    when:
    disown()
    go()
    own()
    engine.resume(run)

    then:
    process.waitFor(60, TimeUnit.SECONDS)
    process.exitValue() == 0
    jobs(run).every { it.state() == JobState.JOB_FINISHED && it.attempts() == 1 }
  }

  def "parts of an allocation have launchers of their own, with their tags"() {
    given:
    long run = submit('''
      app('where') { command 'echo $BALSAM_NODE > where' }
      (1..4).each { i -> job('where') { workdir "j$i"; tags kind: i % 2 ? 'odd' : 'even' } }
    ''')

    when:
    def process = launcher('-p', 'mpi:1:kind=odd', '-p', 'mpi:1:kind=even', '--idle-ttl', '1')

    then:
    process.waitFor(60, TimeUnit.SECONDS)
    states(run).every { it == JobState.JOB_FINISHED }
    (1..4).collect { dir.resolve("data/wf-1/j$it/where").toFile().text.strip() } ==
        ['localhost', 'localhost-2', 'localhost', 'localhost-2']
  }

  def "an allocation that begins while the agent is away waits for it, and learns then what to run"() {
    given:
    def asked = new BatchJobRequest(2, 10, '', '', JobMode.SERIAL, [kind: 'small'], [], [:])
    long number = engine.batchJobs().submit([asked])[0].id()
    long run = submit("app('where') { command 'echo here > where' }; job('where') { tags kind: 'small' }")
    if (killed) {
      server.close()
    } else {
      disown()
    }

    when:
    def process = launcher('--batch-job', number as String, '--idle-ttl', '1')

    then:
    soon.eventually { assert said().contains("the agent of $dir is down: no jobs until it is up again") }

    when:
    if (killed) {
      disown()
    }
    own()
    engine.resume(run)

    then:
    process.waitFor(60, TimeUnit.SECONDS)
    process.exitValue() == 0
    said().contains("launcher begins (BatchJob $number, serial)")
    states(run) == [JobState.JOB_FINISHED]

    where:
    killed << [false, true]
  }

  def "a launcher that never reaches the agent says so, and its exit code is not 0"() {
    given:
    settings('launcher_margin: 60\n')
    disown()
    def shell = new Shell(dir)

    expect:
    shell.balsam('launcher', '-t', 1) == 3
    shell.err.readLines() == [
        "the agent of $shell.directory is down: no jobs until it is up again ('balsam site start $shell.directory')".toString(),
        "balsam: nothing was run: the agent of $shell.directory was never up; 'balsam site start $shell.directory' starts it".toString()]

    cleanup:
    own()
  }

  def "#words is answered in one line"() {
    given:
    def shell = new Shell(dir)

    expect:
    shell.balsam(*(['launcher'] + words)) == 2
    shell.err.readLines().size() == 1
    shell.err.contains(text)

    where:
    words                                 || text
    ['-p', 'mpi:3']                       || 'the partitions want 3 nodes, but this allocation has 2 (localhost, localhost-2)'
    ['-p', 'mpi']                         || 'must be MODE:NODES'
    ['-p', 'omp:2']                       || "the mode must be mpi or serial, not 'omp'"
    ['-p', 'mpi:2:a=b,a=c']               || "--partition: no job can have two values of 'a'"
    ['-p', 'mpi:2:x']                     || "tags must be name=value, not 'x'"
    ['--job-mode', 'mip']                 || "the mode must be mpi or serial, not 'mip'"
    ['--batch-job', '99']                 || 'there is no BatchJob 99'
  }
}
