package io.balsam.dsl

import io.balsam.engine.domain.AppBody
import io.balsam.engine.domain.HookKind
import io.balsam.engine.domain.HookResult.Decision
import io.balsam.engine.domain.Script
import io.balsam.engine.domain.ScriptContext
import io.balsam.engine.domain.Workflow
import java.nio.file.Path
import java.time.Duration

/** Scripts that are read a second time, for their hooks, in another place than the first time. */
class ReadAgainSpec extends ScriptSpecification {

  /** The script as a process would have it that read it first in the directory of this test. */
  private Script declared(Workflow first, Map<String, String> environment = [:]) {
    def all = new TreeMap(first.script().context().environment())
    environment.each { name, value -> all[name] = Optional.ofNullable(value) }
    def script = first.script()
    new Script(script.main(), script.directory(), script.texts(), script.params(),
        new ScriptContext(directory, all, script.context().marks()), script.format())
  }

  private String said(Workflow workflow, String app = 'a') {
    workflow.apps()[app].hooks()[HookKind.PREPROCESS].call(context()).decision().with {
      it instanceof Decision.Fail ? it.reason() : it.class.simpleName
    }
  }

  def "a relative file is found where the script was read first: #how"() {
    given:
    file('limit.txt', 'seven')
    def script = new Script('wf.groovy', directory, ['wf.groovy': """
      app('a') { command 'x'; preprocess { fail($how) } }
      """.stripIndent()], [:], new ScriptContext(directory, [:], [:]), Script.GROOVY)

    expect:
    said(reader().load(script)) == 'seven'

    where:
    how << ["new File('limit.txt').text", "('limit.txt' as File).text", "java.nio.file.Path.of('limit.txt').toFile().text",
            "java.nio.file.Paths.get('limit.txt').toFile().text", "new FileReader('limit.txt').text",
            "new FileInputStream('limit.txt').text", "'cat limit.txt'.execute().text",
            "['cat', 'limit.txt'].execute().text", "new File('.', 'limit.txt').text",
            "new File('./.', \"\${'limit'}.txt\").text",
            "java.nio.file.Files.readString(java.nio.file.Path.of('.', 'limit.txt'))"]
  }

  def "the first reading leaves names of files as they are"() {
    expect:
    read('''
      app('a') { command 'cat {{f}}' }
      job('a') { parameters f: new File('in.txt') }
      ''').jobs()[0].parameters() == [f: 'in.txt']
  }

  def "only variables that the script asks for are kept, those of hooks too"() {
    when:
    def first = read('''
      def home = System.getenv('HOME')
      def map = System.getenv()
      def none = map['NOT_SET_ANYWHERE'] ?: System.env.NOR_THIS
      app('a') { command "x $home"; preprocess { fail(System.getenv('PATH') + System.getenv('SHELL_OF_NOBODY')) } }
      job('a')
      ''')

    then:
    first.script().context().environment() == [
        HOME: Optional.of(System.getenv('HOME')), PATH: Optional.of(System.getenv('PATH')),
        NOT_SET_ANYWHERE: Optional.empty(), NOR_THIS: Optional.empty(), SHELL_OF_NOBODY: Optional.empty()]
  }

  def "variables have the values of the first reading: #how"() {
    given:
    def script = new Script('wf.groovy', directory, ['wf.groovy': """
      import static java.lang.System.getenv
      app('a') { command 'x'; preprocess { fail(String.valueOf($how)) } }
      """.stripIndent()], [:],
        new ScriptContext(directory, [NAME_OF_THIS: Optional.of('recorded'), PATH: Optional.empty()], [:]), Script.GROOVY)

    expect:
    said(reader().load(script)) == value

    where:
    how                                        || value
    "System.getenv('NAME_OF_THIS')"            || 'recorded'
    "System.getenv('PATH')"                    || 'null'
    'System.getenv().NAME_OF_THIS'             || 'recorded'
    'System.env.NAME_OF_THIS'                  || 'recorded'
    "System.env['NAME_OF_' + 'THIS']"          || 'recorded'
    "getenv('NAME_OF_THIS')"                   || 'recorded'
    "System.getenv().containsKey('PATH')"      || 'false'
    "System.getenv().findAll { it.key == 'NAME_OF_THIS' }.size()" || '1'
  }

  def "hooks that depend on a changed value refuse to run, and the others run"() {
    given:
    def data = file('limit.txt', '5')
    def first = read("""
      def limit = new File('$data').text as int
      count = new File('$data').text
      def other = 'same'
      app('captured') { command 'x'; preprocess { fail("at \$limit") } }
      app('global') { command 'x'; preprocess { fail("at \$count") } }
      app('text') { command "x \$limit"; preprocess { proceed() } }
      app('same') { command 'x'; preprocess { fail(other) } }
      app('sum') { run { x -> x + limit } }
      """)

    expect:
    said(reader().load(declared(first)), 'captured') == 'at 5'

    when:
    data.toFile().text = '6'
    def again = reader().load(declared(first))

    then:
    said(again, 'same') == 'same'

    when:
    said(again, app)

    then:
    def refused = thrown(Exception)
    refused.message == "wf.groovy:$line:1: the script no longer gives what it gave when its jobs were declared: $what" +
        " (for preprocess of app '$app'); pass what the code needs as script parameters or in the job's data"

    where:
    app        | line || what
    'captured' | 5    || "the variable 'limit' differs"
    'global'   | 6    || "the variable 'count' differs"
    'text'     | 7    || 'the strings or values of the app differ'
  }

  def "a function that sees another value refuses to be called"() {
    given:
    def data = file('limit.txt', '5')
    def first = read("""
      def limit = new File('$data').text as int
      app('sum') { run { x -> x + limit } }
      """)
    data.toFile().text = '6'

    when:
    (reader().load(declared(first)).apps().sum.body() as AppBody.Function).code().call([1], context())

    then:
    def refused = thrown(Exception)
    refused.message.contains("the variable 'limit' differs (for run of app 'sum')")
  }

  def "values that are not plain data are not compared"() {
    given:
    def first = read('''
      def random = new Random()
      def made = new Object()
      app('a') { command 'x'; preprocess { fail("${random.nextInt(1)} ${made != null}") } }
      ''')

    expect:
    said(reader().load(declared(first))) == '0 true'
  }

  def "a script whose data is gone says so with its line"() {
    given:
    def data = file('samples.txt', 'a')
    def first = read("""
      app('a') { command 'echo {{s}}'; preprocess { proceed() } }
      new File('$data').eachLine { line -> job('a') { parameters s: line } }
      """)
    data.toFile().delete()

    when:
    reader().load(declared(first))

    then:
    def refused = thrown(Exception)
    refused.message.startsWith("wf.groovy:3:1: $data (No such file or directory)")
  }

  def "jobs are not checked again, only the code that is needed is read"() {
    given:
    def first = read('''
      app('a') { command 'echo {{s}}'; preprocess { fail('called') } }
      ['x'].each { s -> job('a') { parameters s: s } }
      ''')
    def script = new Script('wf.groovy', directory,
        ['wf.groovy': first.script().texts()['wf.groovy'].replace("s: s }", "s: s, t: 1 }")], [:])

    expect:
    said(reader().load(script)) == 'called'
  }

  def "an endless top level is interrupted and reported with its line: #code"() {
    given:
    def reader = new WorkflowReader(directory.resolve('.cache'), Duration.ofMillis(500))
    def path = file('wf.groovy', "def n = 0\n$code\n")

    when:
    def problems = reader.lint(path, [:], [])*.toString()

    then:
    problems == ["wf.groovy:2:$column: the script's top level has not finished after 500ms: end the loop, or move long " +
        'work into a job; $BALSAM_SCRIPT_LIMIT allows more' as String]

    and: 'its thread has ended'
    Thread.allStackTraces.keySet().findAll { it.name == 'script' }.each { it.join(20_000) }.every { !it.alive }

    where:
    code                                     || column
    'while (true) { n++ }'                   || 1
    'for (;;) { n++ }'                       || 1
    'do { n++ } while (true)'                || 1
    '(1..Integer.MAX_VALUE).each { n += it }'|| 1
    'Thread.sleep(600_000)'                  || 1
    'while (true) { try { n++ } catch (Exception e) { } }' || 1
    'new java.util.concurrent.CountDownLatch(1).await()' || 1
  }

  def "a script cannot end the process: #code"() {
    expect:
    lint(code) == ["wf.groovy:1:1: System.exit would end Balsam itself; 'return' ends a script or a hook early" as String]

    where:
    code << ['System.exit(3)', 'Runtime.getRuntime().exit(3)', 'Runtime.runtime.halt(3)',
             "import static java.lang.System.exit; exit(3)", '[1].each { System.exit(it) }',
             'def r = Runtime.runtime; r.halt(1)']
  }

  def "other methods named exit or halt work"() {
    expect:
    read('''
      class Door { def exit(x) { "out $x" }; def halt(x) { "stop $x" } }
      def door = new Door()
      app('a') { command 'x' }
      job('a') { tags a: door.exit(1), b: door.halt(2) }
      ''').jobs()[0].tags() == [a: 'out 1', b: 'stop 2']
  }

  def "a hook does not end the process either"() {
    when:
    hook(HookKind.POSTPROCESS, '{ System.exit(1) }')

    then:
    def refused = thrown(Exception)
    refused.message.contains('System.exit would end Balsam itself')
  }
}
