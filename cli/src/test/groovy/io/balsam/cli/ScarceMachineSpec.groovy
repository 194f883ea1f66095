package io.balsam.cli

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import org.opentest4j.TestAbortedException
import spock.lang.IgnoreIf
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** Machines that hold the engine up, or lack what it needs. */
class ScarceMachineSpec extends Specification {

  static final boolean ROOT = System.getProperty('user.name') == 'root'

  @TempDir Path dir
  PollingConditions soon = new PollingConditions(timeout: 60, delay: 0.05)

  def "a job that ended before the engine checked its wall time has not exceeded it"() {
    given:
    dir.resolve('wf.groovy').text = '''
      app('a') { command 'touch began; while [ ! -e ../../../go ]; do sleep 0.05; done; touch done' }
      job('a') { workdir 'one'; wallTime 3.seconds }
    '''
    def run = start('', 'run', 'wf.groovy')
    soon.eventually { assert Files.exists(dir.resolve('data/wf-1/one/began')) }
    def began = System.nanoTime()

    when: 'the engine is stopped until the time of the job is long over'
    signal('STOP', run.pid())
    Files.createFile(dir.resolve('go'))
    soon.eventually {
      assert Files.exists(dir.resolve('data/wf-1/one/done'))
      assert System.nanoTime() - began > TimeUnit.SECONDS.toNanos(5)
    }
    signal('CONT', run.pid())

    then:
    run.waitFor(60, TimeUnit.SECONDS)
    run.exitValue() == 0
    !dir.resolve('out').text.contains('attempts')
  }

  def "jobs wait for file handles, and none fails for lack of them"() {
    given:
    dir.resolve('wf.groovy').text = """
      app('a') { command 'sleep 0.2' }
      150.times { job('a') }
    """

    when:
    def run = start('ulimit -n 200 &&', 'run', 'wf.groovy', '--cores', '128')

    then:
    run.waitFor(120, TimeUnit.SECONDS)
    run.exitValue() == 0
    dir.resolve('out').text.contains('150 of 150 jobs done')
    dir.resolve('err').text.readLines().every { it.startsWith('At most ') && it.contains('ulimit -n') }
  }

  @IgnoreIf(value = { !ScarceMachineSpec.ROOT }, reason = 'only root can become a user without processes of its own')
  def "jobs wait for processes, and the engine continues with few"() {
    given:
    dir.resolve('wf.groovy').text = """
      app('a') { command 'sleep 0.1' }
      app('f') { run { 7 } }
      30.times { job('a') }
      30.times { job('f') }
    """
    assert new ProcessBuilder('chown', '-R', '65534', "$dir").start().waitFor() == 0

    when:
    def run = start('exec setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps +dac_override --ambient-caps +dac_override prlimit --nproc=60', 'run', 'wf.groovy', '--cores', '64')

    then:
    run.waitFor(180, TimeUnit.SECONDS)
    [run.exitValue(), dir.resolve('err').text.readLines().findAll { !it.startsWith('At most ') }] == [0, []]
    dir.resolve('out').text.contains('60 of 60 jobs done')
  }

  @IgnoreIf(value = { !ScarceMachineSpec.ROOT }, reason = 'only root can mount a small disk')
  def "a full disk is reported, hides no result, and the run continues once there is space"() {
    given:
    def disk = Files.createDirectory(dir.resolve('disk'))
    if (sh("mount -t tmpfs -o size=8m tmpfs '$disk'") != 0) {
      throw new TestAbortedException('root may not mount a small disk here')
    }
    disk.resolve('wf.groovy').text = """
      app('fill') { command '[ -e "$dir/roomy" ] || { cat /dev/zero > "$disk/big" || true; }' }
      app('ok') { command 'echo hi > said' }
      def a = job('fill')
      10.times { job('ok') { after a } }
    """

    when: 'a job fills it'
    def run = start('cd disk &&', 'run', 'wf.groovy')

    then:
    run.waitFor(120, TimeUnit.SECONDS)
    run.exitValue() == 3
    namesTheDisk("$disk/.balsam/balsam.mv.db")

    when: 'nothing can be written'
    def resumed = start('cd disk &&', 'resume')

    then:
    resumed.waitFor(120, TimeUnit.SECONDS)
    resumed.exitValue() == 3
    namesTheDisk("$disk/.balsam")

    and: 'everything can be looked at'
    [[['job', 'ls'], 'fill'], [['runs'], 'wf-1'], [['explain', '1'], 'fill']].every { words, seen ->
      def look = start('cd disk &&', *words)
      look.waitFor(120, TimeUnit.SECONDS)
      assert [look.exitValue(), dir.resolve('err').text] == [0, '']
      dir.resolve('out').text.contains(seen)
    }

    when: 'there is room again'
    Files.delete(disk.resolve('big'))
    Files.createFile(dir.resolve('roomy'))
    def last = start('cd disk &&', 'resume')

    then:
    last.waitFor(120, TimeUnit.SECONDS)
    [last.exitValue(), dir.resolve('err').text] == [0, '']
    dir.resolve('out').text.contains('11 of 11 jobs done')

    cleanup:
    sh("umount '$disk'")
  }

  @IgnoreIf(value = { !ScarceMachineSpec.ROOT }, reason = 'only root can mount a small disk')
  def "a run waits for space on the disk of its files, and says where"() {
    given:
    def disk = Files.createDirectory(dir.resolve('disk'))
    if (sh("mount -t tmpfs -o size=64k tmpfs '$disk'") != 0) {
      throw new TestAbortedException('root may not mount a small disk here')
    }
    sh("cat /dev/zero > '$disk/big'")
    dir.resolve('wf.groovy').text = """
      app('a') { command 'head -c 20000 /dev/zero > big.out'; transfer 'big', direction: 'out', path: 'big.out' }
      job('a') { transfers big: "$disk/far/big.out" }
      job('a') { transfers big: "$disk/near.out" }
    """

    when:
    def run = start('', 'run', 'wf.groovy')

    then:
    soon.eventually {
      def said = dir.resolve('out').text.readLines().findAll { it.startsWith('Some jobs wait') }
      assert said.size() == 1
      assert said[0] ==~ /Some jobs wait, since the disk is full at $disk\S* \(0 kB free: free some space\)\./
    }
    run.alive

    and:
    def looks = new Shell(dir)
    looks.balsam('explain', '1') == 0
    looks.out.contains("the disk is full at $disk")

    when:
    Files.delete(disk.resolve('big'))

    then:
    run.waitFor(120, TimeUnit.SECONDS)
    [run.exitValue(), dir.resolve('err').text] == [0, '']
    Files.size(disk.resolve('near.out')) == 20000
    disk.toFile().list().sort() == ['far', 'near.out']

    cleanup:
    sh("umount '$disk'")
  }

  private void namesTheDisk(String where) {
    def said = dir.resolve('err').text.readLines()
    assert said.size() == 1
    assert said[0].contains(where)
    assert said[0].contains('the disk is full') && said[0].endsWith("free some space, then 'balsam resume'")
  }

  private static int sh(String command) {
    new ProcessBuilder('sh', '-c', command).start().waitFor()
  }

  private Process start(String before, String... words) {
    def java = Path.of(System.getProperty('java.home'), 'bin', 'java').toString()
    def line = [java, '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp',
        System.getProperty('java.class.path'), 'io.balsam.cli.Main'] + words.toList()
    def exec = before.startsWith('exec') ? before : before + ' exec'
    def builder = new ProcessBuilder('sh', '-c', "$exec " + line.collect { "'$it'" }.join(' '))
    builder.environment().putAll(new Shell(dir).environment)
    builder.directory(dir.toFile()).redirectError(dir.resolve('err').toFile())
        .redirectOutput(dir.resolve('out').toFile()).start()
  }

  private static signal(String name, long pid) {
    assert new ProcessBuilder('kill', "-$name", "$pid").start().waitFor() == 0
  }
}
