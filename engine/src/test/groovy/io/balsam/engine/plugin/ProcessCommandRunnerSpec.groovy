package io.balsam.engine.plugin

import io.balsam.spi.ErrorKind
import io.balsam.spi.PluginException
import java.nio.file.Path
import java.time.Duration
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

class ProcessCommandRunnerSpec extends Specification {

  @TempDir
  Path folder

  def runner = new ProcessCommandRunner()

  def "both outputs and any exit code are returned"() {
    expect:
    with(runner.run('sh', '-c', 'echo out; echo err >&2; exit 3')) {
      out() == 'out\n'
      err() == 'err\n'
      exitCode() == 3
      !ok()
    }
  }

  def "a tool that is not there is the site's trouble, and named: #tool"() {
    when:
    runner.run(tool, '--version')

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.SITE
    e.message == words

    where:
    tool              || words
    'nosuch-mpirun'   || "no program 'nosuch-mpirun' on the PATH"
    '/no/such/mpirun' || 'no such program: /no/such/mpirun'
  }

  def "arguments are passed without a shell"() {
    expect:
    runner.run('printf', '%s|', 'a b', '$HOME', '*', '').out() == 'a b|$HOME|*||'
  }

  def "input and environment reach the tool"() {
    expect:
    runner.run(['sh', '-c', 'cat; echo $WORD'], [WORD: 'ü'], 'given ', Duration.ofMinutes(1)).out() == 'given ü\n'
  }

  def "a tool that asks for input gets none, rather than waiting for ever"() {
    expect:
    runner.run('cat').out() == ''
  }

  def "a lot of output on both sides does not block"() {
    expect:
    with(runner.run('sh', '-c', 'seq 100000; seq 100000 >&2')) {
      out().readLines().size() == 100000
      err().readLines().size() == 100000
    }
  }

  def "bytes that are no text do no harm"() {
    expect:
    runner.run('printf', 'a\\377b').out() == 'a\uFFFDb'
  }

  def "a tool that leaves a child behind does not delay the caller"() {
    expect:
    runner.run('sh', '-c', 'sleep 20 & echo started').out() == 'started\n'
  }

  def "one that overruns its limit is ended with its children"() {
    when:
    runner.run(['sh', '-c', "sleep 600 & echo \$! >$folder/child; wait".toString()], [:], '', Duration.ofSeconds(1))

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.TRANSIENT
    e.message == 'sh did not end within 1.0 s and was killed'
    new PollingConditions(timeout: 30).eventually {
      def stat = new File("/proc/${folder.resolve('child').text.trim()}/stat")
      assert !stat.exists() || stat.text.contains(') Z ')
    }
  }
}
