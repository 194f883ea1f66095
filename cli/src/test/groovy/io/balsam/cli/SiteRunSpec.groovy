package io.balsam.cli

import io.balsam.cli.term.Io
import io.balsam.engine.api.JobFilter
import io.balsam.engine.api.launcher.Report
import io.balsam.engine.batchjob.BatchJobUpdate
import io.balsam.spi.BatchJobState
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** {@code balsam run} in a site: the agent runs it, the command looks on. */
class SiteRunSpec extends Specification {

  @TempDir Path dir
  Path site
  Shell shell
  @AutoCleanup AgentStandIn agent
  PollingConditions soon = new PollingConditions(timeout: 60, delay: 0.05)

  def setup() {
    site = Files.createDirectories(dir.toRealPath().resolve('lab'))
    AgentStandIn.makeSite(site)
    shell = new Shell(Files.createDirectories(site.resolve('scripts')))
    agent = new AgentStandIn(site)
    site.resolve('scripts/two.groovy').text = '''
      app('work') { command 'true'; retry attempts: 2, backoff: 0.seconds }
      def first = job('work') { workdir 'first' }
      job('work') { workdir 'second'; after first }
    '''
  }

  /** Ends jobs as they come, with these exit codes. */
  private CompletableFuture<?> working(Map how) {
    CompletableFuture.runAsync {
      def launcher = agent.launcher(how)
      def ends = how.codes
      while (ends) {
        launcher.poll()
        launcher.held.keySet().toList().each {
          launcher.begin(it)
          launcher.end(it, code: ends.remove(0))
        }
      }
      launcher.close()
    }
  }

  def "the workflow goes to the agent, from anywhere in the site, and is followed to its end"() {
    given:
    agent.start()

    when:
    def launcher = working(codes: [1, 0, 0], cores: 4)
    int code = shell.balsam('run', 'two.groovy')
    launcher.get(60, TimeUnit.SECONDS)

    then:
    code == 0
    shell.lines()[0] == 'two-1: 2 jobs, submitted to lab'
    shell.out.contains('two-1 finished in')
    shell.out.contains('2 of 2 jobs done, 1 retry')
    !shell.out.contains('cores')

    and: 'it is the agent that has it'
    agent.engine.runs()*.name() == ['two-1']
    shell.balsam('job', 'ls') == 0
    shell.lines().size() == 3
    shell.balsam('explain', 1) == 0
    shell.balsam('dag', '--format', 'dot', '--out', '-') in [0, 2]
  }

  def "a job that fits no allocation is refused with its line, before the agent is asked"() {
    given:
    site.resolve('scripts/large.groovy').text = """\
      app('work') { command 'true' }
      job('work') { workdir 'nodes'; nodes 9 }
      job('work') { workdir 'time'; wallTime 2.hours }
      job('work') { workdir 'cores'; threadsPerRank 100000 }
      job('work') { workdir 'fits'; nodes 8; wallTime 59.minutes }
      job('work') { workdir 'small' }""".stripIndent()

    expect:
    shell.balsam(*words, 'large.groovy') == 2
    (shell.out + shell.err).readLines().findAll { it.contains(' can never run ') } == [
        'large.groovy:2:1: the job can never run here: needs 9 nodes, queue debug gives at most 8',
        'large.groovy:3:1: the job can never run here: needs an allocation of 2h1m (its wall time and 1m for the launcher), queue debug gives at most 1h',
        "large.groovy:4:1: the job can never run here: needs 100000 cores on one node, the largest node has ${Runtime.runtime.availableProcessors()}".toString()]

    where:
    words << [['lint'], ['run'], ['run', '--detach'], ['run', '--dry-run']]
  }

  def "a job that fails is reported at once and makes the command fail"() {
    given:
    agent.start()

    when:
    def launcher = working(codes: [3, 3])
    int code = shell.balsam('run', 'two.groovy')
    launcher.get(60, TimeUnit.SECONDS)

    then:
    code == 1
    shell.out.contains('job 1 work: exit code 3 (2 attempts)')
    shell.out.contains('two-1 failed in')
  }

  def "the command can request an allocation"() {
    given:
    agent.start()

    expect:
    shell.balsam('run', 'two.groovy', '--detach', '--nodes', 2, '--wall-time', 30, '--job-mode', 'serial') == 0
    shell.lines() == ['two-1: 2 jobs, submitted to lab', 'BatchJob 1 is requested', 'Watch it: balsam runs, balsam job ls --run two-1']
    shell.err == ''
    agent.engine.batchJobs().find([], [] as Set)[0].request().nodes() == 2
    agent.engine.run(1).get().total() == 2
  }

  def "a command that follows a run says what the run waits for, in the words of 'explain', when nothing happens"() {
    given:
    agent.start()
    def out = new ByteArrayOutputStream()
    def io = new Io(new PrintStream(out, true), new PrintStream(out, true), shell.environment, shell.directory, false, 120, true, 'balsam')

    when: 'the batch system refuses what is asked for'
    def code = CompletableFuture.supplyAsync { Main.run(['run', 'two.groovy', '--nodes', '2', '--wall-time', '30'], io) }
    soon.eventually { assert agent.engine.batchJobs().find([1L], [] as Set) }
    agent.engine.services().batchJobs().change([BatchJobUpdate.to(1, BatchJobState.SUBMIT_FAILED, 'Invalid account')])

    then:
    soon.eventually {
      assert out.toString().contains('waits: job 1 work: No launcher is running. BatchJob 1 was refused: Invalid account.'
          + ' balsam queue submit -n 1 -t MINUTES requests an allocation that is large enough. Ctrl-C leaves the run to the agent.')
    }
    shell.balsam('explain', 1) == 0
    shell.lines()[1] == 'No launcher is running.'
    shell.lines()[2].endsWith('BatchJob 1 was refused: Invalid account')

    and: 'whoever looks for it among those that wait finds out too'
    shell.balsam('queue', 'ls') == 0
    shell.err.matches('(?s).*BatchJob 1 was refused \\S+ s ago: Invalid account\n')

    when:
    working(codes: [0, 0], cores: 4)

    then:
    code.get(60, TimeUnit.SECONDS) == 0
    out.toString().readLines().count { it.startsWith('waits: ') } == 1
  }

  def "an allocation that is refused leaves no run"() {
    given:
    agent.start()

    expect:
    shell.balsam('run', 'two.groovy', '--nodes', 20, '--wall-time', 30) == 2
    shell.err.readLines() == ['balsam: queue debug allows at most 8 nodes, not 20']
    agent.engine.runs() == []
  }

  def "an allocation without a length is refused with the options of run"() {
    given:
    agent.start()

    expect:
    shell.balsam('run', 'two.groovy', '--nodes', 2) == 2
    shell.err.readLines() == ['balsam: --wall-time is missing: -t MINUTES, length of the allocation']
    shell.balsam('run', 'two.groovy', '--wall-time', 2) == 2
    shell.err.readLines() == ['balsam: --nodes is missing: -n N, nodes of the allocation']
  }

  def "without any allocation it says what is missing"() {
    given:
    agent.start()

    expect:
    shell.balsam('run', 'two.groovy', '--detach') == 0
    shell.err.contains('request an allocation: balsam queue submit')
  }

  def "when the agent is down the command says so in one line, and leaves nothing behind"() {
    expect:
    shell.balsam('run', 'two.groovy') == 3
    shell.err.readLines() == ["balsam: the agent of $site is down: 'balsam site start' starts it".toString()]
    !Files.exists(site.resolve('data'))
    shell.balsam('resume') == 3
  }

  def "what a command changes or follows while the agent is down goes on with the agent, not with resume"() {
    given:
    agent.start()
    shell.balsam('run', 'two.groovy', '--detach')
    shell.balsam('job', 'cancel', 1)
    Files.createDirectories(site.resolve('data/two-1/a'))
    agent.close()

    expect:
    shell.balsam('job', 'retry', 1) == 0
    shell.out.contains("the agent of $site is down: 'balsam site start' starts it")
    !shell.out.contains('resume')
    shell.balsam('explain', 3) == 0
    shell.out.contains("The site's agent is down; in its record the job is ")
    shell.out.contains('Next  balsam site start')
  }

  def "an attempt that was given back takes no time"() {
    given:
    agent.start()
    shell.balsam('run', 'two.groovy', '--detach')
    def launcher = agent.launcher()
    launcher.poll()
    launcher.begin(1)

    expect:
    shell.balsam('job', 'ls') == 0
    shell.lines()[1].tokenize(' ')[0..3] == ['1', 'work', 'RUNNING', '1']
    shell.lines()[1] =~ /\d s /

    when:
    launcher.end(1, outcome: Report.Outcome.NOT_CREATED, error: 'no step')

    then:
    shell.balsam('job', 'ls') == 0
    shell.lines()[1].tokenize(' ')[0..3] == ['1', 'work', 'RESTART_READY', '0']
    !(shell.lines()[1] =~ /\d s /)
  }

  def "mistakes in a script are found before the agent is asked"() {
    given:
    site.resolve('scripts/bad.groovy').text = "job('nothing') { workdir 'x' }\n"

    expect:
    shell.balsam('run', 'bad.groovy') == 2
    shell.err.contains('bad.groovy:1')
  }

  def "a command keeps following the run when the agent restarts; resume follows runs in progress"() {
    given:
    agent.start()
    def following = CompletableFuture.supplyAsync { new Shell(site).with { [balsam('run', 'scripts/two.groovy'), it] } }
    soon.eventually { assert agent.engine.runs().size() == 1 }

    when:
    agent.close()
    agent.start()
    agent.engine.resume(1)
    def launcher = working(codes: [0, 0])
    def resumed = shell.balsam('resume')
    launcher.get(60, TimeUnit.SECONDS)

    then:
    following.get(60, TimeUnit.SECONDS)[0] == 0
    resumed == 0
  }

  def "Ctrl-C ends the command and not the run"() {
    given:
    agent.start()
    def process = new ProcessBuilder(System.getProperty('java.home') + '/bin/java', '-cp', System.getProperty('java.class.path'), 'io.balsam.cli.Main',
        'run', 'scripts/two.groovy').directory(site.toFile()).redirectErrorStream(true).start()
    soon.eventually { assert agent.engine.runs().size() == 1 }
    def lines = process.inputReader()
    def said = []
    while (!(said && said.last().contains('nothing runs its jobs yet'))) {
      said << lines.readLine()
    }

    when:
    new ProcessBuilder('kill', '-INT', "${process.pid()}").start().waitFor()

    then:
    process.waitFor(60, TimeUnit.SECONDS)
    lines.readLines().contains('balsam: no longer following; the agent continues two-1')
    process.exitValue() == 130
    agent.engine.run(1).get().ended() == null
  }

  def "the jobs are those that the command declared: an agent does not read the script for commands"() {
    given:
    def samples = site.resolve('samples.txt')
    def reads = site.resolve('reads.txt')
    samples.text = 'a\nb\n'
    site.resolve('scripts/data.groovy').text = """
      new File('$reads') << 'read '
      app('echo') { command 'echo {{s}}'; environment HOME_OF_ALL: System.getenv('HOME'); retry attempts: 2 }
      def before = null
      new File('$samples').readLines().each { line ->
        def next = job('echo') { parameters s: line, size: 0.0001; tags line: line; wallTime 1.minute; data n: [1, 2.50] }
        if (before) { next.after before }
        before = next
      }
    """.replace(', size: 0.0001', '')
    agent.start()

    when:
    int code = shell.balsam('run', 'data.groovy', '--detach')
    def jobs = agent.engine.jobs(JobFilter.ALL).results()
    samples.toFile().delete()
    agent.close()
    agent.start()
    agent.engine.resume(1)
    def launcher = working(codes: [0, 0])
    def resumed = shell.balsam('resume')
    launcher.get(60, TimeUnit.SECONDS)

    then:
    code == 0
    resumed == 0
    reads.text == 'read '
    jobs*.tags() == [[line: 'a'], [line: 'b']]
    jobs*.data() == [[n: [1, 2.50]]] * 2
    jobs[1].parents() == [1]
    agent.engine.script(1).get().context().environment() == [HOME: Optional.of(System.getenv('HOME'))]
  }
}
