package io.balsam.cli.site

import io.balsam.cli.Shell
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption
import spock.lang.Specification
import spock.lang.TempDir

/** Records that were lost, damaged, or replaced by older ones. */
class LostRecordSpec extends Specification {

  @TempDir Path dir
  Shell shell
  Path record

  def setup() {
    shell = new Shell(dir)
    record = dir.resolve('.balsam/balsam.mv.db')
    dir.resolve('wf.groovy').text = "app('say') { command 'echo \$BALSAM_RUN' }\njob('say') { workdir 'a' }\n"
    dir.resolve('other.groovy').text = "app('say') { command 'echo other' }\njob('say') { workdir 'a' }\n"
  }

  private run() {
    assert shell.balsam('run', 'wf.groovy') == 0: shell
  }

  private String output(int n) {
    dir.resolve("data/wf-$n/a/job.out").text
  }

  def "#what: it is reported, and nothing of an earlier run is overwritten"() {
    given:
    run()
    def first = Files.copy(record, dir.resolve('first.db'))
    run()

    when:
    damage.call(record, first)
    shell.balsam('runs')
    def look = shell.err + shell.out
    run()

    then:
    look.contains(seen)
    shell.err.contains(told)
    output(1) == 'wf-1\n'
    output(2) == 'wf-2\n'
    output(3) == 'wf-3\n'
    shell.balsam('runs') == 0
    shell.out.contains('wf-3')
    shell.err == ''

    where:
    what                          | seen                        | told                          | damage
    'the record was removed'      | 'none of the earlier runs'  | 'none of the earlier runs'    | { file, old -> Files.delete(file) }
    'all of .balsam was removed'  | 'none of the earlier runs'  | 'none of the earlier runs'    | { file, old -> file.parent.deleteDir() }
    'the record was emptied'      | 'none of the earlier runs'  | 'kept as balsam.mv.db.damaged'| { file, old -> file.bytes = new byte[0] }
    'it was cut off at its begin' | 'none of the earlier runs'  | 'kept as balsam.mv.db.damaged'| { file, old -> cut(file, 5000) }
    'it was cut in half'          | 'none of the earlier runs'  | 'none of the earlier runs'    | { file, old -> cut(file, Files.size(file).intdiv(2)) }
    'it was written over'         | 'is damaged'                | 'kept as balsam.mv.db.damaged'| { file, old -> file.bytes = new byte[Files.size(file)].tap { Arrays.fill(it, (byte) 7) } }
    'an older one was put back'   | 'run 2 is missing'          | 'run 2 is missing'            | { file, old -> Files.move(old, file, StandardCopyOption.REPLACE_EXISTING) }
  }

  private static cut(Path file, long size) {
    new RandomAccessFile(file.toFile(), 'rw').withCloseable { it.setLength(size) }
  }

  def "a missing record is detected by the directories of runs, not by a user's own"() {
    given:
    run()
    dir.resolve('.balsam').deleteDir()
    Files.delete(dir.resolve('data/latest'))
    Files.createDirectories(dir.resolve('data/set-7/x'))

    when:
    shell.balsam('runs')

    then:
    shell.err.contains('has none of the earlier runs there (up to number 1)')
    shell.out == 'No run is on record. Start a run with: balsam run WORKFLOW.groovy\n'

    when:
    dir.resolve('data/wf-1').deleteDir()
    shell.balsam('runs')

    then:
    shell.err == ''
    shell.out.startsWith('Nothing here yet.')
  }

  def "a record that is older than the jobs of its own runs is reported, too"() {
    given:
    dir.resolve('wf.groovy').text = "app('say') { command 'test -e \$PWD/../../../go' }\njob('say') { workdir 'a' }\n"
    assert shell.balsam('run', 'wf.groovy') == 1
    def before = Files.copy(record, dir.resolve('before.db'))
    dir.resolve('go').text = ''
    assert shell.balsam('job', 'retry', '1') == 0
    assert shell.balsam('resume') == 0

    when:
    Files.move(before, record, StandardCopyOption.REPLACE_EXISTING)
    shell.balsam('runs')

    then:
    shell.err.contains('is older than it was: the latest changes of jobs are missing')
  }

  def "an existing directory with the name of the next run is never used"() {
    given:
    Files.createDirectories(dir.resolve('data/wf-1/a'))
    dir.resolve('data/wf-1/a/job.out').text = 'mine'
    Files.createSymbolicLink(dir.resolve('data/wf-2'), dir.resolve('nowhere'))
    dir.resolve('data/wf-3').text = 'a file'

    when:
    run()

    then:
    output(4) == 'wf-4\n'
    dir.resolve('data/wf-1/a/job.out').text == 'mine'
    !Files.exists(dir.resolve('nowhere'))
    Files.readSymbolicLink(dir.resolve('data/latest')).toString() == 'wf-4'
  }

  def "a link data/latest that names no run belongs to the user"() {
    given:
    Files.createDirectories(dir.resolve('data'))
    Files.createSymbolicLink(dir.resolve('data/latest'), Path.of('../results'))

    when:
    run()

    then:
    Files.readSymbolicLink(dir.resolve('data/latest')).toString() == '../results'
  }

  def "a file named data is reported in one line"() {
    given:
    dir.resolve('data').text = 'a file'

    expect:
    shell.balsam('run', 'wf.groovy') == 3
    shell.err.readLines().size() == 1
    shell.err.contains('data')
  }
}
