package io.balsam.cli.transfer

import com.fasterxml.jackson.databind.ObjectMapper
import io.balsam.cli.Shell
import io.balsam.engine.store.Commit
import io.balsam.engine.store.SiteChanges
import io.balsam.engine.domain.TransferSlot.Direction
import io.balsam.engine.store.TransferChanges
import io.balsam.engine.store.TransferChanges.Begun
import io.balsam.engine.store.TransferChanges.Placed
import io.balsam.engine.store.TransferRow
import io.balsam.engine.store.TransferTaskRow
import io.balsam.engine.store.jdbc.Stores
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** Items of transfers as users see them, of a run that is going on and of a store that nobody owns. */
class TransferLsSpec extends Specification {

  static final Instant NOON = Instant.parse('2026-01-02T12:00:00Z')

  @TempDir Path dir
  Shell shell

  def setup() {
    shell = new Shell(dir, [TZ: 'UTC'])
    dir = shell.directory
    ['archive', 'results'].each { Files.createDirectories(dir.resolve(it)) }
    ['a.h5', 'b.h5', 'c.h5'].each { dir.resolve("archive/$it").text = it }
    dir.resolve('settings.yml').text = """
      transfer_locations:
        archive: file://$dir/archive
        results: file://$dir/results
      """.stripIndent()
    dir.resolve('wf.groovy').text = '''
      app('wait') { command 'while [ ! -e ../../../go ]; do sleep 0.05; done' }
      app('simulate') {
        command 'cat mesh.h5 > result.txt'
        transfer 'mesh', direction: 'in', path: 'mesh.h5'
        transfer 'more', direction: 'in', path: '.', required: false
        transfer 'result', direction: 'out', path: 'result.txt', required: false
      }
      def first = job('wait') { workdir 'wait' }
      job('simulate') { workdir 's1'; tags sample: '7', kind: 'x'; after first; transfers mesh: 'archive:/a.h5', result: 'results:/one.txt' }
      job('simulate') { workdir 's2'; after first; transfers mesh: "$workflowDir/archive/b.h5", more: ['archive:/b.h5', 'archive:/c.h5'] }
    '''.replace('$workflowDir', "$dir")
  }

  private void run() {
    Files.createFile(dir.resolve('go'))
    assert shell.balsam('run', 'wf.groovy') == 0: shell
  }

  private List<Integer> ids(String... words) {
    assert shell.balsam('transfer', 'ls', *words, '--json') == 0: shell
    new ObjectMapper().readValue(shell.out, List)*.id
  }

  private Map json(int id) {
    assert shell.balsam('transfer', 'show', id, '--json') == 0: shell
    new ObjectMapper().readValue(shell.out, Map)
  }

  /** Changes rows as the owner of the store does. */
  private void write(long job, int id, TransferTaskRow task = null, Closure<TransferRow> change) {
    Stores.open("jdbc:h2:file:${dir.resolve('.balsam/balsam')}", dir).withCloseable { store ->
      def row = Direction.values().collectMany { store.transfers([job], it) }.find { it.id() == id }
      def submitted = task == null ? row : row.submitted(task, 0)
      def begun = task == null ? [] : [new Begun(id, task)]
      def placed = task == null ? [] : [new Placed(submitted, id)]
      store.commit(new Commit([], [], [], [], [:], SiteChanges.NONE, new TransferChanges(begun, [], [], placed, [], [change(submitted)], []), [], []))
    }
  }

  private static TransferTaskRow task(String way, String name, int seconds, String why) {
    new TransferTaskRow("sub-$name", name, way, "$way://x", 1, Duration.ofSeconds(seconds), why, NOON)
  }

  private List<String> row(int id, String... words) {
    assert shell.balsam('transfer', 'ls', id, *words) == 0: shell
    assert shell.lines().size() == 2
    shell.lines()[1].trim().split(/ {2,}/)
  }

  def "what the jobs of a run will move is listed while it runs, and found in the store when nobody owns it"() {
    given:
    def running = new Shell(dir)
    def run = Thread.start { running.balsam('run', 'wf.groovy') }
    new PollingConditions(timeout: 60, delay: 0.1).eventually {
      assert shell.balsam('job', 'ls', '--state', 'running') == 0 && shell.out.contains('wait')
    }

    expect:
    shell.balsam('transfer', 'ls') == 0
    shell.lines()*.trim()*.split(/ {2,}/)*.toList() == [
      ['ID', 'JOB', 'SLOT', 'DIR', 'PLACE', 'STATE', 'VIA', 'SIZE', 'TRIES', 'ERROR'],
      ['1', '2', 'mesh', 'in', 'archive:/a.h5', 'awaiting_job', '0'],
      ['2', '2', 'result', 'out', 'results:/one.txt', 'awaiting_job', '0'],
      ['3', '3', 'mesh', 'in', "$dir/archive/b.h5", 'awaiting_job', '0'],
      ['4', '3', 'more', 'in', 'archive:/b.h5', 'awaiting_job', '0'],
      ['5', '3', 'more', 'in', 'archive:/c.h5', 'awaiting_job', '0']]
    json(4).with { [it.job_id, it.slot, it.direction, it.location_alias, it.remote_path, it.local_path, it.state, it.ended] } ==
        [3, 'more', 'in', 'archive', '/b.h5', 'b.h5', 'awaiting_job', null]

    when:
    Files.createFile(dir.resolve('go'))
    run.join()

    then:
    ids('--direction', 'in') == [1, 3, 4, 5]
    ids('--state', 'awaiting_job,pending,active') == []
    json(1).with { [it.job_id, it.location_alias, it.remote_path, it.local_path] } == [2, 'archive', '/a.h5', 'mesh.h5']
  }

  def "options choose: #words"() {
    given:
    run()
    write(3, 3) { it.failed('no', NOON) }

    expect:
    ids(*words.split(' ')).findAll { it in 1..5 } == found

    where:
    words                                                || found
    '--limit 0'                                          || [1, 2, 3, 4, 5]
    '2 4 77'                                             || [2, 4]
    '--job 2'                                            || [1, 2]
    '--job 2 --job 3 --direction in'                     || [1, 3, 4, 5]
    '--run latest --direction OUT'                       || [2]
    '--run wf-1 --location archive --location elsewhere' || [1, 4, 5]
    '--state error'                                      || [3]
    '--state Error,inactive --state awaiting-job'        || [3]
    '--task globus:7c1e'                                 || []
    '--limit 2 --offset 1'                               || [2, 3]
    '--tag sample=7'                                     || [1, 2]
    '--tag sample=7 --tag kind=x --direction in'         || [1]
    '--tag sample=7 --tag kind=y'                        || []
    '--job-state finished --job 3'                       || [3, 4, 5]
    '--job-state failed,RUNNING --job-state cancelled'   || []
    '--newest'                                           || [5, 4, 3, 2, 1]
    '--newest --limit 2 --offset 1'                      || [4, 3]
  }

  def "a row says what moves the item, how large it is and what went wrong"() {
    given:
    run()
    write(2, 1, task('globus', 'globus:7c1e', 4, 'globus 4.0 s, gridftp 9.0 s')) { it.arrived('globus', 3_670_016, 2, NOON.plusSeconds(5)) }
    write(3, 3, task('rsync', '', 1, 'rsync 1.0 s')) { it.failed("rsync: ${'x' * 80}\nand a second line", NOON) }

    expect:
    row(1) == ['1', '2', 'mesh', 'in', 'archive:/a.h5', 'done', 'globus', '3.5 MB', '2']
    row(3) == ['3', '3', 'mesh', 'in', "$dir/archive/b.h5", 'error', 'rsync', '2', "rsync: ${'x' * 52}…"]
    ids('--task', 'globus:7c1e') == [1]
    json(1) == [
      id: 1, job_id: 2, slot: 'mesh', direction: 'in', location_alias: 'archive', remote_path: '/a.h5', local_path: 'mesh.h5', recursive: false,
      state: 'done', via: 'globus', task_id: 'globus:7c1e', bytes: 3_670_016, files: 2, attempts: 2, error: '', estimate_seconds: 4.0, choice: 'globus 4.0 s, gridftp 9.0 s', created: json(1).created,
      started: '2026-01-02T12:00:00Z', ended: '2026-01-02T12:00:05Z']

    when:
    shell.balsam('transfer', 'show', 1)

    then:
    shell.lines()*.trim().findAll { !it.startsWith('created') } == [
      'transfer item 1  done', 'job             2  simulate  JOB_FINISHED', 'slot            mesh (in)', 'from            archive:/a.h5',
      "to              $dir/data/wf-1/s1/mesh.h5", 'via             globus', 'chosen by time  globus 4.0 s, gridftp 9.0 s', 'took            5.0 s, with the other items of its task; estimated were 4.0 s', 'task            globus:7c1e', 'size            3.5 MB',
      'files           2', 'attempts        2', 'started         2026-01-02 12:00:00', 'ended           2026-01-02 12:00:05', '',
      'Next: balsam transfer ls --job 2, balsam explain 2']

    when:
    shell.balsam('transfer', 'show', 3)

    then: 'the whole error'
    shell.lines()*.trim().containsAll(["error           rsync: ${'x' * 80}".toString(), 'and a second line'])

    when:
    shell.balsam('transfer', 'show', 2)

    then: 'an item out comes from the workdir'
    shell.lines()*.trim().containsAll(["from            $dir/data/wf-1/s1/result.txt".toString(), 'to              results:/one.txt'])
  }

  def "a job says how many of its items are in which state"() {
    given:
    run()
    [3, 4].each { id -> write(3, id) { it.arrived('cp', 1, 1, NOON) } }
    write(3, 5) { it.failed('no', NOON) }

    expect:
    shell.balsam('job', 'show', 3) == 0
    shell.lines()*.trim().contains('transfers       2 done, 1 error')
    shell.lines().last() == 'Next: balsam job logs 3, balsam explain 3, balsam transfer ls --job 3'
    shell.balsam('job', 'show', 3, '--json') == 0
    new ObjectMapper().readValue(shell.out, Map).with { [it.id, it.app, it.transfers] } == [3, 'simulate', [done: 2, error: 1]]

    when: 'a job that moves nothing'
    shell.balsam('job', 'show', 1)

    then:
    !shell.out.contains('transfer')
    shell.balsam('job', 'show', 1, '--json') == 0
    new ObjectMapper().readValue(shell.out, Map).transfers == [:]
  }

  def "the history of a job says what its steps in and out moved"() {
    given:
    run()

    expect:
    steps('events', 2) == ['stage in done (1 item, 4 B by ln in TIME)', 'stage out done (1 item, 4 B by cp in TIME)']
    steps('explain', 3) == ['stage in done (3 items, 12 B by ln in TIME)', 'stage out done']
    shell.balsam('events', 2, '--state', 'staged_in', '--json') == 0
    new ObjectMapper().readValue(shell.out, Map).data.with { [it.items, it.arrived, it.files, it.bytes, it.via, it.seconds >= 0] } == [1, 1, 1, 4, ['ln'], true]
  }

  private List<String> steps(String command, int job) {
    assert shell.balsam(command, job) == 0: shell
    (shell.out =~ /stage (in|out) .*/).collect { it[0].replaceAll(/\d+(\.\d)? s/, 'TIME') }
  }

  def "a shortened table says how many there are"() {
    given:
    run()

    expect:
    shell.balsam('transfer', 'ls', '--limit', 2, '--offset', 1, '--job', 2, '--job', 3) == 0
    shell.lines().last() == '2 of 5 items: --limit 0 shows all; the next ones: --offset 3'
  }

  def "what cannot be is refused in one line: #words"() {
    given:
    Files.createFile(dir.resolve('go'))
    dir.resolve('one.groovy').text = "app('a') { command 'true' }\njob('a')\n"
    shell.balsam('run', 'one.groovy')

    expect:
    shell.balsam('transfer', *words.split(' ')) == 2
    shell.err == "balsam: $message\n"
    shell.out == ''

    where:
    words               || message
    'show 7'            || "there is no transfer item 7 here; 'balsam transfer ls' lists them"
    'show x'            || "'x' is not the number of a transfer item; 'balsam transfer ls' lists them"
    'show'              || 'ID is missing: usage: balsam transfer show ID [options]'
    'ls x'              || "'x' is not the number of a transfer item; 'balsam transfer ls' lists them"
    'ls --job x'        || "'x' is not a job number; 'balsam job ls' lists them"
    'ls --state actve'  || "--state: unknown state 'actve': did you mean 'active'?"
    'ls --state nope'   || "--state: unknown state 'nope': one of awaiting_job, pending, active, inactive, done, error, cancelled"
    'ls --job-state redy'      || "--job-state: unknown state 'redy': did you mean 'READY'?"
    'ls --tag sample'          || "--tag: must be name=value, not 'sample'"
    'cancel --tag a=1 --tag a=2' || "--tag: no job can have two values of 'a'"
    'ls --direction up' || "--direction: unknown direction 'up': one of in, out"
    'ls --run other'    || "there is no run 'other': 'balsam runs' lists them"
    'ls --limit -1'     || "--limit: must be a whole number of at least 0, not '-1'"
  }

  def "where nothing is moved a sentence says so"() {
    given:
    dir.resolve('one.groovy').text = "app('a') { command 'true' }\njob('a')\n"

    expect: 'also where nothing was ever run'
    shell.balsam('transfer', 'ls') == 0
    shell.out == 'No job here moves files in or out.\n'

    when:
    shell.balsam('run', 'one.groovy')

    then:
    shell.balsam('transfer', 'ls') == 0
    shell.out == 'No job here moves files in or out.\n'
    shell.balsam('transfer', 'ls', '--job', 1) == 0
    shell.out == 'No item matches.\n'
    ids() == []
  }
}
