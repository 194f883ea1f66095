package io.balsam.cli.launch

import io.balsam.cli.Shell
import io.balsam.dsl.WorkflowReader
import io.balsam.engine.api.EventFilter
import io.balsam.engine.api.JobFilter
import io.balsam.engine.api.JobView
import io.balsam.engine.api.NewRun
import io.balsam.engine.domain.JobState
import io.balsam.engine.plugin.Platform
import io.balsam.engine.process.ShellSpawner
import io.balsam.engine.run.Engine
import io.balsam.engine.run.EngineConfig
import io.balsam.engine.run.batchjob.SiteRules
import io.balsam.engine.store.Ownership
import io.balsam.engine.store.Store
import io.balsam.engine.store.Stores
import io.balsam.server.FacadeServer
import java.nio.file.Files
import java.nio.file.Path
import java.time.Clock
import java.time.Duration
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** Real {@code balsam launcher} processes, and a site's owner in this one. */
class LauncherProcessSpec extends Specification {

  @TempDir Path dir
  PollingConditions soon = new PollingConditions(timeout: 60, delay: 0.05)
  Ownership ownership
  Store store
  Engine engine
  FacadeServer server
  List<Process> started = []

  def setup() {
    own()
    settings('kill_grace: 1\nplugins:\n  nodes:\n    local: {nodes: 2, slots: 2}\n')
  }

  def cleanup() {
    started.each { it.destroyForcibly().waitFor() }
    disown()
  }

  void settings(String text) { dir.resolve('settings.yml').text = text }

  void own() {
    ownership = Ownership.acquire(dir.resolve('.balsam')).get()
    store = Stores.open("jdbc:h2:file:${dir.resolve('.balsam/balsam')}")
    def rules = new SiteRules('test', Duration.ofSeconds(20), [], [] as Set, '', '', [:])
    def nowhere = [nodes: { [] }] as Platform
    engine = Engine.open(new EngineConfig(dir, store, nowhere, new WorkflowReader(), new ShellSpawner(), 2,
        Duration.ofSeconds(1), Clock.systemUTC(), rules))
    server = FacadeServer.start(engine, 'secret')
    ownership.publish(server.url(), 'secret')
  }

  void disown() {
    server.close()
    engine.close()
    store.close()
    ownership.close()
  }

  long submit(String script) {
    def file = dir.resolve('wf.groovy')
    file.text = script
    engine.submit(new NewRun(new WorkflowReader().read(file, [:]), false)).id()
  }

  Process launcher(String... words) {
    def java = Path.of(System.getProperty('java.home'), 'bin', 'java').toString()
    def builder = new ProcessBuilder([java, '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp',
        System.getProperty('java.class.path'), 'io.balsam.cli.Main', 'launcher'] + words.toList())
    builder.environment().putAll(new Shell(dir).environment)
    def process = builder.directory(dir.toFile()).redirectErrorStream(true)
        .redirectOutput(dir.resolve("out${started.size()}").toFile()).start()
    started << process
    return process
  }

  String said(int number = 0) { dir.resolve("out$number").toFile().text }

  List<JobView> jobs(long run) { engine.jobs(JobFilter.ALL.withRun(run)).results() }

  List<JobState> states(long run) { jobs(run)*.state() }

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

  static boolean alive(long pid) { ProcessHandle.of(pid).filter { it.alive }.present }

  static kill(String signal, long pid) {
    assert new ProcessBuilder('kill', "-$signal", "$pid").start().waitFor() == 0
  }

  void go() { Files.createFile(dir.resolve('data/wf-1/go')) }

  def "mode #mode runs what is there, functions too, and ends when there is no more"() {
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

    where:
    mode << ['mpi', 'serial']
  }

  def "SIGTERM ends its jobs, tells the site and ends well; they go on in the next one (#mode)"() {
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

  /** By the kernel's word: the JDK cuts long command lines off. */
  List<Long> workers() {
    def mine = dir.resolve('.balsam/worker-').toString()
    Path.of('/proc').toFile().listFiles().findAll { it.name.isLong() }.findAll {
      try {
        def words = new File(it, 'cmdline').text.split('\0')
        return words.length > 2 && words[0].endsWith('java') && words.last().startsWith(mine)
      } catch (IOException gone) {
        return false
      }
    }.collect { it.name as long }
  }

  def "a worker that is killed gives its jobs back, and the others go on with them"() {
    given:
    long run = submit(STAY)
    def process = launcher('--job-mode', 'serial', '--idle-ttl', '2')
    pids(3)
    soon.eventually { assert states(run).every { it == JobState.RUNNING } }

    when:
    kill('KILL', workers().last())

    then:
    soon.eventually { assert jobs(run).any { it.attempts() == 1 && it.state() == JobState.RESTART_READY || it.attempts() == 2 } }

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
    ['-p', 'mpi:2:x']                     || "tags must be name=value, not 'x'"
    ['--job-mode', 'mip']                 || "the mode must be mpi or serial, not 'mip'"
    ['--batch-job', '99']                 || 'there is no BatchJob 99'
  }
}
