package io.balsam.dsl

import static io.balsam.engine.domain.HookKind.*

import io.balsam.engine.domain.HookResult.Decision
import io.balsam.engine.domain.JobContext.ParentContext
import io.balsam.engine.domain.JobState
import io.balsam.engine.domain.ParentKind
import io.balsam.engine.domain.ParentRef
import java.nio.file.Files
import java.util.concurrent.Callable
import java.util.concurrent.CyclicBarrier
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit

class HookSpec extends ScriptSpecification {

  def "hook #kind.word with #body decides #decision"() {
    expect:
    hook(kind, body, [attempts: 2, returnCode: 3]).decision() == decision

    where:
    kind           | body                                                         || decision
    PREPROCESS     | '{ }'                                                        || new Decision.Default()
    PREPROCESS     | '{ job -> job.data.x = 1 }'                                  || new Decision.Default()
    PREPROCESS     | '{ proceed() }'                                              || new Decision.Proceed()
    PREPROCESS     | '{ -> fail("no") }'                                          || new Decision.Fail('no')
    POSTPROCESS    | '{ job -> restart() }'                                       || new Decision.Restart()
    POSTPROCESS    | '{ if (job.attempts == 2) restart(); job.data.seen = true }' || new Decision.Restart()
    POSTPROCESS    | '{ fail("one"); proceed() }'                                 || new Decision.Proceed()
    HANDLE_TIMEOUT | '{ job -> job.attempts < 2 ? restart() : fail("slow") }'     || new Decision.Fail('slow')
    HANDLE_ERROR   | '{ job -> fail("exit $job.returnCode") }'                    || new Decision.Fail('exit 3')
    HANDLE_ERROR   | '{ [1].each { restart() } }'                                 || new Decision.Restart()
  }

  def "a hook sees its job: #expression"() {
    given:
    Files.writeString(directory.resolve('out.txt'), '2.5')
    def parents = [new ParentContext(5, 'b', JobState.JOB_FINISHED, directory, [k: 'v'], [d: 1], [4, 2])]

    expect:
    hook(POSTPROCESS, "{ job -> job.data.seen = ($expression) }",
        [parameters: [x: 3], data: [seed: 42], result: [9], parents: parents]).data().seen == value

    where:
    expression                                        || value
    'job.id'                                          || 7
    'job.app'                                         || 'a'
    'job.state'                                       || 'RUN_DONE'
    'job.parameters.x'                                || 3
    'job.tags.row'                                    || '1'
    'job.data.seed'                                   || 42
    'job.attempts'                                    || 1
    'job.returnCode'                                  || null
    'job.result()'                                    || [9]
    'job.resources.nodes()'                           || 1
    'new File(job.workdir, "out.txt").text as double' || 2.5d
    'job.workdir.resolve("out.txt").text'             || '2.5'
    'job.parents[0].result()'                         || [4, 2]
    'job.parents*.data.d'                             || [1]
    'job.parents.first().tags.k'                      || 'v'
    '"text ${1 + 1}"'                                 || 'text 2'
    '(1..3)'                                          || [1, 2, 3]
    '10.seconds'                                      || '10s'
  }

  def "files are written through the workdir"() {
    when:
    hook(PREPROCESS, "{ job -> job.workdir.resolve('in.txt').text = \"\${job.data.seed}\" }", [data: [seed: 8]])

    then:
    Files.readString(directory.resolve('in.txt')) == '8'
  }

  def "methods and variables of the script can be used in a hook, decisions included"() {
    expect:
    hook(POSTPROCESS, "{ job -> job.data.v = twice(factor) + shared; stopAt(2) }", [attempts: 2], '''
      def factor = 4
      shared = 1
      def twice(x) { 2 * x }
      def stopAt(n) { if (n > 1) fail("at $n") }
    ''').with { [it.data().v, it.decision()] } == [9, new Decision.Fail('at 2')]
  }

  def "jobs are added with their parents, the hook's job among them"() {
    when:
    def submitted = hook(POSTPROCESS, '''{ job ->
      submit {
        def first = job('b') { parameters x: 1; after job }
        job('b') { parameters x: 2; workdir 'last'; after first }
      }
      submit { 2.times { i -> job('b') { parameters x: i } } }
      proceed()
    }''').submitted()

    then:
    submitted*.workdir() == ['b/7-1-postprocess-1', 'last', 'b/7-1-postprocess-3', 'b/7-1-postprocess-4']
    submitted[0].parents() == [new ParentRef.Existing(7, ParentKind.SUCCESS)]
    submitted[1].parents() == [new ParentRef.Declared(0, ParentKind.SUCCESS)]
    submitted[3].parameters() == [x: 1]
  }

  def "a method of the script that declares a job may be used in submit"() {
    expect:
    hook(POSTPROCESS, '{ submit { more(3) } }', [:], "def more(i) { job('b') { parameters x: i } }")
        .submitted()*.parameters() == [[x: 3]]
  }

  def "#body fails with '#message'"() {
    when:
    hook(kind, body)

    then:
    def e = thrown(Exception)
    e.message == message

    where:
    kind         | body                                             || message
    POSTPROCESS  | '{ job -> job.data.x.y = 1 }'                    || "wf.groovy:4:1: a value is null here (in postprocess of app 'a')"
    POSTPROCESS  | '{ job -> job.data.v = job.data.x.y }'           || "wf.groovy:4:1: 'y' is read from null: check what is left of the dot (in postprocess of app 'a')"
    POSTPROCESS  | '{ job -> job.data.x.foo() }'                    || "wf.groovy:4:1: 'foo()' is called on null: check what is left of it (in postprocess of app 'a')"
    POSTPROCESS  | '{ j -> j.workdri }'                             || "wf.groovy:4:1: a job has no 'workdri': did you mean 'workdir'? (in postprocess of app 'a')"
    POSTPROCESS  | '{ job -> "a".foo() }'                           || "wf.groovy:4:1: a string has no 'foo()' (in postprocess of app 'a')"
    POSTPROCESS  | '{ job -> "7x" as int }'                         || "wf.groovy:4:1: '7x' is not a number (in postprocess of app 'a')"
    POSTPROCESS  | '{ throw new IllegalStateException("odd") }'     || "wf.groovy:4:1: odd (in postprocess of app 'a')"
    POSTPROCESS  | '{ 1.intdiv(0) }'                                || "wf.groovy:4:1: division by zero (in postprocess of app 'a')"
    HANDLE_ERROR | '{ def p = "proceed"; "$p"() }'                  || "wf.groovy:4:1: handle_error cannot proceed(): call restart() or fail('why') (in handle_error of app 'a')"
    POSTPROCESS  | '{ job -> job.data.x = new Object() }'           || "a value in job.data cannot be stored: it is an Object (in postprocess of app 'a')"
    POSTPROCESS  | '{ submit { job("c") { } } }'                    || "wf.groovy:4:24: unknown app 'c': known: a, b (in postprocess of app 'a')"
    POSTPROCESS  | '{ submit { job("b") { parameters y: 1 } } }'    || "wf.groovy:4:24: the job gives no value for parameter 'x' of app 'b': add parameters x: ...\nwf.groovy:4:46: app 'b' has no parameter 'y': it has x (in postprocess of app 'a')"
    POSTPROCESS  | '{ this.job("b") }'                              || "wf.groovy:4:1: 'job' is too late here: the script has already been read; a hook adds jobs with submit { job('app') { ... } } (in postprocess of app 'a')"
  }

  def "concurrent calls of one hook do not affect each other"() {
    given:
    def workflow = read('''
      app('a') {
        command 'x'
        postprocess { job ->
          def own = job.data.n
          (1..200).each { own += it - it }
          submit { job('a') { data n: own } }
          own % 2 ? fail("odd $own") : restart()
        }
      }
    ''')
    def code = workflow.apps().a.hooks()[POSTPROCESS]
    def threads = 8
    def barrier = new CyclicBarrier(threads)
    def pool = Executors.newFixedThreadPool(threads)

    when:
    def results = pool.invokeAll((0..<threads).collect { n ->
      ({ barrier.await(30, TimeUnit.SECONDS); (0..<50).collect { code.call(context(data: [n: n])) } } as Callable)
    })*.get()

    then:
    (0..<threads).every { n ->
      results[n].every {
        it.decision() == (n % 2 ? new Decision.Fail("odd $n") : new Decision.Restart()) &&
            it.submitted()*.data() == [[n: n]]
      }
    }

    cleanup:
    pool.shutdownNow()
  }
}
