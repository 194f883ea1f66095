package io.balsam.cli

import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** Standard output that takes nothing, or not all. */
class OutputSpec extends Specification {

  @TempDir @Shared Path dir

  def setupSpec() {
    dir.resolve('wf.groovy').text = """
      app('a') { command 'echo out; exit {{code}}' }
      [0, 0, 7].each { n -> job('a') { parameters code: n } }
    """
    assert new Shell(dir).balsam('run', 'wf.groovy') == 1
  }

  def "a full disk behind 'balsam #line' is reported, and the exit code is not 0"() {
    expect:
    call("$line >/dev/full") == code
    err.readLines().last() == 'balsam: cannot write to standard output: No space left on device'

    where:
    line                || code
    'job ls'            || 3
    'job ls --json'     || 3
    'runs --json'       || 3
    'events --json'     || 3
    'job logs 1'        || 3
    'job show 1'        || 3
    'dag -o -'          || 3
    'report -o -'       || 3
    'explain 1'         || 3
    '--version'         || 3
    '--help'            || 3
    'run wf.groovy'     || 1
  }

  def "a closed standard output is reported"() {
    expect:
    call('runs 1</dev/null') == 3
    err == 'balsam: cannot write to standard output: Bad file descriptor\n'
  }

  def "a reader that has closed the pipe is not an error: #line"() {
    expect:
    call("$line | head -n 1 >first; exit \${PIPESTATUS[0]}") == 0
    err == ''
    dir.resolve('first').text.readLines().size() == 1

    where:
    line << ['job ls', 'job ls --json', 'events --json', 'events --follow', 'report -o -']
  }

  private String err

  /** Behind a shell, which makes the redirections. */
  private int call(String line) {
    def java = Path.of(System.getProperty('java.home'), 'bin', 'java')
    def jvm = "$java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp ${System.getProperty('java.class.path')}"
    def builder = new ProcessBuilder('bash', '-c', "$jvm io.balsam.cli.Main $line")
    builder.environment().putAll(new Shell(dir).environment)
    def process = builder.directory(dir.toFile()).start()
    process.inputStream.bytes
    err = process.errorStream.text
    return process.waitFor()
  }
}
