package io.balsam.dsl

import io.balsam.engine.domain.MoldableLimits
import io.balsam.engine.domain.NodeRange
import io.balsam.engine.domain.Resources
import io.balsam.spi.Node

/** Jobs with a range of nodes, and the limits for them. */
class MoldableSpec extends ScriptSpecification {

  static final String APPS = "app('a') { command 'x' }; app('f') { run { 1 } }\n"

  def "a job has the range that it gives, from the fewest to the most nodes: #code"() {
    expect:
    read(APPS + "def n = 8\njob('a') { $code }").jobs()[0].resources() == expected

    where:
    code                               || expected
    'nodes 1..16'                      || Resources.DEFAULT.withRange(new NodeRange(1, 16))
    'nodes 2..n; ranksPerNode 4'       || new Resources(2, 4, 1, 1, 0, Resources.UNLIMITED).withRange(new NodeRange(2, 8))
    'nodes(1..<n)'                     || Resources.DEFAULT.withRange(new NodeRange(1, 7))
    'nodes 4..4'                       || new Resources(4, 1, 1, 1, 0, Resources.UNLIMITED).withRange(new NodeRange(4, 4))
    'nodes 1..16; nodes 3'             || new Resources(3, 1, 1, 1, 0, Resources.UNLIMITED)
    'nodes 3; nodes 1..16'             || Resources.DEFAULT.withRange(new NodeRange(1, 16))
    'nodes 2..16; memory "4 GB"'       || new Resources(2, 1, 1, 1, 0, Resources.UNLIMITED, 4L << 30, [:]).withRange(new NodeRange(2, 16))
  }

  def "a script sets limits for all its jobs: #code"() {
    expect:
    read("$code\n${APPS}job('a') { nodes 1..16 }").moldable() == new MoldableLimits(hours, efficiency)

    where:
    code                                       || hours                 | efficiency
    ''                                         || OptionalDouble.empty() | 0.5
    'moldable nodeHours: 500, efficiency: 0.7' || OptionalDouble.of(500) | 0.7
    'moldable nodeHours: 0.25'                 || OptionalDouble.of(0.25) | 0.5
    'moldable efficiency: 0'                   || OptionalDouble.empty() | 0
    'moldable(efficiency: 1)'                  || OptionalDouble.empty() | 1
  }

  def "one line says what is wrong, where, and what to write: #code"() {
    expect:
    lint(APPS + code)*.toString() == problems

    where:
    code                                              || problems
    "job('a') { nodes 16..1 }"                        || ['wf.groovy:2:12: the range of nodes must go from small to large: write 1..16']
    "job('a') { nodes 0..4 }"                         || ['wf.groovy:2:12: the range of nodes must begin with at least 1, not 0: write 1..4']
    "job('a') { nodes(-3..4) }"                       || ['wf.groovy:2:12: the range of nodes must begin with at least 1, not -3: write 1..4']
    "job('a') { nodes 1..<1 }"                        || ['wf.groovy:2:12: the range of nodes is empty: write nodes 1..16']
    "job('a') { nodes 1.5..3 }"                       || ['wf.groovy:2:12: a range of nodes has whole numbers, not 1.5..3: write nodes 1..16']
    "job('a') { nodes 'a'..'c' }"                     || ['wf.groovy:2:12: a range of nodes has whole numbers, not a..c: write nodes 1..16']
    "job('a') { nodes 1..3000000000 }"                || ['wf.groovy:2:12: a range of nodes has whole numbers, not 1..3000000000: write nodes 1..16']
    "job('a') { nodes([1, 2, 4]) }"                   || ["wf.groovy:2:12: 'nodes' does not take these arguments: write nodes 1"]
    "job('a') { nodes = 1..4 }"                       || ["wf.groovy:2:12: 'nodes' takes no '=': write nodes 1"]
    "job('a') { ranksPerNode 1..4 }"                  || ["wf.groovy:2:12: 'ranksPerNode' does not take these arguments: write ranksPerNode 1"]
    "job('a') { wallTime 1..4 }"                      || ["wf.groovy:2:12: 'wallTime' must be a duration, not a list: write wallTime 10.minutes"]
    "job('f') { nodes 1..4 }"                         || ["wf.groovy:2:12: 'nodes' takes no range in a job of 'f', which is a function: it runs in one process: leave 'nodes' out"]
    "moldable nodeHours: 0\njob('a') { nodes 1..4 }"  || ["wf.groovy:2:10: 'nodeHours:' of 'moldable' must be a number above 0, not 0"]
    "moldable nodeHours: 'x'\njob('a') { nodes 1..4 }" || ["wf.groovy:2:10: 'nodeHours:' of 'moldable' must be a number above 0, not the string 'x'"]
    "moldable efficiency: 1.1\njob('a') { nodes 1..4 }" || ["wf.groovy:2:10: 'efficiency:' of 'moldable' must be a number from 0 to 1, not 1.1"]
    "moldable eficiency: 1\njob('a') { nodes 1..4 }"  || ["wf.groovy:2:10: 'moldable' has no 'eficiency:': did you mean 'efficiency'?"]
    "moldable 500\njob('a') { nodes 1..4 }"           || ["wf.groovy:2:1: 'moldable' does not take these arguments: write moldable nodeHours: 500, efficiency: 0.7"]
    "moldable([:])\njob('a') { nodes 1..4 }"          || ["wf.groovy:2:1: 'moldable' sets no limit: write moldable nodeHours: 500"]
    "moldable nodeHours: 1\nmoldable nodeHours: 2\njob('a') { nodes 1..4 }" || ["wf.groovy:3:1: 'moldable' is said twice: keep one of them"]
    "moldable nodeHours: 1\njob('a') { nodes 4 }"     || ["wf.groovy:2:1: 'moldable' limits nothing: no job has a range of nodes: write nodes 1..16"]
  }

  def "hooks may add the jobs that are limited"() {
    expect:
    lint("app('h') { command 'x'; postprocess { submit { job('h') { nodes 1..4 } } } }\nmoldable nodeHours: 1\njob('h')") == []
  }

  def "a range is refused only where its fewest nodes are too many"() {
    given:
    def script = file('wf.groovy', APPS + "job('a') { nodes $fewest..16 }")

    expect:
    reader().lint(script, [:], [new Node('n1', [0], []), new Node('n2', [0], [])])*.toString() == problems

    where:
    fewest || problems
    1      || []
    2      || []
    3      || ['wf.groovy:2:1: the job can never run here: needs 3 nodes, there are 2']
  }
}
