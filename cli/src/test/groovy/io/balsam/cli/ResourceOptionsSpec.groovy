package io.balsam.cli

import com.fasterxml.jackson.databind.ObjectMapper
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** {@code --memory} and {@code --resources}: what jobs may use, on the command line. */
class ResourceOptionsSpec extends Specification {

  @TempDir Path dir
  Shell shell

  def setup() {
    shell = new Shell(dir)
    dir.resolve('wf.groovy').text = """\
      app('a') { command 'true' }
      job('a') { memory '2 GB' }
      job('a') { resource 'licence', 2 }""".stripIndent()
  }

  def "lint compares jobs with them: #options"() {
    expect:
    shell.balsam('lint', 'wf.groovy', *options) == (told ? 2 : 0)
    shell.out.readLines().findAll { it.contains(' can never run ') } == told

    where:
    options                                       || told
    ['--memory', '2 GB', '--resources', 'licence=2'] || []
    ['--memory', '1 GB', '--resources', 'licence=2'] || ['wf.groovy:2:1: the job can never run here: needs 2 GB of memory on one node, the largest node has 1 GB']
    ['--memory', '2 GB', '--resources', 'licence=1'] || ["wf.groovy:3:1: the job can never run here: needs 2 of 'licence', the site has 1"]
  }

  def "run and resume give jobs no more than they say"() {
    expect:
    shell.balsam('run', 'wf.groovy', '--memory', '2 GB', '--resources', 'licence=2') == 0
    shell.balsam('run', 'wf.groovy', '--memory', '1 GB', '--resources', 'licence=1') == 1
    shell.balsam('job', 'ls', '--run', 'latest', '--json') == 0
    new ObjectMapper().readValue(shell.out, List)*.state == ['FAILED', 'FAILED']
    shell.balsam('explain', 3) == 0
    shell.out.contains('needs 2 GB of memory on one node, the largest node has 1 GB')
  }

  def "a value that is not an amount is refused: #options"() {
    expect:
    shell.balsam(command, 'wf.groovy', *options) == 2
    shell.err.startsWith("balsam: ${options[0]}: ")

    where:
    [command, options] << [['run', 'lint'], [['--memory', 'much'], ['--resources', 'licence'], ['--resources', 'licence=0']]].combinations()
  }
}
