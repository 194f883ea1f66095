package io.balsam.slurm

import java.time.Duration
import java.time.Instant
import spock.lang.Specification

class IdleNodesSpec extends Specification {

  static final NOW = Instant.parse('2026-11-21T12:00:00Z')

  def "windows of idle nodes: #what"() {
    expect:
    windows(places, plans) == expected

    where:
    what                                        | places                      | plans                            | expected
    'nothing is idle'                           | []                          | [[5, ['n1']]]                    | []
    'no plans: the limit of the partition'      | [n1: 60, n2: 60]            | []                               | ['p 2 60']
    'a plan for one of them'                    | [n1: 60, n2: 60]            | [[20, ['n2', 'n9']]]             | ['p 1 60', 'p 2 20']
    'the earliest plan counts'                  | [n1: 60]                    | [[30, ['n1']], [10, ['n1']]]     | ['p 1 10']
    'a plan without nodes may mean any'         | [n1: 60, n2: 60]            | [[30, []]]                       | ['p 2 30']
    'a plan that is due leaves nothing'         | [n1: 60, n2: 60]            | [[0, ['n1']]]                    | ['p 1 60']
    'one that is overdue neither'               | [n1: 60]                    | [[-5, ['n1']]]                   | []
    'the wider, the shorter'                    | [n1: 60, n2: 60, n3: 60]    | [[40, ['n1']], [20, ['n2']]]     | ['p 1 60', 'p 2 40', 'p 3 20']
  }

  def "a partition's largest job bounds its windows"() {
    given:
    def places = ['n1', 'n2', 'n3'].collect { new IdleNodes.Place(it, 'p', Duration.ofHours(1), 2) }

    expect:
    IdleNodes.windows(places, [], NOW)*.nodes() == [2]
  }

  def "a plan in one partition takes the node from all"() {
    given:
    def places = ['a', 'b'].collect { new IdleNodes.Place('n1', it, Duration.ofHours(1), 9) }
    def plan = new IdleNodes.Plan(NOW.plusSeconds(600), [] as Set, ['a'] as Set)

    expect:
    IdleNodes.windows(places, [plan], NOW).collect { [it.queue(), it.length().toMinutes()] } == [['a', 10], ['b', 10]]
  }

  private static List<String> windows(Map<String, Integer> limits, List<List> plans) {
    def places = limits.collect { node, minutes -> new IdleNodes.Place(node, 'p', Duration.ofMinutes(minutes), 100) }
    IdleNodes.windows(places, plans.collect { new IdleNodes.Plan(NOW + Duration.ofMinutes(it[0]), it[1] as Set, ['p'] as Set) }, NOW)
        .collect { "${it.queue()} ${it.nodes()} ${it.length().toMinutes()}" as String }
  }

  private static List<String> windows(List none, List<List> plans) { windows([:], plans) }
}
