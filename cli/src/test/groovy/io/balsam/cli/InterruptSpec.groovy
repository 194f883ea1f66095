package io.balsam.cli

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** Signals, as the terminal or a batch system sends them. */
class InterruptSpec extends Specification {

  @TempDir Path dir
  PollingConditions soon = new PollingConditions(timeout: 60, delay: 0.05)

  def setup() {
    dir.resolve('wait.groovy').text = '''
      app('wait') {
        command 'echo $$ > pid; while [ ! -e ../../../go ]; do sleep 0.05; done; echo through'
      }
      job('wait') { workdir 'one' }
    '''
  }

  def "SIG#signal stops cleanly and says how to continue; resume continues"() {
    given:
    def run = start('run', 'wait.groovy')
    def pid = dir.resolve('data/wait-1/one/pid')
    soon.eventually { assert Files.exists(pid) && pid.text.endsWith('\n') }

    when:
    kill(signal, run.pid())

    then:
    run.waitFor(60, TimeUnit.SECONDS)
    run.exitValue() == 130
    run.inputStream.text.contains('wait-1 stopped: 1 of 1 jobs are left. Go on with: balsam resume wait-1')

    and: 'nothing of the job is left'
    !ProcessHandle.of(pid.text.strip() as long).filter { it.alive }.present

    when:
    Files.createFile(dir.resolve('go'))
    def shell = new Shell(dir)

    then:
    shell.balsam('resume') == 0
    shell.out.contains('1 of 1 jobs done')

    where:
    signal << ['INT', 'TERM']
  }

  def "a script that ends the process by reflection is a mistake, not a success: #command"() {
    given:
    dir.resolve('exit.groovy').text = """
      app('a') { command 'true' }
      job('a')
      System.getMethod('exit', int).invoke(null, 0)
    """

    when:
    def lint = start(command, 'exit.groovy')

    then:
    lint.waitFor(60, TimeUnit.SECONDS)
    lint.exitValue() == 2
    dir.resolve('err').text ==
        "balsam: the script called System.exit, which would end Balsam itself; 'return' ends a script or a hook early\n"

    where:
    command << ['lint', 'run']
  }

  def "a second signal ends everything at once, even a job that ignores SIGTERM"() {
    given:
    dir.resolve('stubborn.groovy').text = '''
      app('stubborn') { command 'trap "" TERM INT; echo $$ > pid; while :; do sleep 0.1; done' }
      job('stubborn') { workdir 'one' }
    '''
    def run = start('run', 'stubborn.groovy')
    def pid = dir.resolve('data/stubborn-1/one/pid')
    soon.eventually { assert Files.exists(pid) && pid.text.endsWith('\n') }

    when:
    kill('INT', run.pid())
    soon.eventually { assert dir.resolve('err').text.contains('Ctrl-C again') }
    kill('INT', run.pid())

    then:
    run.waitFor(60, TimeUnit.SECONDS)
    run.exitValue() == 130
    soon.eventually { assert !ProcessHandle.of(pid.text.strip() as long).filter { it.alive }.present }
  }

  private Process start(String... words) {
    def java = Path.of(System.getProperty('java.home'), 'bin', 'java').toString()
    def builder = new ProcessBuilder([java, '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp',
        System.getProperty('java.class.path'), 'io.balsam.cli.Main'] + words.toList())
    builder.environment().putAll(new Shell(dir).environment)
    builder.directory(dir.toFile()).redirectError(dir.resolve('err').toFile()).start()
  }

  private static kill(String signal, long pid) {
    assert new ProcessBuilder('kill', "-$signal", "$pid").start().waitFor() == 0
  }
}
