package io.balsam.cli.look

import io.balsam.cli.term.Style
import io.balsam.engine.api.GraphView
import io.balsam.engine.domain.JobState
import spock.lang.Specification

class TreeSpec extends Specification {

  static final Style PLAIN = new Style(false, false)

  def "children are drawn below their first parent, and marked below the others"() {
    expect:
    tree([1: 'a', 2: 'b', 3: 'b', 4: 'c'], [[1, 2], [1, 3], [2, 4], [3, 4]]).lines(Optional.empty()) == [
        '1 a w1  READY',
        '|- 2 b w2  READY',
        '|  `- 4 c w4  READY',
        '`- 3 b w3  READY',
        '   `- 4 c w4  READY ^']
  }

  def "similar children beyond the width are counted"() {
    given:
    def apps = [1: 'a'] + (2..11).collectEntries { [it, 'b'] }

    expect:
    tree(apps, (2..11).collect { [1, it] }, false, 9, 3).lines(Optional.empty()) == [
        '1 a w1  READY',
        '|- 2 b w2  READY',
        '|- 3 b w3  READY',
        '`- … and 8 more b: 8 READY']
  }

  def "the tree ends at the given depth, and says so"() {
    expect:
    tree([1: 'a', 2: 'a', 3: 'a'], [[1, 2], [2, 3]], false, 2, 9).lines(Optional.empty()) == [
        '1 a w1  READY', '`- 2 a w2  READY', '   `- 1 below; more: --depth']
  }

  def "with --parents it shows what a job waits for"() {
    expect:
    tree([1: 'a', 2: 'b', 3: 'c'], [[1, 3], [2, 3]], true, 9, 9).lines(Optional.of([3L])) == [
        '3 c w3  READY', '|- 1 a w1  READY', '`- 2 b w2  READY']
  }

  private static Tree tree(Map apps, List edges, boolean up = false, int depth = 9, int width = 9) {
    def nodes = apps.collect { new GraphView.Node(it.key as long, it.value, JobState.READY, "w$it.key") }
    def all = edges.collect { new GraphView.Edge(it[0] as long, it[1] as long, false) }
    new Tree(new GraphView(1, 'x-1', nodes, all), up, depth, width, PLAIN)
  }
}
