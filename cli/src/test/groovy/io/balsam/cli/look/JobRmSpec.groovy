package io.balsam.cli.look

import com.fasterxml.jackson.databind.ObjectMapper
import io.balsam.cli.AgentStandIn
import io.balsam.cli.Shell
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** Jobs that are removed, with a real record and real files. */
class JobRmSpec extends Specification {

  @TempDir Path dir
  Shell shell

  def setup() {
    shell = new Shell(dir)
    dir = shell.directory
    dir.resolve('wf.groovy').text = """
      app('say') { command 'echo {{text}} > out'; parameter 'text' }
      app('sum') { command 'cat out > total' }
      app('last') { command 'true' }
      def a = job('say') { workdir 'deep/a'; parameters text: 'a'; tags kind: 'x' }
      job('say') { workdir 'deep/b'; parameters text: 'b' }
      job('sum') { workdir 'sum'; after a; inputs from: a, files: 'out' }
      job('last') { workdir 'last' }
    """
  }

  private void run(String... more) {
    assert shell.balsam('run', 'wf.groovy', *more) == 0: shell
  }

  private Map json(String... args) {
    shell.balsam(*args, '--json')
    new ObjectMapper().readValue(shell.out, Map)
  }

  private List<Long> jobs() {
    shell.balsam('job', 'ls', '--json')
    new ObjectMapper().readValue(shell.out, List)*.id
  }

  def "ended jobs are removed with their events and workdirs; their run, its other jobs and the user's files stay"() {
    given:
    run()
    dir.resolve('data/wf-1/deep/mine.txt').text = 'kept'

    when:
    def code = shell.balsam('job', 'rm', '2', '--dry-run')

    then: 'nothing has been done yet'
    code == 0
    shell.out == '1 job would be removed: 2\n'
    jobs() == [1, 2, 3, 4]
    dir.resolve('data/wf-1/deep/b/out').text == 'b\n'

    when:
    code = shell.balsam('job', 'rm', '2')

    then:
    code == 0
    shell.out == '1 job removed: 2\n'
    jobs() == [1, 3, 4]
    dir.resolve('data/wf-1/deep').toFile().list() as Set == ['a', 'mine.txt'] as Set
    shell.balsam('job', 'show', '2') == 2
    shell.balsam('events', '--json') == 0
    shell.lines().every { new ObjectMapper().readValue(it, Map).job != 2 }
    shell.balsam('runs') == 0
    shell.lines()[1].tokenize(' ').containsAll(['wf-1', '3'])
    shell.balsam('job', 'tree', '3') == 0
    shell.balsam('report', 'wf-1', '-o', 'r.html') == 0
    !dir.resolve('r.html').text.contains('deep/b')

    when: 'the rest of it, and the run itself'
    run()
    code = shell.balsam('job', 'rm', '--run', 'wf-1')

    then:
    code == 0
    shell.out == '3 jobs removed: 1 3 4\n'
    dir.resolve('data/wf-1').toFile().list() as Set == ['.balsam-run', 'deep'] as Set
    shell.balsam('runs', 'rm', 'wf-1') == 0
    dir.resolve('data/wf-1').toFile().list() as List == ['deep']
    shell.balsam('doctor') == 0
  }

  def "a job is removed only together with everything that came after it"() {
    given:
    run()

    expect:
    shell.balsam('job', 'rm', '1') == 2
    shell.err == 'job 1: job 3 came after it and stays: remove both, or all that came after it with --subtree\n'
    shell.balsam('job', 'rm', '--tag', 'kind=x', '--dry-run') == 2
    shell.balsam('job', 'rm', '1', '--subtree', '--dry-run') == 0
    shell.out == '2 jobs would be removed: 1 3\n'
    json('job', 'rm', '1', '3') == [done: [1, 3], refused: [:]]
    jobs() == [2, 4]
    dir.resolve('data/wf-1').toFile().list() as Set == ['.balsam-run', 'deep', 'last'] as Set
  }

  def "the newest job, a missing one and an empty selection are refused, each with its own message"() {
    given:
    run()

    expect:
    json('job', 'rm', '2', '4', '77') == [done: [2], refused: [
      '4': 'it is the newest job, and job numbers are not reused: remove it after the next run',
      '77': 'there is no such job']]
    shell.balsam('job', 'rm') == 2
    shell.err.contains('no jobs are selected: give their numbers or a filter')
    shell.balsam('job', 'rm', '--app', 'nobody') == 2
    shell.err.startsWith('No job matches')
    jobs() == [1, 3, 4]
  }

  def "a result that a later run uses is kept, and a removed one is computed again"() {
    given: 'a run that takes all from the first'
    run()
    run('--resume')

    expect:
    shell.balsam('job', 'rm', '2') == 2
    shell.err == 'job 2: job 6 uses its result: remove that first\n'
    dir.resolve('data/wf-1/deep/b/out').text == 'b\n'

    when: 'both are removed'
    def code = shell.balsam('job', 'rm', '2', '6')

    then:
    code == 0
    !Files.exists(dir.resolve('data/wf-1/deep/b'))
    !Files.exists(dir.resolve('data/wf-2/deep/b'))
    dir.resolve('data/wf-2/deep/a/out').text == 'a\n'

    when:
    run('--resume')

    then:
    shell.out.contains('3 reused')
    dir.resolve('data/wf-3/deep/b/out').text == 'b\n'
  }

  def "a failed job is removed without the files of the job that replaces it, which cannot be removed alone"() {
    given:
    dir.resolve('flaky.groovy').text = """
      app('once') { command 'echo x >> tries; test -f ${dir}/good' }
      app('end') { command 'true' }
      job('once') { workdir 'o' }
      job('end') { workdir 'e' }
    """
    shell.balsam('run', 'flaky.groovy')
    dir.resolve('good').text = ''
    assert shell.balsam('job', 'retry', '1') == 0: shell
    assert shell.balsam('resume') == 0: shell

    expect:
    shell.balsam('job', 'rm', '3', '--dry-run') == 2
    run()
    shell.balsam('job', 'rm', '3') == 2
    shell.err == 'job 3: it replaces job 1: remove both\n'
    shell.balsam('job', 'rm', '--run', 'flaky-1', '--state', 'failed') == 0
    shell.out == '1 job removed: 1\n'
    dir.resolve('data/flaky-1/o/tries').text == 'x\nx\n'
    shell.balsam('job', 'rm', '3') == 0
    !Files.exists(dir.resolve('data/flaky-1/o'))
  }

  def "a job whose hook added others is not reused once one of these was removed"() {
    given:
    dir.resolve('made.groovy').text = """
      app('plan') {
        command 'true'
        postprocess { job -> submit { [1, 2].each { n -> job('part') { workdir "p/\$n" } } }; proceed() }
      }
      app('part') { command 'echo part > out' }
      job('plan') { workdir 'plan' }
    """
    assert shell.balsam('run', 'made.groovy') == 0: shell
    assert shell.balsam('run', 'made.groovy', '--resume') == 0: shell
    assert shell.out.contains('3 reused'): shell
    assert shell.balsam('runs', 'rm', 'made-1') == 2: shell
    run()

    expect:
    shell.balsam('job', 'rm', '2', '5') == 0
    shell.balsam('job', 'rm', '1', '4') == 2
    shell.err.readLines()[0] == 'job 1: job 3 came after it and stays: remove both, or all that came after it with --subtree'

    when:
    def code = shell.balsam('run', 'made.groovy', '--resume')

    then:
    code == 0
    !shell.out.contains('reused')
    dir.resolve('data/made-4/p/1/out').text == 'part\n'
  }

  def "a job whose child cannot be removed is refused with the reason, and without advice that was already followed"() {
    given:
    dir.resolve('chain.groovy').text = '''
      app('a') { command 'true' }
      def one = job('a') { workdir '1' }
      def two = job('a') { workdir '2'; after one }
      job('a') { workdir '3'; after two }
    '''
    assert shell.balsam('run', 'chain.groovy') == 0: shell
    def newest = 'it is the newest job, and job numbers are not reused: remove it after the next run'
    def after = 'job 3 came after it and stays: ' + newest

    expect:
    json('job', 'rm', *asked) == [done: [], refused: ['1': after, '2': after, '3': newest]]
    jobs() == [1, 2, 3]

    when: 'there is another run'
    assert shell.balsam('run', 'chain.groovy') == 0: shell

    then:
    json('job', 'rm', *asked) == [done: [1, 2, 3], refused: [:]]

    where:
    asked << [['1', '--subtree'], ['1', '2', '3'], ['--run', 'chain-1']]
  }

  def "a directory that no run made stays, and so does the target of a link"() {
    given:
    run()
    def away = Files.createDirectory(dir.resolve('away'))
    away.resolve('out').text = 'mine'
    dir.resolve('data/wf-1/deep/b').toFile().deleteDir()
    Files.createSymbolicLink(dir.resolve('data/wf-1/deep/b'), away)
    def old = dir.resolve('data/wf-1')

    when: 'a workdir is a link by now'
    def code = shell.balsam('job', 'rm', '2')

    then: 'its files would stay without a record'
    code == 2
    shell.err == "job 2: $old/deep/b is a symbolic link and not followed, its files in $away would stay: remove them and the link first\n"
    away.resolve('out').text == 'mine'
    shell.balsam('job', 'rm', '2', '--dry-run') == 2

    when: 'the link is gone'
    Files.delete(old.resolve('deep/b'))
    code = shell.balsam('job', 'rm', '2')

    then:
    code == 0
    away.resolve('out').text == 'mine'

    when: 'the whole directory is of somebody else by now'
    Files.move(old, dir.resolve('elsewhere'))
    Files.createDirectories(old.resolve('sum'))
    old.resolve('sum/total').text = 'mine'
    code = shell.balsam('job', 'rm', '3')

    then:
    code == 0
    old.resolve('sum/total').text == 'mine'
    jobs() == [1, 4]
  }

  def "records left by an interrupted removal are removed by the next one"() {
    given: 'its files are gone, as after kill -9 between files and record'
    run()
    dir.resolve('data/wf-1/deep/b').toFile().deleteDir()

    expect:
    shell.balsam('job', 'rm', '2') == 0
    jobs() == [1, 3, 4]
  }

  def "a site's agent removes ended jobs of an open run, but none that is open or still runs in a launcher"() {
    given: 'an agent with two runs, the first half done'
    AgentStandIn.makeSite(dir)
    dir.resolve('two.groovy').text = "app('a') { command 'true' }\njob('a') { workdir 'x' }\njob('a') { workdir 'y' }\n"
    def agent = new AgentStandIn(dir).start()
    2.times { assert shell.balsam('run', 'two.groovy', '--detach') == 0: shell }
    assert shell.balsam('job', 'cancel', '1', '3') == 0

    expect:
    json('job', 'rm', '1', '2') == [done: [1], refused: ['2': 'it has not ended, it is PREPROCESSED: end it first with \'balsam job cancel 2\'']]
    shell.balsam('job', 'rm', '--run', 'two-2') == 0
    shell.out == '1 job removed: 3\n'
    shell.err == "1 job has not ended: end it first with 'balsam job cancel'\n"
    agent.engine.runs()*.total() == [1, 1]

    when: 'the other one goes on'
    assert shell.balsam('job', 'cancel', '2') == 0

    then:
    shell.balsam('job', 'rm', '2') == 0
    agent.engine.run(1).get().ended() != null
    agent.engine.run(1).get().total() == 0

    when: 'one that a launcher has begun is cancelled, and its end not told yet'
    def launcher = agent.launcher()
    launcher.poll()
    launcher.begin(4)

    then: 'it is no process that is ending'
    ['', '--dry-run'].each {
      assert json(*(['job', 'rm', '4', it] - '')) == [done: [], refused: ['4': "it has not ended, it is RUNNING: end it first with 'balsam job cancel 4'"]]
    }

    when:
    assert shell.balsam('job', 'cancel', '4') == 0
    2.times { assert shell.balsam('run', 'two.groovy', '--detach') == 0: shell }

    then:
    json('job', 'rm', '4') == [done: [], refused: ['4': 'its process is still ending: try again']]
    json('runs', 'rm', '2') == [done: [], refused: ['2': 'its process is still ending: try again']]

    when:
    launcher.end(4)

    then:
    json('runs', 'rm', '2') == [done: [2], refused: [:]]
    agent.engine.checkAlive()

    cleanup:
    agent?.close()
  }
}
