package io.balsam.cli.look

import com.fasterxml.jackson.databind.ObjectMapper
import io.balsam.cli.AgentStandIn
import io.balsam.cli.Shell
import java.nio.file.Files
import java.nio.file.Path
import java.sql.DriverManager
import spock.lang.Specification
import spock.lang.TempDir

/** Runs that are removed, with a real record and real files. */
class RunsRmSpec extends Specification {

  @TempDir Path dir
  Shell shell

  def setup() {
    shell = new Shell(dir)
    dir = shell.directory
    dir.resolve('wf.groovy').text = """
      param 'with', default: 'x'
      app('say') { command 'echo {{text}} > out'; parameter 'text' }
      app('sum') { run { 42 } }
      def all = (1..20).collect { i -> job('say') { workdir "deep/\$i"; parameters text: "\${params.with}\$i"; tags kind: 'a' } }
      job('sum') { after all }
    """
  }

  private void run(String with, String... more) {
    assert shell.balsam('run', 'wf.groovy', '--param', "with=$with", *more) == 0: shell
  }

  private List runs() {
    shell.balsam('runs', '--json')
    new ObjectMapper().readValue(shell.out, List)*.name
  }

  private List rows(String table, String column) {
    def found = []
    DriverManager.getConnection("jdbc:h2:file:$dir/.balsam/balsam", 'balsam', '').withCloseable {
      def row = it.createStatement().executeQuery("select distinct $column from $table order by 1" as String)
      while (row.next()) found << row.getLong(1)
    }
    return found
  }

  def "an ended run is removed with its jobs, events and workdirs; the user's files and other runs stay"() {
    given:
    ['a', 'b', 'c'].each { run(it) }
    dir.resolve('data/wf-2/mine.txt').text = 'kept'

    when:
    def code = shell.balsam('runs', 'rm', 'wf-1', '2', '--dry-run')

    then: 'nothing has been done yet'
    code == 0
    shell.lines() == ["wf-1: would be removed, 21 jobs with their workdirs in $dir/data/wf-1".toString(),
                      "wf-2: would be removed, 21 jobs with their workdirs in $dir/data/wf-2".toString()]
    runs() == ['wf-3', 'wf-2', 'wf-1']
    dir.resolve('data/wf-1/deep/1/out').text == 'a1\n'

    when:
    code = shell.balsam('runs', 'rm', 'wf-1', '2')

    then:
    code == 0
    shell.lines()*.replaceAll(/:.*/, '') == ['wf-1', 'wf-2']
    runs() == ['wf-3']
    !Files.exists(dir.resolve('data/wf-1'))
    dir.resolve('data/wf-2').toFile().list() as List == ['mine.txt']
    dir.resolve('data/wf-3/deep/20/out').text == 'c20\n'
    shell.balsam('job', 'show', 1) == 2
    shell.balsam('events', '--json') == 0
    shell.lines().every { (new ObjectMapper().readValue(it, Map).job) > 42 }
    rows('job_tag', 'job') == (43L..62L)
    rows('edge', 'child') == [63L]
    rows('history', 'job').every { it > 42 }
    rows('job_details', 'first_job').every { it > 42 }

    when: 'numbers go on where they were'
    run('d')

    then:
    runs() == ['wf-4', 'wf-3']
    shell.balsam('job', 'ls', '--run', 'wf-4', '--limit', 1) == 0
    shell.lines()[1].tokenize(' ')[0] == '64'
    shell.balsam('doctor') == 0
  }

  def "a run is kept while another uses its results, and can be removed together with it"() {
    given: 'the second takes all from the first'
    run('a')
    run('a', '--resume')
    run('b')

    expect:
    shell.balsam('runs', 'rm', 'wf-1') == 2
    shell.err == 'wf-1: its results are used by wf-2: remove that first\n'
    dir.resolve('data/wf-1/deep/1/out').text == 'a1\n'

    when:
    def code = shell.balsam('runs', 'rm', 'wf-1', 'wf-2')

    then:
    code == 0
    runs() == ['wf-3']
    dir.resolve('data').toFile().list() as Set == ['wf-3', 'latest'] as Set

    and: 'reuse finds what is left, and no more'
    run('b', '--resume')
    shell.out.contains('21 reused')
    run('a', '--resume')
    !shell.out.contains('reused')
  }

  def "the newest run, a missing one and an empty selection are refused"() {
    given:
    run('a')

    expect:
    shell.balsam('runs', 'rm', 'latest') == 2
    shell.err.startsWith('wf-1: it is the newest, and run numbers are not reused')
    shell.balsam('runs', 'rm', 'wf-2') == 2
    shell.err.contains("there is no run 'wf-2': did you mean 'wf-1'?")
    shell.balsam('runs', 'rm') == 2
    shell.err.contains('RUN is missing: usage: balsam runs rm RUN... [options]')
    runs() == ['wf-1']
  }

  def "runs in a linked data directory are removed with their files; a run whose own directory is a link is refused"() {
    given:
    def scratch = Files.createDirectory(dir.resolve('scratch'))
    Files.createSymbolicLink(dir.resolve('data'), scratch)
    ['a', 'b', 'c'].each { run(it) }
    def moved = Files.move(scratch.resolve('wf-2'), dir.resolve('moved'))
    Files.createSymbolicLink(scratch.resolve('wf-2'), moved)
    def why = "$dir/data/wf-2 is a symbolic link and not followed, its files in $moved would stay: remove them and the link first"

    expect:
    shell.balsam('runs', 'rm', 'wf-1', 'wf-2', *more) == 2
    more.contains('--json')
        ? new ObjectMapper().readValue(shell.out, Map) == [done: [1], refused: ['2': why as String]]
        : shell.err == "wf-2: $why\n"
    runs() == left
    Files.exists(scratch.resolve('wf-1')) == left.contains('wf-1')
    moved.resolve('deep/1/out').text == 'b1\n'
    scratch.resolve('wf-3/deep/1/out').text == 'c1\n'

    when: 'its files are gone'
    moved.toFile().deleteDir()
    Files.delete(scratch.resolve('wf-2'))

    then:
    shell.balsam('runs', 'rm', 'wf-2') == 0

    where:
    more                    || left
    []                      || ['wf-3', 'wf-2']
    ['--dry-run']           || ['wf-3', 'wf-2', 'wf-1']
    ['--json']              || ['wf-3', 'wf-2']
    ['--json', '--dry-run'] || ['wf-3', 'wf-2', 'wf-1']
  }

  def "a site's agent removes runs for other commands, but none that has not ended"() {
    given: 'an agent with an open run between two that have ended'
    AgentStandIn.makeSite(dir)
    dir.resolve('one.groovy').text = "app('a') { command 'true' }\njob('a')\n"
    def agent = new AgentStandIn(dir).start()
    3.times { assert shell.balsam('run', 'one.groovy', '--detach') == 0: shell }
    assert shell.balsam('job', 'cancel', '1', '3') == 0

    expect:
    shell.balsam('runs', 'rm', '1', '2', '3') == 2
    shell.lines()*.replaceAll(/:.*/, '') == ['one-1']
    shell.err.readLines() == ["one-2: it has not ended: end it first with 'balsam job cancel --run one-2'", 'one-3: it is the newest, and run numbers are not reused: remove it after the next run']
    agent.engine.runs()*.name() == ['one-3', 'one-2']

    when: 'the other one goes on'
    def result = shell.balsam('job', 'cancel', '2')

    then:
    result == 0
    shell.balsam('runs', 'rm', 'one-2', '--json') == 0
    new ObjectMapper().readValue(shell.out, Map) == [done: [2], refused: [:]]
    agent.engine.runs()*.name() == ['one-3']
    !agent.engine.explain(2).present

    cleanup:
    agent?.close()
  }
}
