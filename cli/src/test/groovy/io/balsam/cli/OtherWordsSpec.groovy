package io.balsam.cli

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** Words of Balsam 1 and 2, and slips: a command of ours, or one line that names the right one. */
class OtherWordsSpec extends Specification {

  static final Path PAGE = Path.of('../docs/from-balsam-2.md')

  @TempDir Path dir

  def "'balsam #line' is '#command'"() {
    given:
    def shell = new Shell(dir)

    when:
    def code = shell.balsam(*line.split(' '))
    def text = shell.toString()

    then:
    shell.balsam(*command.split(' ')) == code
    text == shell.toString()

    where:
    line                 | command
    'jobs'               | 'job ls'
    'jobs --json'        | 'job ls --json'
    'logs 3'             | 'job logs 3'
    'ls jobs'            | 'job ls'
    'ls wf'              | 'runs'
    'service start'      | 'site start'
    'service stop'       | 'site stop'
    'queue list'         | 'queue ls'
    'transfers'          | 'transfer ls'
    'transfer list'      | 'transfer ls'
    'service start -h'   | 'site start -h'
    'help run'           | 'run --help'
    'help job ls'        | 'job ls --help'
    'help job'           | 'job --help'
    'help service start' | 'site start --help'
    'help'               | '--help'
    '--quiet jobs'       | '--quiet job ls'
  }

  def "'balsam #line' is answered with what to type: #message"() {
    given:
    def shell = new Shell(dir)
    shell.typed = './balsam'

    expect:
    shell.balsam(*line.split(' ')) == 2
    shell.err == "balsam: $message\n"
    shell.out == ''

    where:
    line                       || message
    'queue term 123'           || "there is no 'queue term': './balsam queue rm ID' cancels an allocation; ID is the number in the first column of 'queue ls', not the batch system's"
    'job modify -i 3 -s READY' || "there is no 'job modify': a state cannot be set: './balsam job retry JOB' runs a failed job again, './balsam job cancel JOB' ends one"
    'site mv a b'              || "there is no 'site mv': end the agent with './balsam site stop', move the directory with mv, then './balsam site start DIR'"
    'status'                   || "there is no 'status': './balsam runs' lists runs, './balsam job ls' jobs, and './balsam site status' shows the site's agent"
    'cancel 3'                 || "there is no 'cancel': './balsam job cancel JOB' ends a job, './balsam queue rm ID' cancels an allocation"
    'submit wf.groovy'         || "there is no 'submit': './balsam run SCRIPT' submits a workflow, './balsam queue submit' requests an allocation"
    'server up -p x'           || "there is no 'server up': no server is needed: './balsam site start' starts a site's agent, which answers all commands"
    'dep a b'                  || "there is no 'dep': declare it in a script: job('child') { after parent }; './balsam run SCRIPT' runs it"
    'app create'               || "there is no 'app': apps are defined in scripts; './balsam lint SCRIPT' checks them, './balsam run SCRIPT' runs them"
    'job ls -s FAILED'         || "unknown option -s: did you mean '--state'?"
    'job ls --by-state'        || "unknown option --by-state: './balsam runs' counts the jobs of each run, './balsam runs --json' by app and state"
    'job ls -ns FAILED'        || 'unknown option -ns: --state takes several, as in --state FAILED,RUNNING'
    'queue submit --num-nodes 3' || "unknown option --num-nodes: did you mean '--nodes'?"
    'help frobnicate'          || "unknown command 'frobnicate': './balsam --help' lists all commands"
  }

  def "every command of Balsam 2 exists, has a synonym, or is answered with existing commands"() {
    expect:
    BALSAM_2.every { it in CommandRegistry.names() || OtherWords.of(it.split(' ').toList()).present }
    OtherWords.all().every { it.command() ? it.command() in CommandRegistry.names() : named(it.advice()).every(this.&known) }
    OtherWords.all()*.typed().every { !(it in CommandRegistry.names()) }
    OtherWords.all()*.typed().toSet().size() == OtherWords.all().size()
  }

  static final List<String> BALSAM_2 = ['login', 'register', 'site init', 'site start', 'site stop', 'site sync', 'site ls', 'site mv',
      'site rename', 'site rm', 'site sample-settings', 'site globus-login', 'app ls', 'app rm', 'job create', 'job ls', 'job modify',
      'job rm', 'queue submit', 'queue ls', 'queue term', 'server deploy', 'server up', 'server down', 'server migrate', 'launcher']

  private static List<String> named(String advice) {
    (advice =~ /`([^`]*)`/).collect { it[1] }
  }

  private static boolean known(String command) {
    CommandRegistry.names().any { command == it || command.startsWith(it + ' ') }
  }

  def "docs/from-balsam-2.md lists them"() {
    given:
    def begin = '<!-- words: written from the command line itself -->\n'
    def text = Files.readString(PAGE)
    def page = text.substring(0, text.indexOf(begin) + begin.length()) + table() + text.substring(text.indexOf('<!-- end of words -->'))
    if (System.getProperty('balsam.docs') == 'write') {
      Files.writeString(PAGE, page)
    }

    expect: 'else write it with: mvn -pl cli -am test -Dtest=OtherWordsSpec -Dbalsam.docs=write'
    Files.readString(PAGE) == page
  }

  private static String table() {
    '| typed | means, or answers |\n|---|---|\n' + OtherWords.all().collect {
      def answer = it.command() ? "`balsam ${it.command()}`" : it.advice().replaceAll(/`([^`]*)`/, '`balsam $1`')
      "| `balsam ${it.typed()}` | $answer |\n"
    }.join('')
  }
}
