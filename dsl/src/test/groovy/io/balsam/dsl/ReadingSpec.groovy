package io.balsam.dsl

import io.balsam.engine.domain.AppBody
import io.balsam.engine.domain.InputFiles
import io.balsam.engine.domain.Parameter
import io.balsam.engine.domain.ParentKind
import io.balsam.engine.domain.ParentRef
import io.balsam.engine.domain.Resources
import io.balsam.engine.domain.Retry
import io.balsam.engine.domain.SourceRef
import io.balsam.engine.domain.TransferSlot
import java.nio.file.Files
import java.time.Duration

class ReadingSpec extends ScriptSpecification {

  def "everything declared in an app is in the workflow"() {
    when:
    def app = read('''
      app('sim') {
          description 'Simulates'
          command "sim {{ x }} {{mode}}"
          parameter 'mode', default: 'fast', help: 'how'
          environment A: 1, B: "b${1}"
          shell_preamble(['module load x', 'set -u'])
          transfer 'input', direction: 'in', path: 'in/data.h5', description: 'what'
          transfer 'all', direction: 'out', recursive: true, required: false
          cleanup '*.tmp', 'scratch/**'
          retry attempts: 4, backoff: '1m', max: 2.hours
          hook_time_limit 90.seconds
          merge_output true
          shell strict: false
          runner 'mpirun'
      }''').apps().sim

    then:
    app.description() == 'Simulates'
    app.body() == new AppBody.Command('sim {{x}} {{mode}}')
    app.parameters() == [mode: new Parameter('mode', false, 'fast', 'string', 'how'), x: new Parameter('x', true, null, 'any', '')]
    app.environment() == [A: '1', B: 'b1']
    app.shellPreamble() == 'module load x\nset -u'
    app.transfers() == [
        input: new TransferSlot('input', TransferSlot.Direction.IN, 'in/data.h5', true, false, 'what'),
        all: new TransferSlot('all', TransferSlot.Direction.OUT, '.', false, true, '')]
    app.cleanup() == ['*.tmp', 'scratch/**']
    app.retry() == new Retry(4, Duration.ofMinutes(1), Duration.ofHours(2))
    app.hookLimit() == Duration.ofSeconds(90)
    app.mergeOutput()
    !app.strictShell()
    app.runner() == 'mpirun'
    app.declaredAt() == new SourceRef('wf.groovy', 2, 1)
  }

  def "numbers in environment, tags and launch parameters are written without an exponent: #number"() {
    when:
    def workflow = read("""
      app('a') { command 'x'; environment A: $number }
      job('a') { environment E: $number; tags t: $number; launchParams '-l': $number }
      """)
    def job = workflow.jobs()[0]

    then:
    [workflow.apps().a.environment().A, job.environment().E, job.tags().t, job.launchParams().'-l'] == [text] * 4

    where:
    number        || text
    '0.0000001'   || '0.0000001'
    '1e-7'        || '0.0000001'
    '1e-7d'       || '0.0000001'
    '2.5e-5f'     || '0.000025'
    '12345678.9d' || '12345678.9'
    '1e9'         || '1000000000'
    '1.10'        || '1.10'
    '1e100d'      || '1.0E100'
    '3'           || '3'
  }

  def "a string parameter takes the text of a number given in a file: #given"() {
    expect:
    read("param 'label', default: 'x'\napp('a') { command 'x' }\njob('a') { tags label: params.label }", [label: given])
        .jobs()[0].tags() == [label: text]

    where:
    given            || text
    5                || '5'
    1.10             || '1.10'
    true             || 'true'
    '012'            || '012'
  }

  def "everything declared in a job is in the workflow"() {
    when:
    def jobs = read('''
      app('a') { command 'x {{i}}'; transfer 'in', direction: 'in' }
      app('b') { command 'y' }
      def before = job('b')
      job('a') {
          workdir 'dir//./name/'
          parameters i: 10L
          nodes 2; ranksPerNode 3; threads_per_rank 4; threadsPerCore 2; gpusPerRank 0.5; nodePackingCount 8
          memory '1.5 GB'; resource 'fpga'; resource 'a.licence', 3
          wallTime '1h30m'
          launchParams '--cpu-bind': 'depth', '-n': 3, '-v': true, '--label': false
          tags row: 1
          data seed: [1, [x: "${2}"]]
          priority(-3)
          environment E: true
          after_any before
          inputs from: before, files: ['*.csv', '*.txt'], copy: true
          inputs files: 'data/*', optional: true
          transfers in: ['alias:/data/x', '/y']
      }
      job 'b'
      ''').jobs()
    def job = jobs[1]

    then:
    jobs*.workdir() == ['b/1', 'dir/name', 'b/2']
    job.parameters() == [i: 10]
    job.resources() == new Resources(2, 3, 4, 2, 0.5d, 8, 3L << 29, [fpga: 1, 'a.licence': 3])
    job.wallTime() == Duration.ofMinutes(90)
    job.launchParams() == ['--cpu-bind': 'depth', '-n': '3', '-v': '']
    job.tags() == [row: '1']
    job.data() == [seed: [1, [x: '2']]]
    job.priority() == -3
    job.environment() == [E: 'true']
    job.parents() == [new ParentRef.Declared(0, ParentKind.ANY_END)]
    job.inputs() == [
        new InputFiles(Optional.of(job.parents()[0]), '*.csv', true, false),
        new InputFiles(Optional.of(job.parents()[0]), '*.txt', true, false),
        new InputFiles(Optional.empty(), 'data/*', false, true)]
    job.transfers() == [in: ['alias:/data/x', '/y']]
    job.declaredAt() == new SourceRef('wf.groovy', 5, 1)
  }

  def "loops, lists, methods, closures and parents added later work"() {
    when:
    def jobs = read('''
      app('a') { ['x', 'y'].each { parameter it, default: 0 }; command 'z {{x}} {{y}}' }
      def many(n) { (1..n).collect { i -> job('a') { parameters x: half(i) } } }
      def half(x) { x.intdiv(2) }
      def common = { nodes 2; priority 5 }
      base = 'shared'
      def firsts = many(3)
      def last = job('a') { workdir "$base/last"; after firsts, [[firsts]] }
      firsts[2].after firsts[0]
      firsts[1].after_any(firsts[0])
      job('a', common).after(last)
      println 'texts may be printed'
      ''').jobs()

    then:
    jobs*.parameters() == [[x: 0], [x: 1], [x: 1], [:], [:]]
    jobs*.parents()*.collect { it.index() } == [[], [0], [0], [0, 1, 2], [3]]
    jobs[3].workdir() == 'shared/last'
    jobs[4].resources().nodes() == 2
  }

  def "an interpolated string has the value that Groovy gives it: #text"() {
    given:
    def declarations = '''
      def n = 7
      def name = 'é'
      def list = [1, "${n}b", [c: null]]
      def twice = { x, sep = "$n" -> "$x$sep${x}" }
      class Thing { int size = 3; String toString() { "thing of $size" } ; static String made(x) { "made $x" } }
    '''

    expect:
    read("$declarations\napp('a') { command 'x' }\njob('a') { data v: ${text}.toString() }").jobs()[0].data() ==
        [v: new GroovyShell().evaluate("$declarations\n(${text}).toString()")]

    where:
    text << ['"$n"', '"a${n}b"', '"${n}$n $name"', '"""${n}\n  $name"""', '"${1.50}|${1e-20}|${2.5f}|${1d / 3}|${10G ** 30}|${(char) 99}|${true}"',
             '"${null}"', '"$list ${[a: 1, b: [2]]} ${[] as int[]} ${[1, 2] as Object[]} ${1..3}"', '"${"in ${"in $n"}"}"', 'twice(n)', 'twice("$n", "-")',
             '[1, 2].collect { "<$it>" }', '"${[1, 2].collect { "<$it>" }}"', 'new Thing()', 'Thing.made("$n")', '["k$n": "$name"]', '[("k$n".toString()): 1]["k7"]',
             '"${n > 3 ? "much $n" : "little"}"', '(n > 3 ? "much $n" : "little")', '"abc"."${"to"}UpperCase"()', '"${-> n}"', '"$n${-> n}"', '("$n" + "$name")',
             '("$n" as Integer)', '("$n".length())', '("7" == "$n")', '{ -> "$n" }()', '"${java.time.Duration.ofMinutes(5)}"', '"${/a$n/}"',
             '"$$n"'.replace('$$', '\\$$'), '(new StringBuilder("$n") << "$name")', '"${new Date(0).time}"']
  }

  def "an interpolated string equals other strings"() {
    expect:
    read('''
      app('a') { command 'x' }
      def n = 7
      job('a') { data found: "$n" in ['7'], key: [("k$n"): 1]['k7'], same: "$n".equals('7') }
      ''').jobs()[0].data() == [found: true, key: 1, same: true]
  }

  def "--param #given of a parameter #declared is #value"() {
    expect:
    read("param 'x', $declared\napp('a') { command \"echo \${params.x}\" }", given == null ? [:] : [x: given])
        .script().params() == [x: value]

    where:
    declared                     | given    || value
    'default: 3'                 | null     || 3
    'default: 3'                 | '4'      || 4
    'default: 3'                 | '-4'     || -4
    'default: 3'                 | 5        || 5
    'type: int'                  | '3000000000' || 3000000000L
    'default: 1.5'               | '2'      || 2
    'default: 1.5'               | '1e3'    || 1000.0
    'default: "a"'               | '7e013608' || '7e013608'
    'default: "a"'               | 'true'   || 'true'
    'default: true'              | 'false'  || false
    'type: String'               | ''       || ''
    'type: double'               | 2.5      || 2.5
    'default: [1, 2]'            | [3]      || [3]
    'default: 10.minutes'        | null     || '10m'
  }

  def "the parameters are listed without their values"() {
    expect:
    reader().parameters(file('wf.groovy', '''
      param 'size', type: int, help: 'edge'
      (0..<params.size).each { println it }
      param 'name', default: 'x'
      ''')) == [
        new ScriptParameter('size', true, null, 'int', 'edge'),
        new ScriptParameter('name', false, 'x', 'string', '')]
  }

  def "an included script brings apps, parameters, jobs and methods"() {
    given:
    file('lib/tools.groovy', '''
      include 'deep/more.groovy'
      param 'n', default: 2
      app('tool') { command 'tool {{x}}'; postprocess { job -> job.data.v = helper(1) } }
      def helper(x) { x + params.n }
      ''')
    file('lib/deep/more.groovy', 'app("more") { command "more" }\njob("more")')

    when:
    def workflow = read('''
      include 'lib/tools.groovy'
      include 'lib/deep/more.groovy'
      job('tool') { parameters x: helper(5); workdir "w/${params.n}" }
      ''', [n: '3'])

    then:
    workflow.apps().keySet() == ['more', 'tool'] as Set
    workflow.jobs()*.workdir() == ['more/1', 'w/3']
    workflow.jobs()[1].parameters() == [x: 8]
    workflow.script().texts().keySet() == ['wf.groovy', 'lib/tools.groovy', 'lib/deep/more.groovy'] as Set
    workflow.apps().tool.declaredAt() == new SourceRef('lib/tools.groovy', 4, 1)
  }

  def "a stored script is read again without its files, to the same apps and jobs"() {
    given:
    file('lib.groovy', 'def helper() { 5 }')
    def first = read('''
      include 'lib.groovy'
      param 'n', default: 2
      app('a') { command "x ${params.n}"; preprocess { job -> helper() } }
      params.n.times { i -> job('a') { data v: helper() } }
      ''', [n: '3'])
    directory.toFile().deleteDir()

    when:
    def again = new WorkflowReader(directory.resolve('other')).load(first.script())

    then:
    again.jobs() == []
    again.script() == first.script()
    again.apps().a.fingerprint() == first.apps().a.fingerprint()
    again.name() == first.name()
  }

  def "when #change, the fingerprint #effect"() {
    given:
    def text = '''
      // a comment
      param 'n', default: 2
      def factor = 3
      def helper(x) { x * factor }
      def unrelated() { 1 }
      app('a') { command 'x'; postprocess { job -> job.data.v = helper(params.n) } }
      app('other') { command 'y' }
      job('a') { tags k: 1 }
      '''
    def before = read(text).apps().a.fingerprint()

    expect:
    changes == (read(text.replace(from, to), given).apps().a.fingerprint() != before)

    where:
    change                        | from                | to                  | given    || changes
    'nothing changes'             | 'x'                 | 'x'                 | [:]      || false
    'the command changes'         | "command 'x'"       | "command 'z'"       | [:]      || true
    'a hook changes'              | 'job.data.v'        | 'job.data.w'        | [:]      || true
    'a method it calls changes'   | 'x * factor'        | 'x + factor'        | [:]      || true
    'a variable it needs changes' | 'factor = 3'        | 'factor = 4'        | [:]      || true
    'a script parameter changes'  | 'x'                 | 'x'                 | [n: '5'] || true
    'a comment elsewhere changes' | '// a comment'      | '// another\\n// one' | [:]    || false
    'a job changes'               | 'tags k: 1'         | 'tags k: 2'         | [:]      || false
    'another app changes'         | "command 'y'"       | "command 'q'"       | [:]      || false
    'another method changes'      | 'unrelated() { 1 }' | 'unrelated() { 2 }' | [:]      || false

    effect = changes ? 'changes' : 'stays'
  }

  def "a compiled script is kept, and a broken or read-only cache does no harm"() {
    given:
    def script = file('wf.groovy', "app('a') { command 'x' }")
    def cache = directory.resolve('kept')

    when:
    new WorkflowReader(cache).read(script, [:])
    def kept = Files.list(cache).withCloseable { it.toList() }
    kept.each { Files.write(it, new byte[] {1, 2, 3}) }

    then:
    kept.size() == 1
    new WorkflowReader(cache).read(script, [:]).apps().keySet() == ['a'] as Set
    new WorkflowReader(script.resolve('no-directory')).read(script, [:]).apps().size() == 1
  }
}
