package io.balsam.cli.setup

import io.balsam.cli.Shell
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** The script is loaded into a real bash, which completes with it. */
class BashCompletionSpec extends Specification {

  @Shared @TempDir Path dir

  def setupSpec() {
    def shell = new Shell(dir)
    assert shell.balsam('completion', 'bash') == 0
    dir.resolve('completion').text = shell.out
    dir.resolve('wf.groovy').text = ''
    Files.createDirectories(dir.resolve('data/corpus-1'))
    Files.createDirectories(dir.resolve('data/corpus-12'))
  }

  def "'balsam #words' is completed to #completed"() {
    expect:
    complete(words) == completed

    where:
    words                        || completed
    'ru'                         || ['run', 'runs']
    'job '                       || ['ls', 'show', 'logs', 'tree', 'cancel', 'retry', 'rm']
    'job s'                      || ['show']
    'plugins '                   || ['ls', 'info', 'install', 'remove']
    'run w'                      || ['wf.groovy']
    'run wf.groovy --dr'         || ['--dry-run']
    'run --params-file w'        || ['wf.groovy']
    'job ls --st'                || ['--state']
    'job ls --state RUN_'        || ['RUN_DONE', 'RUN_ERROR', 'RUN_TIMEOUT']
    'transfer '                  || ['ls', 'show', 'retry', 'cancel', 'login']
    'transfer ls --state in'     || ['inactive']
    'transfer ls --job-state RE' || ['READY', 'RESTART_READY']
    'transfer ls --dir'          || ['--direction']
    'transfer ls --direction '   || ['in', 'out']
    'transfer ls --run '         || ['latest', 'corpus-1', 'corpus-12']
    'job ls --run '              || ['latest', 'corpus-1', 'corpus-12']
    'report corpus-12'           || ['corpus-12']
    'resume l'                   || ['latest']
    '--site data job l'          || ['ls', 'logs']
    '--si'                       || ['--site']
    'dag --format m'             || ['mermaid']
    'completion '                || ['bash', 'zsh']
    'job show '                  || []
  }

  private List<String> complete(String words) {
    def typed = ['balsam'] + words.split(' ', -1).toList()
    def quoted = typed.collect { "'$it'" }.join(' ')
    def script = """
      compopt() { :; }
      source ./completion
      COMP_WORDS=($quoted)
      COMP_CWORD=${typed.size() - 1}
      _balsam
      printf '%s\\n' "\${COMPREPLY[@]}"
    """
    def bash = new ProcessBuilder('bash', '--norc', '-c', script)
        .directory(dir.toFile()).redirectErrorStream(true).start()
    def lines = bash.inputStream.text.readLines().findAll { it }
    assert bash.waitFor() == 0
    return lines
  }
}
