package io.balsam.cobalt.fake

import io.balsam.testkit.SchedulerContract
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** The fake is measured against what a real Cobalt was seen to say. */
class FakeCobaltSpec extends Specification {

  static final CobaltSite SITE = CobaltSite.cluster(4).faster(Duration.ofMillis(200), Duration.ofMillis(400))

  @TempDir
  Path folder

  @AutoCleanup
  FakeCobalt cobalt

  def "every refusal matches the real one's text, stream and exit code"() {
    given:
    start(SITE.with(CobaltQueue.named('default'), CobaltQueue.named('debug').limits(60, 5, 0)))
    script('hello.sh', 'echo hello')
    folder.resolve('noexec.sh').text = '#!/bin/sh\n'
    def seen = []

    when:
    transcript().each { command, recorded ->
      // Lists of jobs tell of the moment they were asked in.
      if (command != 'qstat' && !command.contains('--version') && !command.contains('--help')) {
        def said = sh(command)
        seen << command
        assert (recorded.rc == 0 && said.out.trim().integer) ? said.out.trim().integer : said.out == recorded.out
        assert "$command: $said.err" == "$command: $recorded.err"
        assert "$command: $said.rc" == "$command: $recorded.rc"
      }
    }

    then:
    seen.size() >= 30
  }

  def "an empty queue and idle nodes are printed as recorded"() {
    given:
    start(SITE)

    expect:
    sh('qstat').out == 'JobID  User  WallTime  Nodes  State  Location  \n' + '=' * 47 + '\n'
    sh('nodelist').out.readLines()[0..2] == [
        'Host  Queue          State  Backfill', '=' * 38, 'c001  debug:default  idle   -       ']
  }

  def "a job sees what Cobalt sets and what --env names, and nothing of its submitter's"() {
    given:
    start(SITE)
    script('env.sh', 'env; cat $COBALT_NODEFILE; cat')

    when:
    sh('SECRET=1 qsub -n 2 -t 5 -O run --env "A=1:B=x\\:y" ./env.sh')
    gone('1')
    def out = folder.resolve('run.output').text

    then:
    ['COBALT_JOBID=1', 'COBALT_PARTNAME=c001', 'COBALT_PARTSIZE=2', 'COBALT_JOBSIZE=2', 'A=1', 'B=x:y'].every {
      out.readLines().contains(it)
    }
    out.contains('COBALT_STARTTIME=') && out.contains('COBALT_ENDTIME=')
    out.readLines().takeRight(2) == ['c001', 'c002']
    !out.contains('SECRET')
    folder.resolve('run.cobaltlog').text.contains(
        'Info: task completed normally with an exit code of 0; initiating job cleanup and removal')
  }

  def "directives under the first line count, and the command line counts more"() {
    given:
    start(SITE)
    folder.resolve('d.sh').text = '#!/bin/sh\n#COBALT -n 2 -t 5 -A p\n#COBALT -O pre$jobid\necho $COBALT_JOBSIZE\n'
    folder.resolve('d.sh').toFile().executable = true

    when:
    sh('qsub -n 3 ./d.sh')
    gone('1')

    then:
    folder.resolve('pre1.output').text.trim() == '3'
    folder.resolve('pre1.cobaltlog').text.readLines()[1] == 'qsub --mode script -n 2 -t 5 -A p -O pre$jobid -n 3 ./d.sh'
  }

  def "what overruns its time gets SIGTERM, and SIGKILL when that does not help"() {
    given:
    start(SITE)
    script('stubborn.sh', 'trap "echo TERM" TERM; echo $$ >pid; while :; do sleep 0.05; done')

    when:
    sh('qsub -n 1 -t 5 -O limit ./stubborn.sh')
    gone('1')

    then:
    folder.resolve('limit.output').text.contains('TERM')
    folder.resolve('limit.cobaltlog').text.readLines().last().endsWith(
        'Info: maximum execution time exceeded; initiating job termination')
    within { assert SchedulerContract.dead(folder.resolve('pid').text.trim() as long) }
  }

  def "a parent's end decides about its children"() {
    given:
    start(SITE)
    script('ends.sh', 'while [ ! -e go ]; do sleep 0.05; done; exit $1')

    when:
    def answers = ['./ends.sh 3', '--dependencies 1 ./ends.sh 0', './ends.sh 0', '--dependencies 3 ./ends.sh 0'].collect {
      sh("qsub -n 1 -t 60 $it").out.trim()
    }

    then:
    answers == ['1', '2', '3', '4']
    state('2') == 'dep_hold'

    when:
    folder.resolve('go').text = ''
    gone('1')
    gone('4')

    then:
    state('2') == 'dep_fail'
  }

  def "a big job drains nodes, and small ones pass it only if they are done in time"() {
    given:
    start(SITE.faster(Duration.ofSeconds(60), Duration.ofSeconds(1)))
    script('go.sh', 'while [ ! -e go ]; do sleep 0.05; done')

    when: 'one node is taken for an hour, and all are wanted'
    sh('qsub -n 1 -t 60 ./go.sh; qsub -n 4 -t 10 ./go.sh')

    then:
    sh('nodelist --noheader').out.readLines()*.split(' +')*.getAt(3).every { it == '-' || it =~ /00:59:\d\d|01:00:00/ }
    sh('nodelist --noheader').out.readLines().count { it.contains('idle') } == 3

    when:
    sh('qsub -n 1 -t 50 ./go.sh; qsub -n 1 -t 70 ./go.sh')

    then:
    ['1', '2', '3', '4'].collect { state(it) } == ['running', 'queued', 'running', 'queued']
  }

  def "no more of a user's jobs run than the queue allows"() {
    given:
    start(SITE.with(CobaltQueue.named('default').limits(0, 0, 1)))
    script('go.sh', 'while [ ! -e go ]; do sleep 0.05; done')

    when:
    2.times { sh('qsub -n 1 -t 60 ./go.sh') }

    then:
    ['1', '2'].collect { state(it) } == ['running', 'maxrun_hold']
  }

  def "many commands can run at once"() {
    given:
    start(SITE)
    script('x.sh', 'true')

    when:
    def ids = sh('for i in 1 2 3 4 5 6 7 8 9 10; do qsub -n 1 -t 5 ./x.sh & done; wait').out.readLines()

    then:
    ids*.toInteger().sort() == (1..10).toList()
    ids.every { gone(it) }
  }

  def "jobs are held, released and altered"() {
    given:
    start(SITE)
    script('x.sh', 'true')
    sh('qsub -n 1 -t 5 -h ./x.sh')

    expect:
    sh('qhold 1').out == "   Failed to place user hold on jobs: \n      job 1 already in state 'user hold'\n"
    sh('qalter -t 20 1').out == 'walltime changed from 5 to 20\n'
    sh('qrls 1').out == '   Removed user hold on jobs: \n      1\n'
    gone('1')
  }

  def "closing ends every job, and the commands then report that the server does not answer"() {
    given:
    start(SITE)
    script('long.sh', 'trap "" TERM; echo $$ >pid; sleep 600')
    sh('qsub -n 1 -t 600 ./long.sh')
    within { assert folder.resolve('pid').toFile().length() > 0 }
    def pid = folder.resolve('pid').text.trim() as long

    when:
    cobalt.close()
    cobalt = null

    then:
    within { assert SchedulerContract.dead(pid) }
  }

  def "aprun starts all ranks"() {
    given:
    start(CobaltSite.cray(2).faster(Duration.ofSeconds(2), Duration.ofSeconds(1)))
    script('mpi.sh', 'echo $COBALT_PARTNAME; aprun -n 4 -N 2 -L $COBALT_PARTNAME sh -c "echo rank \\$ALPS_APP_PE"')

    when:
    sh('qsub -n 2 -t 5 -O mpi ./mpi.sh')
    gone('1')

    then:
    folder.resolve('mpi.output').text.readLines().sort() == ['1001-1002', 'rank 0', 'rank 1', 'rank 2', 'rank 3']
  }

  private void start(CobaltSite site) {
    cobalt = new FakeCobalt(site)
  }

  private void script(String name, String body) {
    folder.resolve(name).text = "#!/bin/sh\n$body\n"
    folder.resolve(name).toFile().executable = true
  }

  private String state(String id) {
    def rows = sh("QSTAT_HEADER=State qstat $id").out.readLines()
    rows.size() < 3 ? '' : rows[2].trim()
  }

  private boolean gone(String id) {
    within { assert state(id) == '' }
    true
  }

  private static void within(Closure<?> block) {
    new PollingConditions(timeout: 30, delay: 0.05).eventually(block)
  }

  /** Runs a line as a program of another process would. */
  private Map<String, ?> sh(String line) {
    def builder = new ProcessBuilder('sh', '-c', line).directory(folder.toFile())
    builder.environment().PATH = "${cobalt.programs()}:${System.getenv('PATH')}".toString()
    def process = builder.redirectError(folder.resolve('.err').toFile()).start()
    def out = process.inputStream.text
    assert process.waitFor(60, TimeUnit.SECONDS)
    [out: out, err: folder.resolve('.err').text, rc: process.exitValue()]
  }

  /** Command → what it printed on both outputs, and its exit code. */
  private Map<String, Map<String, ?>> transcript() {
    def text = getClass().getResource('/cobalt/errors.txt').text.replace('@CWD@', folder.toRealPath().toString())
    text.split(/(?m)^\$ /).findAll { it }.collectEntries { part ->
      def lines = part.readLines()
      def stream = { prefix -> lines.findAll { it.startsWith(prefix) }.collect { it.substring(3) + '\n' }.join('') }
      [lines[0], [out: stream('1> '), err: stream('2> '), rc: lines.last().substring(3) as int]]
    }
  }
}
