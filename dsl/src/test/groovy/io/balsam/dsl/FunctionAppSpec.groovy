package io.balsam.dsl

import io.balsam.engine.domain.AppBody
import io.balsam.engine.domain.Parameter

class FunctionAppSpec extends ScriptSpecification {

  def "run #body of #arguments gives #value"() {
    given:
    def function = read("def twice(x) { 2 * x }\napp('f') { run $body }").apps().f.body() as AppBody.Function

    expect:
    function.parameters().size() == arguments.size()
    function.code().call(arguments, context()) == value

    where:
    body                                       | arguments      || value
    '{ x, y -> x + y }'                        | [1, 2]         || 3
    '{ int x, String y -> "$y$x" }'            | [1L, 'a']      || 'a1'
    '{ double x -> x / 2 }'                    | [3]            || 1.5d
    '{ -> 42 }'                                | []             || 42
    '{ 42 }'                                   | []             || 42
    '{ x -> twice(x) }'                        | [4]            || 8
    '{ x, job -> [id: job.id, x: x] }'         | ['a']          || [id: 7, x: 'a']
    '{ x -> [at: job.attempts, of: (1..x)] }'  | [2]            || [at: 1, of: [1, 2]]
    '{ List xs -> xs.sum() }'                  | [[1, 2, 3]]    || 6
    '{ x -> null }'                            | [1]            || null
  }

  def "arguments become parameters, which parameter may describe"() {
    expect:
    read("app('f') { run { int x, y -> x + y }\n parameter 'y', default: 2, help: 'more' }").apps().f.parameters().values() as Set ==
        [new Parameter('x', true, null, 'int', ''), new Parameter('y', false, 2, 'int', 'more')] as Set
  }

  def "a value that cannot be kept fails the job"() {
    when:
    (read("app('f') { run { new Object() } }").apps().f.body() as AppBody.Function).code().call([], context())

    then:
    def e = thrown(Exception)
    e.message == "run of app 'f': its result cannot be stored: it is an Object"
  }
}
