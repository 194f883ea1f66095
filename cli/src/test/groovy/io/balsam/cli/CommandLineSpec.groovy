package io.balsam.cli

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** What is typed wrongly is told with what was meant, and exit code 2. */
class CommandLineSpec extends Specification {

  @TempDir Path dir

  def "'balsam #line' is refused: #message"() {
    given:
    def shell = new Shell(dir)

    expect:
    shell.balsam(*line.split(' ')) == 2
    shell.err == "balsam: ${message.replace('DIR', shell.directory.toString())}\n"
    shell.out == ''

    where:
    line                           || message
    'rnus'                         || "unknown command 'rnus': did you mean 'runs'?"
    'frobnicate'                   || "unknown command 'frobnicate': 'balsam --help' lists all commands"
    'lgos 3'                       || "unknown command 'lgos': did you mean 'job logs'?"
    'job'                          || 'job needs a second word: job ls, job show, job logs, job tree, job cancel, job retry, job rm'
    'job sow 3'                    || "unknown command 'job sow': did you mean 'job show'?"
    'plugins frob'                 || "unknown command 'plugins frob': one of: plugins ls, plugins info, plugins install, plugins remove"
    'job ls --sate FAILED'         || "unknown option --sate: did you mean '--state'?"
    'job ls --frobnicate'          || "unknown option --frobnicate: see 'balsam job ls --help'"
    'job ls --state fialed'        || "--state: unknown state 'fialed': did you mean 'FAILED'?"
    'job ls --limit many'          || "--limit: must be a whole number of at least 0, not 'many'"
    'job ls --limit -1'            || "--limit: must be a whole number of at least 0, not '-1'"
    'job ls --limit 3 --limit 4'   || '--limit can be given only once'
    'job ls --tag a'               || "--tag: must be name=value, not 'a'"
    'job ls --limit'               || '--limit needs a value: --limit N'
    'job ls nine'                  || "'nine' is not a job number; 'balsam job ls' lists them"
    'job show'                     || 'JOB is missing: usage: balsam job show JOB [options]'
    'job show 3 4'                 || "one JOB only, but there is also '4': usage: balsam job show JOB [options]"
    'job show 3'                   || "there is no job 3; 'balsam job ls' lists them"
    'job cancel'                   || 'no jobs are selected: give their numbers, a filter (--run, --app, …) or --all'
    'job retry'                    || 'no jobs are selected: give their numbers or a filter, for example --run latest'
    'runs more'                    || "'more' is not expected here: usage: balsam runs [options]"
    'runs --site nowhere'          || "there is no directory DIR/nowhere and no site of that name: 'balsam site ls' lists them"
    '--db x'                       || "a command is missing: 'balsam --help' lists them"
    'run'                          || 'SCRIPT is missing: usage: balsam run SCRIPT [options]'
    'run gone.groovy'              || 'there is no file DIR/gone.groovy'
    'dag'                          || 'there are no runs here yet; start one: balsam run WORKFLOW.groovy'
    'dag --format jpg'             || "--format: unknown format 'jpg': svg, dot or mermaid"
    'resume'                       || 'nothing has been run yet in DIR'
    'completion fish'              || "no completion for 'fish': choose bash or zsh"
    'config show --cores x'        || "--cores: must be a whole number of at least 0, not 'x'"
  }

  def "a long name with one dash works like one with two, and is never read as a letter with a value: '#line'"() {
    given:
    def shell = new Shell(dir)

    expect:
    shell.balsam(*line.split(' ')) == code
    (shell.out + shell.err).contains(text)

    where:
    line                                    || code | text
    'job ls -tag a=1 -state FAILED'         || 0    | 'No job matches'
    'job ls -limit=3'                       || 0    | 'No jobs here yet'
    '-site . job ls'                        || 0    | 'No jobs here yet'
    'job ls -help'                          || 0    | 'Usage: balsam job ls'
    'job ls -state fialed'                  || 2    | "--state: unknown state 'fialed'"
    'config show -cores 3 --json'           || 0    | '"value" : "3"'
    'queue submit -nodes x'                 || 2    | "--nodes: must be a whole number of at least 1, not 'x'"
    'queue submit -n4 -t=5x'                || 2    | "--wall-time: must be a whole number of at least 1, not '5x'"
    'queue submit -node 4'                  || 2    | "-node may mean '--nodes' or '-n ode': write one of them"
    'queue submit -noeds 4'                 || 2    | "-noeds may mean '--nodes' or '-n oeds': write one of them"
    'queue submit -wall 4'                  || 2    | "unknown option -wall: see"
    'queue submit -proj me'                 || 2    | "-proj may mean '--project' or '-p roj': write one of them"
    'run -params x.groovy'                  || 2    | "-params may mean '--params-file' or '-p arams': write one of them"
    'run -pa=1 gone.groovy'                 || 2    | 'there is no file'
    'job ls -tagged a=1'                    || 2    | "unknown option -tagged: see"
    'job ls -stat FAILED'                   || 2    | "unknown option -stat: did you mean '--state'?"
    'job logs -fn 5 1'                      || 2    | 'there is no job 1'
    'job ls --tag -x=1'                     || 0    | 'No job matches'
  }

  def "--slots is the older name of --cores: #line"() {
    given:
    def shell = new Shell(dir)

    expect:
    shell.balsam(*line.split(' ')) == code
    (shell.out + shell.err).contains(text)

    where:
    line                                || code | text
    'config show --slots 3 --json'      || 0    | '"from" : "--cores"'
    'config show --slots=3 --json'      || 0    | '"value" : "3"'
    'config show --slots x'             || 2    | "--cores: must be a whole number of at least 0, not 'x'"
    'config show --slots 1 --cores 2'   || 2    | '--cores can be given only once'
    'run gone.groovy --slots 2'         || 2    | 'there is no file'
  }

  def "help is printed for '#line'"() {
    given:
    def shell = new Shell(dir)

    expect:
    shell.balsam(*line.split(' ')) == 0
    shell.out.contains(text)
    shell.err == ''

    where:
    line                || text
    '--help'            || 'Usage: balsam COMMAND'
    '-h'                || 'Usage: balsam COMMAND'
    'job --help'        || 'job cancel'
    'job ls --help'     || 'Usage: balsam job ls [JOB...] [options]'
    'run -h'            || 'Ctrl-C stops cleanly'
    'run x.groovy -h'   || 'Usage: balsam run SCRIPT'
    '--quiet run -h'    || 'Usage: balsam run SCRIPT'
  }

  def "without a command the help is printed, and the exit code is not 0"() {
    given:
    def shell = new Shell(dir)

    expect:
    shell.balsam() == 2
    shell.lines()[0].startsWith('Balsam runs workflows')
  }

  def "the common options may precede the name of the command"() {
    given:
    def shell = new Shell(dir)
    Files.createDirectory(dir.resolve('site'))

    expect:
    shell.balsam('--site', 'site', '--quiet', 'config', 'show') == 0
    !shell.out.contains('site file')
  }

  def "the version is printed in three ways"() {
    given:
    def shell = new Shell(dir)

    expect:
    words.every { shell.balsam(it) == 0 && shell.out ==~ /balsam \S+ \(Java \S+\)\n/ }

    where:
    words = ['--version', '-V', 'version']
  }

  def "reading an empty directory says that there is nothing, and creates no file"() {
    given:
    def shell = new Shell(dir)

    expect:
    shell.balsam(*line.split(' ')) == 0
    shell.out.contains(text) || shell.err.contains(text)
    Files.list(dir).toList().empty

    where:
    line          || text
    'runs'        || 'Nothing here yet. Start a run with: balsam run'
    'runs --json' || '[ ]'
    'job ls'      || 'No jobs here yet. Start a run with: balsam run'
    'events'      || 'No event matches.'
    'config show' || 'cores'
    'doctor'      || 'none yet'
  }

  def "advice names the command as it was typed"() {
    given:
    def shell = new Shell(dir)
    shell.typed = './balsam'

    expect:
    shell.balsam('runs') == 0
    shell.out == 'Nothing here yet. Start a run with: ./balsam run WORKFLOW.groovy\n'
    shell.balsam('job', 'show', '3') == 2
    shell.err == "balsam: there is no job 3; './balsam job ls' lists them\n"
  }
}
