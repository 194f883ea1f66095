package io.balsam.cli

import com.fasterxml.jackson.databind.ObjectMapper
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** Workflows from the command line, with a real store and real processes. */
class RunSpec extends Specification {

  @TempDir Path dir
  Shell shell
  PollingConditions soon = new PollingConditions(timeout: 60, delay: 0.05)

  def setup() {
    shell = new Shell(dir)
  }

  def "a workflow runs, and everything about it can be shown afterwards"() {
    given:
    script('two.groovy', '''
      param 'who', default: 'world'
      app('greet') { command 'echo hello {{name}}'; parameter 'name', required: true }
      def first = job('greet') { workdir 'first'; parameters name: params.who; tags row: '1' }
      job('greet') { workdir 'second'; parameters name: 'again'; after first }
    ''')

    expect: 'the run tells what it does, what came out, and what to do next'
    shell.balsam('run', 'two.groovy', '--param', 'who=you') == 0
    shell.lines()[0] == 'two-1: 2 jobs of 1 app on ' + cores() + ' cores, in data/two-1'
    shell.out.contains('two-1 finished in')
    shell.out.contains('2 of 2 jobs done')
    shell.out.contains('balsam report two-1')
    shell.err == ''
    dir.resolve('data/latest/first/job.out').text == 'hello you\n'

    and: 'tables for people'
    shell.balsam('runs') == 0
    shell.lines()[1] =~ /two-1\s+finished\s+2\s+2\s+0\s+0/
    shell.balsam('job', 'ls', '--tag', 'row=1') == 0
    shell.lines().size() == 2
    shell.lines()[1] =~ '1  greet  JOB_FINISHED .* data/two-1/first'
    shell.balsam('job', 'ls', '--state', 'failed') == 0
    shell.out == 'No job matches.\n'

    and: 'one job in full'
    shell.balsam('job', 'show', '1') == 0
    shell.out.contains('name=you')
    shell.balsam('job', 'logs', '2') == 0
    shell.out == 'hello again\n'
    shell.balsam('job', 'logs', '2', '--tail', '0') == 0
    shell.out == ''
    shell.balsam('explain', '2') == 0
    shell.out.contains('RUN_DONE')
    shell.balsam('job', 'tree') == 0
    shell.out.contains('└─ 2 greet')
    shell.balsam('events', '--run', 'two-1', '--state', 'finished') == 0
    shell.lines().size() == 2

    and: 'JSON for programs'
    shell.balsam('job', 'ls', '--json') == 0
    json()*.workdir == [real('data/two-1/first'), real('data/two-1/second')]
    shell.balsam('runs', '--json') == 0
    json()[0].name == 'two-1'
    shell.balsam('events', '1', '--json', '--limit', '1') == 0
    json().to == 'READY'

    and: 'pictures'
    shell.balsam('dag', '-o', '-') == 0
    shell.out.contains('<svg')
    shell.balsam('dag', '-o', 'graph.dot') == 0
    dir.resolve('graph.dot').text.contains('->')
    shell.balsam('report') == 0
    dir.resolve('two-1.html').text.contains('two-1')

    and: 'from a directory below as well'
    new Shell(dir.resolve('data/two-1/first')).with { it.balsam('runs') == 0 && it.out.contains('two-1') }

    and: 'a second run takes over what has not changed'
    shell.balsam('run', 'two.groovy', '--param', 'who=me', '--resume', '--json') == 0
    json().name == 'two-2'
    shell.balsam('run', 'two.groovy', '--param', 'who=me', '--resume') == 0
    shell.out.contains('2 reused')
  }

  def "standard output has only JSON, even if scripts and hooks print: #words"() {
    given:
    script('loud.groovy', '''
      println 'top level'
      System.out.println 'top level too'
      app('x') { command 'true'; postprocess { println 'a hook'; proceed() } }
      job('x')
    ''')

    expect:
    shell.balsam(*words) == 0
    json() != null
    shell.err.contains('top level\ntop level too\n')
    shell.err.contains('a hook') == hook

    where:
    words                                        || hook
    ['run', 'loud.groovy', '--json']             || true
    ['run', 'loud.groovy', '--json', '--dry-run'] || false
    ['lint', 'loud.groovy', '--json']            || false
  }

  def "jobs that cannot be cancelled or retried are counted, unless they were named, and a cancelled run is one"() {
    given:
    script('many.groovy', """
      app('quick') { command 'true' }
      app('slow') { command 'sleep 600' }
      30.times { job('quick') }
      def slow = job('slow')
      job('quick') { after slow }
    """)
    def running = new Shell(dir)
    def run = Thread.start { running.balsam('run', 'many.groovy', '--cores', 2) }
    new PollingConditions(timeout: 60, delay: 0.1).eventually {
      assert shell.balsam('job', 'ls', '--json') == 0
      def jobs = new ObjectMapper().readValue(shell.out, List)
      assert jobs.count { it.state == 'JOB_FINISHED' } == 30
      assert jobs.any { it.state == 'RUNNING' }
    }

    expect:
    shell.balsam('job', 'cancel', '--all', '--subtree') == 0
    shell.out == '2 jobs cancelled: 31 32\n'
    shell.err == '30 jobs have ended already\n'

    when:
    run.join()

    then:
    shell.balsam('runs') == 0
    shell.lines()[1].tokenize(' ')[0..5] == ['many-1', 'cancelled', '32', '30', '0', '0']
    shell.balsam('job', 'cancel', '--run', 'latest') == 2
    [shell.out, shell.err] == ['', '32 jobs have ended already\n']
    shell.balsam('job', 'cancel', '1', '2') == 2
    shell.err.readLines() == ['job 1: it has ended already: JOB_FINISHED', 'job 2: it has ended already: JOB_FINISHED']
    shell.balsam('job', 'cancel', '--app', 'none') == 2
    shell.err.contains('No job matches')
    shell.balsam('job', 'retry', '--run', 'latest') == 0
    shell.err == '30 jobs have neither failed nor been cancelled\n'
  }

  def "a failure is reported at once with its last output and exit code 1; retry and resume repair it"() {
    given:
    script('shaky.groovy', '''
      app('shaky') { command 'if [ -e ../../../fixed ]; then echo fine; else echo no luck >&2; exit 3; fi' }
      app('after') { command 'true' }
      def first = job('shaky') { workdir 'shaky' }
      job('after') { workdir 'after'; after first }
    ''')

    expect:
    shell.balsam('run', 'shaky.groovy') == 1
    shell.out.contains('job 1 shaky: exit code 3: no luck')
    shell.out.contains('more: balsam explain 1')
    shell.out.contains('1 failed, 1 not run because a parent failed')
    shell.out.contains('balsam run shaky.groovy --resume')

    when:
    Files.createFile(dir.resolve('fixed'))

    then:
    shell.balsam('job', 'retry', '--run', 'latest') == 0
    shell.out.contains('jobs new: ')
    shell.out.contains('continue with: balsam resume shaky-1')
    shell.balsam('resume') == 0
    shell.out.contains('2 of 2 jobs done')
    shell.balsam('resume') == 0
    shell.out == 'Every run has ended; there is nothing to resume.\n'
    shell.balsam('resume', 'shaky-1') == 2
    shell.err.contains('shaky-1 has ended')
  }

  def "mistakes in a script are reported with position and source lines, and nothing is written"() {
    given:
    script('bad.groovy', '''
      app('one') { command 'true' }
      job('two') { workdir 'x' }
    '''.stripIndent())

    expect:
    shell.balsam(*command) == 2
    (shell.out + shell.err).contains('bad.groovy:3:')
    !Files.exists(dir.resolve('.balsam'))

    where:
    command << [['run', 'bad.groovy'], ['lint', 'bad.groovy'], ['run', 'bad.groovy', '--dry-run']]
  }

  def "a dry run prints the plan and leaves no file"() {
    given:
    script('plan.groovy', '''
      app('step') { command 'true' }
      def first = job('step') { workdir 'a'; wallTime 60.seconds }
      job('step') { workdir 'b'; wallTime 60.seconds; after first }
    ''')

    expect:
    shell.balsam('run', 'plan.groovy', '--dry-run') == 0
    shell.lines()[0] == 'plan: 2 jobs, 1 dependency; nothing was done'
    shell.out.contains('critical path: 2 jobs one after the other, at most 2 min 00 s')
    Files.list(dir).toList()*.fileName*.toString() == ['plan.groovy']
  }

  def "other commands read a run and cancel its jobs while it is in progress"() {
    given:
    script('long.groovy', '''
      app('wait') { command 'echo begun; while [ ! -e go ]; do sleep 0.05; done; echo through' }
      job('wait') { workdir 'one' }
      job('wait') { workdir 'two' }
      job('wait') { workdir 'three' }
    ''')
    def running = new Shell(dir)
    def run = CompletableFuture.supplyAsync { running.balsam('run', 'long.groovy', '--cores', '2') }

    expect: 'two of three run on two cores'
    soon.eventually {
      assert shell.balsam('job', 'ls', '--state', 'running', '--json') == 0
      assert json()*.id == [1, 2]
    }
    shell.balsam('runs') == 0
    shell.lines()[1] =~ 'long-1  unfinished'

    and: 'a second run is refused with a reason'
    shell.balsam('run', 'long.groovy') == 3
    shell.err.contains('open already')

    when: 'one is followed, one is ended, and the last ones are let go'
    def follower = new Shell(dir)
    def log = CompletableFuture.supplyAsync { follower.balsam('job', 'logs', '-f', '1') }
    def cancelled = shell.balsam('job', 'cancel', '2')
    Files.createFile(dir.resolve('data/long-1/one/go'))
    soon.eventually { assert Files.isDirectory(dir.resolve('data/long-1/three')) }
    Files.createFile(dir.resolve('data/long-1/three/go'))

    then:
    cancelled == 0
    shell.out == '1 job cancelled: 2\n'
    run.get(60, TimeUnit.SECONDS) == 1
    running.out.contains('2 of 3 jobs done, 1 cancelled')
    log.get(60, TimeUnit.SECONDS) == 0
    follower.out == 'begun\nthrough\n'
  }

  def "parameters are read from a file, and options override it"() {
    given:
    script('p.groovy', '''
      param 'a', default: 1
      param 'b', default: 'x'
      app('show') { command 'echo {{a}} {{b}}'; parameter 'a'; parameter 'b' }
      job('show') { workdir 'show'; parameters a: params.a, b: params.b }
    ''')
    dir.resolve('p.yml').text = 'a: 5\nb: from file\n'

    expect:
    shell.balsam('run', 'p.groovy', '--params-file', 'p.yml', '-p', 'a=7', '--quiet') == 0
    shell.out == ''
    dir.resolve('data/latest/show/job.out').text == '7 from file\n'
    shell.balsam('run', 'p.groovy', '-p', 'aa=7') == 2
    shell.err.contains('aa')
  }

  private script(String name, String text) {
    dir.resolve(name).text = text
  }

  private json() {
    new ObjectMapper().readValue(shell.out, Object)
  }

  private String real(String path) {
    dir.toRealPath().resolve(path).toString()
  }

  private static int cores() {
    Runtime.runtime.availableProcessors()
  }
}
