package io.balsam.cli

import com.fasterxml.jackson.databind.ObjectMapper
import io.balsam.engine.batchjob.BatchJobUpdate
import io.balsam.spi.BatchJobState
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** Whatever jobs print and users write, a terminal gets no control sequence of theirs. */
class ForeignTextSpec extends Specification {

  static final String NAME = 'a\nbalsam: all is well\r'

  static final String EVIL = '\u001b]0;owned\u0007\u001b[2J\u009b1A\u202ebalsam store'
  static final String SHOWN = '\\x1b]0;owned\\x07\\x1b[2J\\x9b1A\\u202ebalsam store'

  @TempDir Path dir
  @AutoCleanup AgentStandIn agent

  def "a job's output, tags and data are shown, and nothing acts on them"() {
    given:
    Files.writeString(dir.resolve('wf.groovy'), """
      app('shout') {
        command 'cat evil >&2; exit 3'
        preprocess { job -> job.workdir.resolve('evil').text = 'first\\n${escaped(EVIL)}\\n'; job.data.seen = '${escaped(EVIL)}'; proceed() }
      }
      app('odd') {
        command 'true'
        postprocess { job -> fail('${escaped(EVIL)}\\nall is well') }
      }
      job('shout') { tags who: '${escaped(EVIL)}' }
      job('odd') { tags who: '${escaped(EVIL)}' }
      """)
    def shell = new Shell(dir)
    shell.terminal = true
    shell.typed = './balsam'

    when:
    shell.balsam('run', 'wf.groovy')

    then:
    clean(shell)
    shell.out.contains("$SHOWN\n")
    shell.out.contains('more: ./balsam explain 1')
    !shell.out.contains('././')

    and:
    shell.balsam(*line.split(' ')) == 0
    clean(shell)
    shell.out.contains(SHOWN)

    where:
    line << ['explain 1', 'explain 2', 'job show 1', 'job show 2', 'events', 'job logs 1 --err', 'explain 1 --no-color']
  }

  def "in JSON and in a pipe of a log every character is as it was"() {
    given:
    Files.writeString(dir.resolve('wf.groovy'), """
      app('shout') {
        command 'cat evil'
        preprocess { job -> job.workdir.resolve('evil').text = '${escaped(EVIL)}'; proceed() }
      }
      job('shout') { tags who: '${escaped(EVIL)}' }
      """)
    def shell = new Shell(dir)

    expect:
    shell.balsam('run', 'wf.groovy') == 0
    shell.balsam('job', 'show', 1, '--json') == 0
    new ObjectMapper().readTree(shell.out).get('tags').get('who').asText() == EVIL
    clean(shell)
    shell.balsam('job', 'logs', 1) == 0
    shell.out == EVIL
  }

  def "text of the batch system and tags of a site are shown, and nothing acts on them"() {
    given:
    def site = Files.createDirectories(dir.toRealPath().resolve('lab'))
    AgentStandIn.makeSite(site)
    agent = new AgentStandIn(site).start()
    agent.engine.batchJobs().submit([new io.balsam.spi.BatchJobRequest(1, 30, 'debug', 'climate', io.balsam.spi.JobMode.MPI, [:], [], [:])])
    agent.engine.services().batchJobs().change([BatchJobUpdate.to(1, BatchJobState.SUBMIT_FAILED, "sbatch: $EVIL\nBatchJob 1: finished".toString())])
    agent.engine.services().event('agent', 0, EVIL)
    def shell = new Shell(site)
    shell.terminal = true
    shell.columns = 1000

    expect:
    shell.balsam(*line.split(' ')) == code
    clean(shell)
    shell.out.contains(SHOWN)

    where:
    line                 || code
    'queue ls --history' || 0
    'queue show 1'       || 0
    'site status'        || 3
  }

  def "words of the command line are repeated in readable form"() {
    given:
    def shell = new Shell(dir)

    expect:
    shell.balsam(*words) == 2
    clean(shell)
    shell.err.contains(SHOWN)
    shell.err.readLines().size() == 1

    where:
    words << [[EVIL], ['run', "${EVIL}.groovy"], ['job', 'show', EVIL], ['runs', '--site', EVIL], ['job', 'ls', '--state', EVIL]]
  }

  def "a line break in a word does not start a second message"() {
    given:
    def shell = new Shell(dir)

    expect:
    shell.balsam(*words) == 2
    clean(shell)
    shell.err.readLines().size() == 1

    where:
    words << [[NAME], ['run', NAME], ['job', 'show', NAME], ['job', 'ls', '--limit', NAME], ['runs', '--site', NAME], ['dag', '--format', NAME]]
  }

  def "a script that cannot be read is shown with its characters made visible"() {
    given:
    Files.writeString(dir.resolve('wf.groovy'), "app('a') { command 'true' }\njob('b$EVIL')\n")
    def shell = new Shell(dir)

    expect:
    shell.balsam('lint', 'wf.groovy') == 2
    clean(shell)
    shell.out.contains(SHOWN)
    shell.balsam('run', 'wf.groovy') == 2
    clean(shell)
  }

  /** No control character but our own colours and the moves of the painted progress. */
  private static boolean clean(Shell shell) {
    def text = shell.toString().replaceAll(/\u001b\[(0|1|2|31|32|33|36)m/, '').replaceAll(/\u001b\[\d+A\r\u001b\[J/, '')
    text.codePoints().allMatch { it == 10 || it == 9 || (it >= 32 && it != 127 && !(it in 0x80..0x9f) && !(it in 0x202a..0x202e)) }
  }

  private static String escaped(String text) {
    text.collectReplacements { c -> c < 32 || c > 126 ? String.format('\\u%04x', (int) c) : null }
  }
}
