package io.balsam.views.dag

import io.balsam.engine.api.GraphView
import io.balsam.views.Graphs
import io.balsam.views.dag.DagOptions.Direction
import io.balsam.views.dag.Layout.Area
import spock.lang.Specification

class LayoutSpec extends Specification {
    static final List<GraphView> GRAPHS = [
            Graphs.graph([:]), Graphs.graph([a: []]), Graphs.graph([a: [], b: ['a']]), Graphs.fan(16),
            Graphs.graph([a: [], b: ['a'], c: ['b'], d: ['a', 'c']]),
            Graphs.graph((1..40).collectEntries { ["lone.$it" as String, []] }),
            *(1..12).collect { Graphs.random(30, it) }, Graphs.random(300, 99), Graphs.layered(6, 40, 5)]

    private static List placed(GraphView graph, Direction direction) {
        def diagram = Diagram.of(graph, Integer.MAX_VALUE)
        [diagram, Layout.of(diagram.boxes().collect { BoxPainter.size(it) }, diagram.links(), direction)]
    }

    private static boolean overlap(Area a, Area b) {
        a.x() < b.right() && b.x() < a.right() && a.y() < b.bottom() && b.y() < a.bottom()
    }

    def "boxes never lie on each other, and all are inside the picture: #graph.nodes().size() jobs of #graph.name(), #direction"() {
        when:
        def (Diagram diagram, Layout layout) = placed(graph, direction)
        def areas = layout.boxes()

        then:
        areas.size() == graph.nodes().size()
        (0..<areas.size()).every { i -> (0..<i).every { j -> !overlap(areas[i], areas[j]) } }
        areas.every { it.x() >= -0.01 && it.y() >= -0.01 && it.right() <= layout.width() + 0.01 && it.bottom() <= layout.height() + 0.01 }

        where:
        [graph, direction] << [GRAPHS, [Direction.RIGHT, Direction.DOWN]].combinations()
    }

    def "each line begins at its parent's border and ends at its child's: #graph.nodes().size() jobs of #graph.name(), #direction"() {
        when:
        def (Diagram diagram, Layout layout) = placed(graph, direction)

        then:
        [diagram.links(), layout.lines()].transpose().every { Link link, List points ->
            def from = layout.boxes()[link.from()]
            def to = layout.boxes()[link.to()]
            direction == Direction.RIGHT
                    ? points[0].x() == from.right() && middle(points[0].y(), from.y(), from.bottom()) && points[-1].x() == to.x() && middle(points[-1].y(), to.y(), to.bottom())
                    : points[0].y() == from.bottom() && middle(points[0].x(), from.x(), from.right()) && points[-1].y() == to.y() && middle(points[-1].x(), to.x(), to.right())
        }

        where:
        [graph, direction] << [GRAPHS, [Direction.RIGHT, Direction.DOWN]].combinations()
    }

    private static boolean middle(double at, double from, double to) {
        Math.abs(at - (from + to) / 2) < 0.01
    }

    def "a line past other layers goes between their boxes"() {
        when:
        def (Diagram diagram, Layout layout) = placed(graph, Direction.RIGHT)

        then: "where it is straight, which is within layers, there is no box"
        layout.lines().every { points ->
            points.drop(1).dropRight(1).collate(2, false).every { from, to ->
                def line = new Area(from.x(), from.y(), to.x() - from.x(), 0.01)
                layout.boxes().every { !overlap(it, line) }
            }
        }

        where:
        graph << GRAPHS
    }

    def "children are placed after their parents"() {
        when:
        def (Diagram diagram, Layout layout) = placed(Graphs.random(200, 3), direction)

        then:
        diagram.links().every {
            def from = layout.boxes()[it.from()]
            def to = layout.boxes()[it.to()]
            direction == Direction.RIGHT ? from.right() < to.x() : from.bottom() < to.y()
        }

        where:
        direction << [Direction.RIGHT, Direction.DOWN]
    }

    def "a tree is drawn without crossings"() {
        given:
        def tree = Graphs.graph(['n.1': []] + (2..31).collectEntries { ["n.$it" as String, ["n.${it.intdiv(2)}" as String]] })

        when:
        def (Diagram diagram, Layout layout) = placed(tree, Direction.RIGHT)
        def lines = layout.lines()

        then:
        (0..<lines.size()).every { i ->
            (0..<i).every { j ->
                lines[i][0].x() != lines[j][0].x() || (lines[i][0].y() - lines[j][0].y()) * (lines[i][-1].y() - lines[j][-1].y()) >= 0
            }
        }
    }

    def "a wide fan goes to the right, a long chain down"() {
        expect:
        placed(Graphs.fan(16), Direction.AUTO)[1].direction() == Direction.RIGHT
        placed(Graphs.graph((1..30).collectEntries { ["step.$it" as String, it == 1 ? [] : ["step.${it - 1}" as String]] }), Direction.AUTO)[1].direction() == Direction.DOWN
    }
}
